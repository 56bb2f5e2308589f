import type { Edition } from '../../../edition/read.ts';
import type { KnowledgeKind, KnowledgeOverview } from '../../../schema/edition/knowledge.ts';

/** The one path of an index page; none in an edition without documents, which has no lists of them. */
export function indexPaths({ index }: Edition): { params: { index: undefined } }[] {
  return index.documents === undefined ? [] : [{ params: { index: undefined } }];
}

/** The list of a kind as the overview knows it. */
export function listOfKind({ knowledge }: Edition, kind: KnowledgeKind): KnowledgeOverview['kinds'][number] {
  const list = knowledge.kinds.find((one) => one.kind === kind);
  if (list === undefined) throw new Error(`The edition has no list of the kind ${kind}`);
  return list;
}
