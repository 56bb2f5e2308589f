/** A link as written, taken apart. */
export type Target =
  | { readonly kind: 'anchor'; readonly fragment: string }
  | { readonly kind: 'entity'; readonly ref: string; readonly fragment: string }
  | { readonly kind: 'outside'; readonly url: string }
  | { readonly kind: 'site'; readonly path: string; readonly fragment: string }
  | { readonly kind: 'relative'; readonly path: string; readonly fragment: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Takes a link apart: `#top`, `entity:component:payments`, `https://…`, `mailto:…` and `tel:…`, `/docs/ci/`, `../ci/runners.md#arm`.
 * Paths come decoded; a query is left out, since no page of a static site reads one.
 */
export function parseTarget(written: string): Target {
  const text = written.trim();
  const [whole = '', hash = ''] = splitAt(text, '#');
  const fragment = decoded(hash) ?? hash;
  if (text === '') return { kind: 'refused', reason: 'is empty' };
  if (whole === '') return { kind: 'anchor', fragment };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(whole)?.[1]?.toLowerCase();
  if (scheme === 'entity') return { kind: 'entity', ref: decoded(whole.slice('entity:'.length)) ?? whole, fragment };
  if (scheme !== undefined) return outside(text, scheme);
  if (/^[/\\]{2}/.test(whole)) return { kind: 'refused', reason: 'names another host without a scheme' };
  if (whole.includes('\\')) return { kind: 'refused', reason: 'has backslashes where paths have slashes' };
  const path = decoded(whole.replace(/\?.*$/s, ''));
  if (path === undefined) return { kind: 'refused', reason: 'is not encoded as addresses are' };
  return path.startsWith('/') ? { kind: 'site', path: path.slice(1), fragment } : { kind: 'relative', path, fragment };
}

function outside(text: string, scheme: string): Target {
  const url = URL.parse(text);
  if (scheme === 'mailto' || scheme === 'tel') return url === null ? { kind: 'refused', reason: 'is not an address' } : { kind: 'outside', url: url.href };
  if (scheme !== 'http' && scheme !== 'https') return { kind: 'refused', reason: `uses the scheme ${scheme.slice(0, 30)}:, which pages do not link to` };
  if (url === null) return { kind: 'refused', reason: 'is not an address' };
  if (url.username !== '' || url.password !== '') return { kind: 'refused', reason: 'holds a user name or password' };
  return { kind: 'outside', url: url.href };
}

/**
 * Joins a relative path with the folder of a file, without `.` and `..`; undefined where it leads out of the space.
 *
 * @param from path of the file that links
 */
export function joined(from: string, path: string): string | undefined {
  const segments = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** The way from a file to another, as a link writes it. */
export function wayTo(from: string, to: string): string {
  const [here, there] = [from.split('/').slice(0, -1), to.split('/')];
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  return [...here.slice(same).map(() => '..'), ...there.slice(same)].join('/');
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
