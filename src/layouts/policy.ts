/**
 * The Content-Security-Policy of each sort of page. Everything comes from the site itself and nothing is inline, so
 * text that slipped through as markup could still not run. Search needs WebAssembly and a worker made from a blob, as
 * Pagefind documents.
 */
const common = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'manifest-src': "'self'",
} as const;

const directives = {
  strict: common,
  search: { ...common, 'script-src': "'self' 'wasm-unsafe-eval'", 'worker-src': "'self' blob:" },
} as const satisfies Record<string, Record<string, string>>;

/** A sort of page with its own policy. */
export type Csp = keyof typeof directives;

/** The policy as the `content` of a `meta` element. */
export function contentSecurityPolicy(csp: Csp): string {
  return policies[csp];
}

/** Written out once: every page asks. */
const policies: Readonly<Record<Csp, string>> = { strict: write(directives.strict), search: write(directives.search) };

function write(policy: Readonly<Record<string, string>>): string {
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
