/**
 * The Content-Security-Policy of every page. Everything comes from the site itself and nothing is inline, so
 * text that slipped through as markup could still not run. Search runs in a worker of the site's own, whose WebAssembly the
 * page's policy does not govern: docs/decisions/0008.
 */
const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
} as const;

/** What a preview needs besides: Vite puts styles into the page and is told of changes over a web socket. No build has it. */
const preview = { 'style-src': "'self' 'unsafe-inline'", 'connect-src': "'self' ws:" } as const;

/** Written out once: every page asks. */
const policy = write(directives);

/** The policy as the `content` of a `meta` element; with `previewed`, of a page of `astro dev`. */
export function contentSecurityPolicy(previewed = false): string {
  return previewed ? write({ ...directives, ...preview }) : policy;
}

function write(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
