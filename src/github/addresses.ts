import type { GitHubSource } from './source.ts';

/** Where an organisation's APIs are. No address ends with a slash. */
export interface GitHubAddresses {
  readonly rest: string;
  readonly graphql: string;
  /** Host as in repository ids: of github.com and tenants of Enterprise Cloud the web's, which is not the API's. */
  readonly host: string;
}

const publicApi = 'https://api.github.com';

/**
 * The addresses of a source: its own, else those that GitHub Actions names in GITHUB_API_URL and GITHUB_GRAPHQL_URL, else
 * github.com's. Enterprise Server has REST at `/api/v3` and GraphQL at `/api/graphql`; a tenant with data residency has both at
 * `api.SUBDOMAIN.ghe.com` (GitHub's documentation, "Getting started with data residency").
 */
export function gitHubAddresses({ api, graphql }: Pick<GitHubSource, 'api' | 'graphql'>, env: Readonly<Record<string, string | undefined>>): GitHubAddresses {
  const rest = withoutSlash(api ?? addressOf(env['GITHUB_API_URL']) ?? publicApi);
  // What the environment names belongs to its own REST API, not to that of a source with an address of its own.
  const own = api === undefined ? addressOf(env['GITHUB_GRAPHQL_URL']) : undefined;
  const queries = withoutSlash(graphql ?? own ?? (rest.endsWith('/api/v3') ? `${rest.slice(0, -'/v3'.length)}/graphql` : `${rest}/graphql`));
  return { rest, graphql: queries, host: webHost(new URL(rest)) };
}

function addressOf(text: string | undefined): string | undefined {
  const address = text?.trim() ?? '';
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) ? address : undefined;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

function webHost({ host, hostname }: URL): string {
  if (host === 'api.github.com') return 'github.com';
  const tenant = /^api\.([^.]+\.ghe\.com)$/.exec(host);
  // A machine's own address is one of a test, and its port tells it from the next.
  return tenant?.[1] ?? (/^(?:localhost|127\.|\[::1\])/.test(hostname) ? host : hostname);
}
