import { createHash } from 'node:crypto';
import { SourceError, type CollectContext } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import { AppAuthentication } from './app-authentication.ts';
import type { Authentication, AuthenticationOptions } from './credentials.ts';
import { privateKeyOf } from './private-key.ts';
import type { GitHubSource } from './source.ts';

/**
 * The credentials of a source, hidden from everything that is told.
 *
 * @throws SourceError that says what is missing
 */
export function authenticationOf(options: AuthenticationOptions): Authentication {
  const { context, source } = options;
  if (source.app !== undefined) return new AppAuthentication({ ...options, app: source.app, key: privateKeyOf(source.app, context) });
  const token = tokenOf(source, context);
  return {
    // Two names of one token are one account.
    account: `token ${createHash('sha256').update(token).digest('hex')}`,
    name: `the token in ${source.token}`,
    authorize: () => Promise.resolve(`Bearer ${token}`),
  };
}

function tokenOf({ token: variable, org }: GitHubSource, { env, network }: CollectContext): string {
  const token = env[variable]?.trim() ?? '';
  network.hide(env[variable] ?? '');
  network.hide(token);
  const refuse = (why: string): never => {
    const what = `${org} cannot be read from GitHub: ${why}`;
    throw new SourceError(what, { finding: makeFinding('ALM1002', { what }) });
  };
  if (token === '') return refuse(`the environment variable ${variable} is not set`);
  if (!/^[\u0021-\u007e]+$/.test(token)) return refuse(`what the environment variable ${variable} holds is not a token: there are spaces or unusual characters in it`);
  return token;
}
