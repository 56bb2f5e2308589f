import { SourceError, type CollectContext } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import type { Call, Host } from '../network/contract.ts';
import type { GitHubAddresses } from './addresses.ts';
import type { GitHubSource } from './source.ts';

/** How requests are signed. */
export interface Authentication {
  /** Whose budgets are drawn on; not a secret, and not shown. */
  readonly account: string;
  readonly authorize: NonNullable<Call['authorization']>;
  /** The credentials in words: `the token in GITHUB_TOKEN`. */
  readonly name: string;
}

/** What an authentication is made of. */
export interface AuthenticationOptions {
  readonly context: CollectContext;
  readonly source: GitHubSource;
  readonly host: Host;
  readonly addresses: GitHubAddresses;
}

/** The error where GitHub does not accept credentials. */
export function notAccepted(name: string, said: string): SourceError {
  const what = `GitHub does not accept ${name}${said === '' ? '' : `: ${said}`}`;
  return new SourceError(what, { finding: makeFinding('ALM1003', { what }) });
}
