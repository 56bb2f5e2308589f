import type { EditionDocument } from '../../documents/model.ts';
import type { SectionSummary } from '../../documents/sidebar.ts';
import { compareText } from '../../findings/codes.ts';
import { contentDocumentKind } from '../../schema/documents/kinds.ts';
import type { EditionIndex } from '../../schema/edition/index-file.ts';
import { documentListPaths } from '../routes.ts';
import { optional } from '../summaries.ts';
import { documentKindLabels } from './kinds.ts';

/** Documents that changed last, on the home page. */
const recentDocuments = 6;

/** What the edition's index says of its documents; undefined if there are none. */
export function documentsOverview(documents: readonly EditionDocument[], sections: readonly SectionSummary[], isOutdated: (document: EditionDocument) => boolean): EditionIndex['documents'] {
  if (documents.length === 0) return undefined;
  const totals = new Map<string, number>();
  for (const { source } of documents) totals.set(source.kind, (totals.get(source.kind) ?? 0) + 1);
  const dated = documents.filter((document) => document.source.kind !== 'repository-doc' && document.source.updatedAt !== undefined && !isOutdated(document));
  return {
    total: documents.length,
    sections: sections.map(({ title, description, path, pages }) => ({ title, ...optional('description', description), path, pages })),
    kinds: contentDocumentKind.options.flatMap((kind) => {
      const total = totals.get(kind);
      return total === undefined ? [] : [{ kind, title: documentKindLabels[kind].plural, description: documentKindLabels[kind].description, total, path: documentListPaths[kind] }];
    }),
    recent: dated
      .toSorted((a, b) => compareText(b.source.updatedAt ?? '', a.source.updatedAt ?? '') || compareText(a.source.path, b.source.path))
      .slice(0, recentDocuments)
      .map(({ link }) => link),
  };
}
