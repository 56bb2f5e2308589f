import type { Catalog } from '../../catalog/model.ts';
import type { Organisation } from '../../content/organisation.ts';
import { readContentDocuments } from '../../documents/content.ts';
import { noRepositoryDocuments } from '../../documents/no-repositories.ts';
import { referenceFindings } from '../../documents/references.ts';
import { layOut } from '../../documents/sidebar.ts';
import { renderDocuments } from '../../markdown/render-documents.ts';
import type { Finding } from '../../schema/finding.ts';
import type { Instant } from '../../schema/primitives.ts';
import { gather } from './gather.ts';
import { Names } from './names.ts';
import { readRecords } from './records/records.ts';

/** What documents are checked against. */
export interface CheckInput {
  readonly organisation: Organisation;
  /** The catalog as far as the content folder and its facts tell. */
  readonly catalog: Catalog;
  readonly asOf: Instant;
  readonly cacheDir: string;
  readonly signal: AbortSignal;
}

/**
 * Everything that a build would say of the documents of the content folder: front matter, references, redirects, texts and
 * links. Where there are sources that only a collection reads, a reference that is not known may be found in them, so it is
 * a note.
 */
export async function checkDocuments({ organisation, catalog, asOf, cacheDir, signal }: CheckInput): Promise<readonly Finding[]> {
  const { dir, config } = organisation;
  const content = readContentDocuments({ dir });
  const layout = layOut(content.documents, content.sections);
  const rendered = await renderDocuments(content.documents.map(({ id, file, format, trust, text, firstLine }) => ({ id, file, format, trust, text, firstLine })), { cacheDir, signal, log: () => undefined });
  try {
    const names = new Names(catalog);
    const { documents, findings } = gather({ dir, content, layout, repositories: noRepositoryDocuments, kept: content.documents, rendered, names, entities: catalog.entities, asOf });
    const records = readRecords({ documents, catalog, asOf });
    const all = [...content.findings, ...referenceFindings(content, catalog.entities), ...findings, ...records.findings];
    const elsewhere = Object.keys(config.sources).some((collector) => collector !== 'facts');
    return elsewhere ? all.map(mayBeElsewhere) : all;
  } finally {
    rendered.close();
  }
}

function mayBeElsewhere(finding: Finding): Finding {
  if (finding.code !== 'ALM0721') return finding;
  return { ...finding, severity: 'note', why: 'The content folder does not declare it. If a repository does, a build finds it there; otherwise the reference leads nowhere.' };
}
