import { SourceError } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
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
  const rest = withoutSlash(api ?? addressOf('GITHUB_API_URL', env) ?? publicApi);
  // What the environment names belongs to its own REST API, not to that of a source with an address of its own.
  const own = api === undefined ? addressOf('GITHUB_GRAPHQL_URL', env) : undefined;
  const queries = withoutSlash(graphql ?? own ?? (rest.endsWith('/api/v3') ? `${rest.slice(0, -'/v3'.length)}/graphql` : `${rest}/graphql`));
  return { rest, graphql: queries, host: webHost(new URL(rest)) };
}

/** @throws SourceError for what is no address: to ask github.com instead would show it a token that is another host's */
function addressOf(variable: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const address = env[variable]?.trim() ?? '';
  if (address === '') return undefined;
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address;
  const what = `The environment variable ${variable} holds no address of an API, so GitHub was not asked`;
  throw new SourceError(what, { finding: makeFinding('ALM1006', { what }) });
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
