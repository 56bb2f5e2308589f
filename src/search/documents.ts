import type { SearchDocument } from '../schema/edition/document.ts';
import { kindLabels, type PageKind } from './filters.ts';
import type { HitSection } from './manifest.ts';
import { defined, ownerOf, ownerValues, plain, type FilterValue, type SearchRecord } from './record.ts';
import { nameWords, shortName } from './names.ts';
import { joinWords, wordsOf } from './text.ts';

/** Words of a repository's document that are searched besides its headings: 30,000 of them must stay cheap. */
const cappedWords = 200;

/** Words of a document of the organisation that are searched: a bound, not an aim. */
const longestDocument = 50_000;

/** Words by which people look for documents of a kind, where they are more than its name. */
const kindWords: Partial<Readonly<Record<DocumentText['kind'], string>>> = {
  doc: '',
  'repository-doc': '',
  postmortem: 'postmortem incident',
  'architecture-decision': 'architecture decision ADR',
  minutes: 'minutes meeting',
  change: 'change changelog',
  'role-matrix': 'roles permissions',
  responsibilities: 'responsibilities RACI',
  changelog: 'release notes',
};

/** What is searched of a document, or of a page that is told as one. */
export type DocumentText = Omit<SearchDocument, 'kind' | 'words'> & { readonly kind: SearchDocument['kind'] | PageKind };

/** A document's record. `systems` tells the systems that an entity belongs to or is. */
export function documentRecord(document: DocumentText, systems: ReadonlyMap<string, FilterValue>): SearchRecord {
  const { kind, title, path, description, section, alsoAsked = [], repository } = document;
  const capped = kind === 'repository-doc' || kind === 'changelog';
  const { sections, words } = textOf(document.sections, title, capped ? cappedWords : longestDocument);
  const about = [description, section, kindWords[kind] ?? kindLabels[kind], ...dateWords(document.date), ...document.entities.map((ref) => nameWords(shortName(ref))), ...(repository === undefined ? [] : [nameWords(shortName(repository))])];
  return {
    group: capped ? 'components' : 'docs',
    // The pages of one book stand together, as they do in their sidebar; those of the organisation are listed by title.
    order: capped ? path : title.toLowerCase(),
    words,
    fields: {
      title: `${title} ${nameWords(title)}`,
      asked: joined(alsoAsked),
      headings: joined(document.sections.flatMap((part) => (part.title === undefined || part.title === title ? [] : [part.title]))),
      about: joined(about.filter((part) => part !== undefined)),
    },
    filters: {
      kind: [{ value: kind, label: kindLabels[kind] }],
      section: plain(section),
      owner: ownerValues(document, kind === 'doc' || kind === 'runbook'),
      lifecycle: plain(document.status),
      system: [...new Map(document.entities.flatMap((ref) => systems.get(ref) ?? []).map((system) => [system.value, system])).values()],
    },
    // Hundreds of repositories have a page called "Getting started": such names would only bury the others.
    names: capped ? [] : [title, ...alsoAsked],
    headings: capped ? [] : document.sections.flatMap(({ id, title: heading }) => (id === undefined || heading === undefined || heading === title ? [] : [{ id, title: heading }])),
    hit: {
      path,
      title,
      kind: kindLabels[kind],
      ...defined({ description, section, ...ownerOf(document), date: document.date, status: document.status, overdue: document.overdue === true ? (true as const) : undefined }),
      sections,
    },
  };
}

/**
 * The sections with at most `most` words of text in all (headings are kept), and all their words in the order in which they
 * are counted: those of a section's heading, then its text.
 */
function textOf(sections: SearchDocument['sections'], pageTitle: string, most: number): { readonly sections: HitSection[]; readonly words: string[] } {
  let left = most;
  const kept: HitSection[] = [];
  const words: string[] = [];
  for (const { id, title, text } of sections) {
    const heading = title === undefined || title === pageTitle ? undefined : wordsOf(title);
    const own = left <= 0 ? [] : wordsOf(text).slice(0, left);
    if (own.length === 0 && heading === undefined) continue;
    left -= own.length;
    for (const word of heading ?? []) words.push(word);
    for (const word of own) words.push(word);
    kept.push({ ...defined({ id, title: heading === undefined ? undefined : joinWords(heading) }), text: joinWords(own) });
  }
  return { sections: kept, words };
}

/** A day as people write it: `2026-11-02`, `2 November 2026`. */
function dateWords(date: string | undefined): string[] {
  if (date === undefined) return [];
  return [date, new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })];
}

function joined(texts: readonly string[]): string | undefined {
  const text = texts.join(' ').trim();
  return text === '' ? undefined : text;
}
