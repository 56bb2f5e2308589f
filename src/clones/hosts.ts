import type { Remote } from './remote.ts';

/** How one kind of host serves pages for a repository. */
interface Host {
  readonly matches: (host: string) => boolean;
  readonly kind?: 'github' | 'gitlab';
  /** Path of the repository's page; the path itself unless given. */
  readonly page?: (path: string) => string;
  /** What follows the repository's page for a file at a commit; `file` is percent-encoded. */
  readonly file: (commit: string, file: string, line: number | undefined) => string;
}

/** The public host, `github.com`, and those that organisations run as `github.their-domain`. */
const named = (name: string) => (host: string) => host.startsWith(`${name}.`);

const anchor = (prefix: string, line: number | undefined) => (line === undefined ? '' : `${prefix}${line}`);

const hosts: readonly Host[] = [
  { kind: 'github', matches: named('github'), file: (commit, file, line) => `/blob/${commit}/${file}${anchor('#L', line)}` },
  { kind: 'gitlab', matches: named('gitlab'), file: (commit, file, line) => `/-/blob/${commit}/${file}${anchor('#L', line)}` },
  { matches: (host) => host === 'bitbucket.org', file: (commit, file, line) => `/src/${commit}/${file}${anchor('#lines-', line)}` },
  { matches: (host) => host === 'codeberg.org' || named('gitea')(host) || named('forgejo')(host), file: (commit, file, line) => `/src/commit/${commit}/${file}${anchor('#L', line)}` },
  {
    matches: (host) => host === 'dev.azure.com',
    page: (path) => path.replace(/\/([^/]+)$/, '/_git/$1'),
    file: (commit, file, line) => `?path=/${file}&version=GC${commit}${line === undefined ? '' : `&line=${line}&lineEnd=${line + 1}&lineStartColumn=1&lineEndColumn=1`}`,
  },
];

/** What is known of the pages of a repository on its host. */
export interface Pages {
  readonly kind: 'github' | 'gitlab' | undefined;
  readonly webUrl: string | undefined;
  fileUrl(commit: string, path: string, line?: number): string | undefined;
}

/** The pages that the host of `remote` serves; addresses are undefined for a host that is not known to serve any. */
export function pagesOf(remote: Remote | undefined): Pages {
  const host = remote && hosts.find((candidate) => candidate.matches(remote.host));
  if (!remote || !host) return { kind: undefined, webUrl: undefined, fileUrl: () => undefined };
  const path = remote.path.split('/').map(encodeSegment).join('/');
  const webUrl = `${remote.insecure ? 'http' : 'https'}://${remote.host}/${host.page?.(path) ?? path}`;
  return {
    kind: host.kind,
    webUrl,
    fileUrl: (commit, file, line) => `${webUrl}${host.file(commit, file.split('/').map(encodeURIComponent).join('/'), line)}`,
  };
}

/** Encodes what is not encoded yet: a remote's path may come either way. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/%25([0-9a-f]{2})/gi, '%$1');
}
