import type { SearchDocument } from '../schema/edition/document.ts';
import { kindLabels } from './filters.ts';
import type { HitSection } from './manifest.ts';
import { defined, ownerOf, ownerValues, plain, type FilterValue, type SearchRecord } from './record.ts';
import { nameWords, shortName } from './names.ts';
import { wordsOf } from './text.ts';

/** Words of a repository's document that are searched besides its headings: 30,000 of them must stay cheap. */
const cappedWords = 200;

/** Words of a document of the organisation that are searched: a bound, not an aim. */
const longestDocument = 50_000;

/** Words by which people look for documents of a kind, where they are more than its name. */
const kindWords: Partial<Readonly<Record<SearchDocument['kind'], string>>> = {
  doc: '',
  'repository-doc': '',
  postmortem: 'postmortem incident',
  'architecture-decision': 'architecture decision ADR',
  minutes: 'minutes meeting',
  change: 'change changelog',
};

/** A document's record. `systems` tells the systems that an entity belongs to or is. */
export function documentRecord(document: SearchDocument, systems: ReadonlyMap<string, FilterValue>): SearchRecord {
  const { kind, title, path, description, section, alsoAsked = [], repository } = document;
  const capped = kind === 'repository-doc';
  const sections = textOf(document.sections, title, capped ? cappedWords : longestDocument);
  const about = [description, section, kindWords[kind] ?? kindLabels[kind], ...dateWords(document.date), ...document.entities.map((ref) => nameWords(shortName(ref))), ...(repository === undefined ? [] : [nameWords(shortName(repository))])];
  return {
    group: capped ? 'components' : 'docs',
    // The pages of one book stand together, as they do in their sidebar; those of the organisation are listed by title.
    order: capped ? path : title.toLowerCase(),
    words: sections.flatMap(sectionWords),
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

/** The words of a section in the order in which they are counted: those of its heading, then its text. */
export function sectionWords({ title, text }: HitSection): string[] {
  return [...wordsOf(title ?? ''), ...wordsOf(text)];
}

/** The sections with at most `words` words in all; headings count, but are kept. */
function textOf(sections: SearchDocument['sections'], pageTitle: string, words: number): HitSection[] {
  let left = words;
  return sections.flatMap(({ id, title, text }) => {
    const kept = wordsOf(text).slice(0, Math.max(0, left));
    const heading = title === pageTitle ? undefined : title;
    left -= kept.length;
    return kept.length === 0 && heading === undefined ? [] : [{ ...defined({ id, title: heading === undefined ? undefined : wordsOf(heading).join(' ') }), text: kept.join(' ') }];
  });
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
