import type { Clone, TreeFile } from '../../src/clones/contract.ts';
import { sizeText } from '../../src/catalog/limits.ts';
import { folderOf } from '../../src/documents/repositories/relative-path.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import { shorten } from '../../src/markdown/shorten.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { DocumentLimits } from './limits.ts';
import type { RepositorySite } from './sites.ts';
import { documentText } from './text.ts';
import { isDocs, roleOf, type Candidates, type Role } from './wanted.ts';

/** A document as read. */
export interface ReadDocument {
  readonly path: string;
  readonly role: Role;
  readonly text: string;
  readonly cut: boolean;
}

/** What decides which Markdown files are documents. */
export interface Sites {
  readonly docsFolders: readonly string[];
  readonly sites: readonly RepositorySite[];
  readonly named: ReadonlySet<string>;
}

/**
 * Reads the documents of a clone, in order of path; up to the limits, READMEs before docs and what stands higher before
 * what stands lower.
 *
 * @throws SourceError if one that should be in the clone is not, so that what was known of it stays
 */
export async function readDocuments(clone: Clone, candidates: Candidates, { docsFolders, sites, named }: Sites, limits: DocumentLimits, signal: AbortSignal): Promise<{ readonly documents: ReadDocument[]; readonly findings: Finding[] }> {
  const { repository } = clone;
  const readmeFolders = new Set([...candidates.catalogFolders, ...sites.map(({ file }) => folderOf(file))]);
  const wanted = candidates.markdown
    .flatMap((file): Chosen[] => {
      const role = roleOf(file.path, { docsFolders, readmeFolders, named });
      return role === undefined ? [] : [{ file, role }];
    })
    .toSorted(byImportance);
  const chosen: Chosen[] = [];
  const unread = candidates.tooLong.filter((path) => isDocs(path, docsFolders));
  let left = limits.totalBytes;
  for (const document of wanted) {
    const size = Math.min(document.file.size ?? 0, limits.documentBytes);
    if (chosen.length === limits.documents || size > left) unread.push(document.file.path);
    else {
      left -= size;
      chosen.push(document);
    }
  }
  const blobs = await clone.read(chosen.map(({ file }) => file.id), limits.documentBytes, signal);
  const documents: ReadDocument[] = [];
  const findings: Finding[] = [];
  for (const { file: { path, id }, role } of chosen) {
    const blob = blobs.get(id);
    const read = blob === undefined ? undefined : documentText(blob.bytes, blob.cut);
    if (blob === undefined || read === undefined) {
      unread.push(path);
      continue;
    }
    documents.push({ path, role, ...read });
    if (read.cut) findings.push(makeFinding('ALM0740', { what: `${path} has ${sizeText(blob.size)}, of which the first ${sizeText(limits.documentBytes)} are shown`, repository, file: path }));
  }
  findings.push(...unreadFinding(repository, unread.sort(compareText)));
  return { documents: documents.sort((a, b) => compareText(a.path, b.path)), findings };
}

interface Chosen {
  readonly file: TreeFile;
  readonly role: Role;
}

function byImportance(a: Chosen, b: Chosen): number {
  return (
    Number(b.role === 'readme') - Number(a.role === 'readme') ||
    a.file.path.split('/').length - b.file.path.split('/').length ||
    compareText(a.file.path, b.file.path)
  );
}

function unreadFinding(repository: string, unread: readonly string[]): Finding[] {
  const [first] = unread;
  if (first === undefined) return [];
  const count = unread.length;
  const what = `${count} ${count === 1 ? 'document' : 'documents'} of ${repository} ${count === 1 ? 'is' : 'are'} not shown: ${unread.slice(0, 5).map((path) => shorten(path, 200)).join(', ')}${count > 5 ? ` and ${count - 5} more` : ''}`;
  return [makeFinding('ALM0741', { what, repository, file: first })];
}
