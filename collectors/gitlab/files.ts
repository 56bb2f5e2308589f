import { fileRecord } from '../../src/gitlab/records.ts';
import { askPart, type Reading } from './reading.ts';

/** A commit of a project, with the modes of its files by path. */
export interface Commit {
  readonly reading: Reading;
  readonly commit: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Mode of a symbolic link in a tree: its contents are the path that it leads to. */
export const symbolicLink = '120000';

/** Contents of a file (`GET /projects/:id/repository/files/:path`); undefined where it may not be read or is gone. */
export async function readFile({ reading, commit }: Commit, path: string): Promise<Buffer | undefined> {
  const part = await askPart(reading, `/repository/files/${encodeURIComponent(path)}`, { ref: commit });
  const record = part.state === 'read' ? fileRecord.safeParse(part.answer.data) : undefined;
  if (record === undefined || !record.success) return undefined;
  const { content, encoding } = record.data;
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
}

/** Address of a file on GitLab's pages. */
export function fileUrl({ reading, commit }: Commit, path: string, line?: number): string {
  return `${reading.url}/-/blob/${encodeURIComponent(commit)}/${path.split('/').map(encodeURIComponent).join('/')}${line === undefined ? '' : `#L${line}`}`;
}
