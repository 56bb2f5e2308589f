/**
 * Where everything is on the site and in the static API: the one place that knows. Paths are relative to the site's
 * root, without a leading slash; pages put the base before them.
 *
 * A path is also the name of a file, so every segment is plain ASCII that means the same to URLs and file systems:
 * what is not a letter, digit or one of `-_.!'()*@+` becomes `~` and two hexadecimal digits per byte of UTF-8 (`c#` is
 * `c~23`), and so do the dots of `.` and `..`, which would leave their folder.
 */

function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '~2E');
  return encodeURIComponent(segment.toWellFormed())
    .replaceAll('~', '%7E')
    .replaceAll('%40', '@')
    .replaceAll('%2B', '+')
    .replaceAll('%', '~');
}

/** `catalog/component/default/payments/` of `component:default/payments`. */
export function entityPath(ref: string): string {
  const [kind = '', rest = ''] = splitOnce(ref, ':');
  return `catalog/${encodePath(`${kind}/${rest}`.toLowerCase())}/`;
}

/** `api/v1/entities/component/default/payments.json`. */
export function entityFile(ref: string): string {
  const [kind = '', rest = ''] = splitOnce(ref, ':');
  return `entities/${encodePath(`${kind}/${rest}`.toLowerCase())}.json`;
}

/** `repositories/github.com/acme/payments/`. */
export function repositoryPath(repository: string): string {
  return `repositories/${encodePath(repository)}/`;
}

/** `repositories/github.com/acme/payments.json`, below `api/v1/`. */
export function repositoryFile(repository: string): string {
  return `repositories/${encodePath(repository)}.json`;
}

/** `browse/component/` and `browse/component/2/`; `repository` for repositories. */
export function listPath(kind: string, page = 1): string {
  return page === 1 ? `browse/${kind.toLowerCase()}/` : `browse/${kind.toLowerCase()}/${page}/`;
}

/** `lists/component/1.json`, below `api/v1/`. */
export function listFile(kind: string, page: number): string {
  return `lists/${kind.toLowerCase()}/${page}.json`;
}

/** `data-quality/alm0305/` and `data-quality/alm0305/2/`. */
export function findingPath(code: string, page = 1): string {
  return page === 1 ? `data-quality/${code.toLowerCase()}/` : `data-quality/${code.toLowerCase()}/${page}/`;
}

/** `findings/alm0305/1.json`, below `api/v1/`. */
export function findingFile(code: string, page: number): string {
  return `findings/${code.toLowerCase()}/${page}.json`;
}

/** A search with filters set: `search/?owner=group%3Adefault%2Fpayments`. */
export function searchPath(filters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(filters).toString();
  return query === '' ? 'search/' : `search/?${query}`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + separator.length)];
}
