/** Schemes that a text may link to. `entity` is an entity of the catalog. */
const schemes: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel', 'entity']);

/**
 * An address as a browser reads it: without control characters and spaces around it, and without tabs and line breaks
 * in it (WHATWG URL, "basic URL parser", steps 1 to 3).
 */
export function cleanAddress(written: string): string {
  // eslint-disable-next-line no-control-regex
  return written.replace(/^[\u0000-\u0020]+/, '').replace(/[\u0000-\u0020]+$/, '').replaceAll(/[\t\n\r]/g, '');
}

/** The scheme of a cleaned address in lower case; undefined for a path, a query or a fragment. */
export function schemeOf(address: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
}

/** True if a text may link to the cleaned address. */
export function isAllowed(address: string): boolean {
  const scheme = schemeOf(address);
  return scheme === undefined || schemes.has(scheme);
}

/** True if a cleaned address leads to another host; browsers read a backslash as a slash. */
export function isExternal(address: string): boolean {
  return /^(?:https?:|[\\/]{2})/i.test(address);
}

/** True if an image is one of the small pictures of a status that READMEs carry. */
export function isBadge(address: string): boolean {
  return /badge|shields\.io/i.test(address);
}
