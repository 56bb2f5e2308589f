import { compareText } from '../findings/codes.ts';

/** Where an address leads. `path` is a file's path below the site's folder, or what was looked for. */
export type Resolution =
  | { readonly kind: 'file'; readonly path: string; readonly fragment: string }
  | { readonly kind: 'external' }
  | { readonly kind: 'broken'; readonly target: string; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** What {@link siteResolver} needs. */
export interface SiteLayout {
  /** Paths of all files below the site's folder, with `/` between segments, as the file system spells them. */
  readonly files: Iterable<string>;
  /** Path the site is served below, with a slash at both ends. */
  readonly base: string;
  /** Address the site is published at, if it is known: absolute links to it count as internal. */
  readonly siteUrl?: string | undefined;
}

/** Schemes that a link may lead to. */
const linkSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

const external: Resolution = { kind: 'external' };

/** Stands for the site's own host: `.invalid` never exists (RFC 2606). */
const host = 'http://site.invalid';

/**
 * Makes the function that says where `raw`, an attribute's value on the page `page` (a file's path), leads. Reads
 * addresses as browsers do (WHATWG URL): backslashes, control characters, dot segments and percent-encoding included;
 * names are matched with their case, whatever the file system.
 */
export function siteResolver({ files, base, siteUrl }: SiteLayout): (raw: string, page: string) => Resolution {
  const known = new Set(files);
  const folders = new Set<string>();
  for (const file of known) {
    for (let at = file.lastIndexOf('/'); at > 0 && !folders.has(file.slice(0, at)); at = file.lastIndexOf('/', at - 1)) folders.add(file.slice(0, at));
  }
  let lowerCase: ReadonlyMap<string, string> | undefined;
  const published = siteUrl === undefined ? undefined : new URL(siteUrl);
  // What almost every link of a site is: the plain path of a page or file that is there.
  const plain = new Map<string, Resolution>();
  for (const path of known) {
    const resolution: Resolution = { kind: 'file', path, fragment: '' };
    const address = base + path;
    if (!/^[\w\-./~]+$/.test(address) || address.includes('/.')) continue;
    plain.set(address, resolution);
    if (address.endsWith('/index.html')) plain.set(address.slice(0, -'index.html'.length), resolution);
  }

  const find = (url: URL, raw: string): Resolution => {
    const fragment = decodeOr(url.hash.slice(1));
    if (!url.pathname.startsWith(base)) return { kind: 'broken', target: url.pathname, reason: `is outside of ${base}, which the site is served below` };
    const segments = url.pathname.slice(base.length).split('/').map(decodeOr);
    if (segments.some((segment) => segment.includes('/'))) return { kind: 'broken', target: raw, reason: 'has an encoded slash in a name, which servers read in different ways' };
    const path = segments.join('/');
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    if (known.has(file)) return { kind: 'file', path: file, fragment };
    if (folders.has(path) && known.has(`${path}/index.html`)) return { kind: 'broken', target: path, reason: 'is a folder: the link lacks the slash at its end, without which it depends on the server' };
    lowerCase ??= new Map([...known].sort(compareText).map((name) => [name.toLowerCase(), name]));
    const similar = lowerCase.get(file.toLowerCase());
    return { kind: 'broken', target: file, reason: similar === undefined ? 'is not part of the site' : `is not part of the site; ${similar} is, which differs in case` };
  };

  const resolve = (raw: string, page: string): Resolution => {
    let url: URL;
    try {
      // As browsers do: relative to the page, whose own address has no index.html.
      url = new URL(raw, host + base + page.split('/').map(encodeURIComponent).join('/').replace(/(^|\/)index\.html$/, '$1'));
    } catch {
      return { kind: 'broken', target: raw, reason: 'is not an address' };
    }
    if (url.origin === host) return find(url, raw);
    if (!linkSchemes.has(url.protocol)) return { kind: 'refused', reason: `the scheme ${url.protocol}` };
    if (published !== undefined && url.origin === published.origin && url.pathname.startsWith(base)) return find(url, raw);
    return /^[a-z]/i.test(raw.trimStart()) ? external : { kind: 'refused', reason: 'an address of another host without a scheme' };
  };

  // Three quick answers for what most links are; the rest goes the whole way.
  return (raw, page) => {
    const at = raw.indexOf('#');
    if (at === 0) return { kind: 'file', path: page, fragment: decodeOr(raw.slice(1)) };
    const known = plain.get(at < 0 ? raw : raw.slice(0, at));
    if (known?.kind === 'file') return at < 0 ? known : { ...known, fragment: decodeOr(raw.slice(at + 1)) };
    if (published === undefined && /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*\//.test(raw)) return external;
    return resolve(raw, page);
  };
}

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
