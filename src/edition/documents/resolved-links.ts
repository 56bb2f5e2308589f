import type { EditionDocument } from '../../documents/model.ts';
import type { Linked } from '../../documents/links/html.ts';
import { type LinkTargets, type Resolved, resolveLink } from '../../documents/links/resolve.ts';
import { placeOf } from '../../documents/place.ts';
import { makeFinding } from '../../findings/codes.ts';
import type { Finding } from '../../schema/finding.ts';

/** Broken links of one repository that are told one by one; of the rest, how many. */
const toldPerRepository = 25;

/** All links of all documents. */
export interface ResolvedLinks {
  of(document: EditionDocument): readonly Linked[];
  /** Documents that link to the page at a path, in order of path. */
  mentions(path: string): readonly EditionDocument[];
  /** Documents whose text links to an entity, by its full reference. */
  entityMentions(ref: string): readonly EditionDocument[];
  /** Broken links of the organisation's own documents. */
  readonly blocking: readonly Finding[];
  /** Broken links of repositories' documents. */
  readonly warnings: readonly Finding[];
}

/** Resolves every link, once all documents and their anchors are known. */
export function resolveLinks(documents: readonly EditionDocument[], targets: LinkTargets): ResolvedLinks {
  const links = new Map<EditionDocument, readonly Linked[]>();
  const mentions = new Map<string, Set<EditionDocument>>();
  const entities = new Map<string, Set<EditionDocument>>();
  const blocking: Finding[] = [];
  const warnings = new Warnings();
  for (const document of documents) {
    const { source } = document;
    const resolved = (link: Linked['link']): Linked => {
      const guess = source.kind !== 'repository-doc' || warnings.hasRoom(source.repository);
      const found = resolveLink(link, document, targets, guess);
      note(found, document, mentions, entities);
      if (found.kind === 'broken') {
        if (source.kind !== 'repository-doc') blocking.push(findingOf(document, source.text, link, found));
        else warnings.add(source.repository, { what: found.what, file: source.file, ...(link.line === undefined ? {} : { line: link.line, column: link.column }) });
      }
      return { link, resolved: found };
    };
    links.set(document, document.outline.links.map(resolved));
    journeyLinks(document).forEach(resolved);
  }
  return {
    of: (document) => links.get(document) ?? [],
    mentions: (path) => [...(mentions.get(path) ?? [])],
    entityMentions: (ref) => [...(entities.get(ref) ?? [])],
    blocking,
    warnings: warnings.all(),
  };
}

/** Links of the steps of a journey, each with the line of the front matter that it stands on. */
function journeyLinks({ source }: EditionDocument): Linked['link'][] {
  if (source.kind !== 'doc') return [];
  return source.frontMatter.journey.flatMap(({ link: target, title }, n) => {
    if (target === undefined) return [];
    return [{ use: 'link', target, text: title, line: source.lineOf(['journey', n, 'link']) ?? 1, column: 1 }];
  });
}

function note(resolved: Resolved, document: EditionDocument, mentions: Map<string, Set<EditionDocument>>, entities: Map<string, Set<EditionDocument>>): void {
  if (resolved.kind === 'page' && resolved.path !== document.source.path) add(mentions, resolved.path, document);
  if (resolved.kind === 'entity') add(entities, resolved.ref, document);
}

function add(map: Map<string, Set<EditionDocument>>, key: string, document: EditionDocument): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([document]));
  else known.add(document);
}

function findingOf({ source }: EditionDocument, text: string, link: Linked['link'], { code, what }: Extract<Resolved, { kind: 'broken' }>): Finding {
  const place = link.line === undefined ? placeOf(text, source.firstLine, link.target) : { line: link.line, column: link.column ?? 1 };
  return makeFinding(code, { what, file: source.file, ...place });
}

/** Warnings on repositories, of which some have thousands of broken links. */
class Warnings {
  readonly #findings: Finding[] = [];
  readonly #counts = new Map<string, number>();

  add(repository: string, details: { readonly what: string; readonly file: string; readonly line?: number | undefined; readonly column?: number | undefined }): void {
    const count = (this.#counts.get(repository) ?? 0) + 1;
    this.#counts.set(repository, count);
    if (count <= toldPerRepository) this.#findings.push(makeFinding('ALM0728', { ...details, repository }));
  }

  /** True if the next one of a repository is told. */
  hasRoom(repository: string): boolean {
    return (this.#counts.get(repository) ?? 0) < toldPerRepository;
  }

  all(): Finding[] {
    const rest = [...this.#counts].filter(([, count]) => count > toldPerRepository);
    return [...this.#findings, ...rest.map(([repository, count]) => makeFinding('ALM0728', { what: `${count - toldPerRepository} more links and images of its documents lead nowhere.`, repository }))];
  }
}
