/// <reference types="astro/client" />

/** The path that the site is served below, with a slash at both ends: `/` or `/almanac/`. */
const base = import.meta.env.BASE_URL;

/** Address of a path of `src/edition/routes.ts` or of the edition (no leading slash) on this site. */
export function href(path: string): string {
  return base + path;
}

/** Address of a file of the static API, given below `api/v1/` as `src/edition/routes.ts` gives it. */
export function apiHref(file: string): string {
  return `${base}api/v1/${file}`;
}

/**
 * The address if a page may link to it: absolute, http or https, without user or password (which would show a
 * familiar name before the real host). Anything else is undefined and shown as text.
 */
export function safeUrl(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  return parsed.username === '' && parsed.password === '' ? parsed.href : undefined;
}
