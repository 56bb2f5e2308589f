/** The path under which the site is served, with a slash at both ends. */
export function baseOf(siteUrl: string | undefined): string {
  if (siteUrl === undefined) return '/';
  const { pathname } = new URL(siteUrl);
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
