import type { DocumentIndex } from '../../documents/contract.ts';
import type { DocumentKind } from '../../schema/documents/kinds.ts';
import type { EntityDocuments } from '../../schema/edition/document.ts';
import { searchPath } from '../routes.ts';
import { optional } from '../summaries.ts';

const limits = { items: 10, followUps: 20, due: 20 } as const;

/** Kinds in the order in which the page of an entity shows them: first what helps now. Changes are shown with its changelog. */
const shown: readonly DocumentKind[] = ['doc', 'runbook', 'charter', 'architecture-decision', 'postmortem', 'drill', 'minutes', 'question', 'repository-doc'];

/** The documents on the page of an entity; undefined if there are none. */
export function entityDocuments(documents: DocumentIndex, ref: string): EntityDocuments | undefined {
  const book = documents.bookOf(ref);
  // A page of its own docs is in the book; one of another repository's may be about it.
  const about = documents.ofEntity(ref).filter(({ kind, path }) => kind !== 'repository-doc' || book === undefined || !path.startsWith(book.path));
  const byKind = Map.groupBy(about, ({ kind }) => kind);
  const groups = shown.flatMap((kind) => {
    const items = byKind.get(kind) ?? [];
    if (items.length === 0) return [];
    const more = items.length > limits.items ? searchPath({ entity: ref, kind }) : undefined;
    return [{ kind, total: items.length, items: items.slice(0, limits.items), ...optional('more', more) }];
  });
  const due = documents.overdueOf(ref);
  const followUps = documents.followUpsOf(ref).slice(0, limits.followUps);
  const journeys = documents.journeysOf(ref).map(({ document, steps }) => ({ document, steps: [...steps] }));
  if (book === undefined && groups.length === 0 && journeys.length === 0 && followUps.length === 0 && due.length === 0) return undefined;
  return { ...optional('book', book), groups, journeys, followUps, due: due.slice(0, limits.due), dueTotal: due.length };
}
