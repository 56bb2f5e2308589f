import { type CollectContext, SourceError, once } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import { HostError, type HttpResponse } from '../network/contract.ts';
import { jenkinsPolicy } from './policy.ts';
import type { JenkinsSource } from './source.ts';

/** Jenkins' JSON API (Jenkins handbook, "Remote Access API"), read-only. */
export interface JenkinsApi {
  /** Host and path as in names of shards: ci.example.com, example.com/jenkins. */
  readonly name: string;
  /**
   * What `api/json` says of a thing, and of it only what `tree` asks for.
   *
   * @param path of the thing, such as {@link jobPath}; empty for Jenkins itself
   * @param shown the path as messages name it, where it holds the name of a branch
   * @returns undefined if it is not there, or if the user may not see it: Jenkins does not tell one from the other
   * @throws SourceError where Jenkins refused or gave something else than JSON; DeadlineError
   */
  read(path: string, tree: string, signal: AbortSignal, shown?: string): Promise<unknown>;
}

interface ApiRequest {
  readonly context: CollectContext;
  readonly source: JenkinsSource;
}

/** The API of a source's Jenkins; throws a {@link SourceError} if there are no credentials. */
export const jenkinsApi = once(
  ({ source }: ApiRequest) => JSON.stringify(['jenkins', source.url, source.user, source.token]),
  async ({ context, source }: ApiRequest): Promise<JenkinsApi> => makeApi(context, source),
);

/** Path of a job by its full name. Names of branches are encoded in names of jobs already, and are so once more. */
export function jobPath(fullName: string): string {
  return fullName
    .split('/')
    .map((part) => `/job/${encodeURIComponent(part)}`)
    .join('');
}

function makeApi(context: CollectContext, source: JenkinsSource): JenkinsApi {
  const base = source.url.replace(/\/+$/, '');
  const { host: hostName, pathname } = new URL(base);
  const name = `${hostName}${pathname === '/' ? '' : pathname}`;
  const user = context.env[source.user]?.trim() ?? '';
  const token = context.env[source.token]?.trim() ?? '';
  const missing = [...(user === '' ? [source.user] : []), ...(token === '' ? [source.token] : [])];
  if (missing.length > 0) {
    const what = `${name} was not read: ${missing.length === 1 ? 'the environment variable' : 'the environment variables'} ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
    throw new SourceError(what, { withheld: true, finding: makeFinding('ALM1050', { what }) });
  }
  const basic = Buffer.from(`${user}:${token}`).toString('base64');
  context.network.hide(token);
  context.network.hide(basic);
  const host = context.network.host(base, jenkinsPolicy);
  return {
    name,
    async read(path, tree, signal, shown = path) {
      const url = `${base}${path}/api/json?${new URLSearchParams({ tree }).toString()}`;
      const response = await asked({ name, source, shown, hidden: `${path}/api/json` }, () =>
        host.send({
          request: { method: 'GET', url, headers: { accept: 'application/json' } },
          // Without asking first: Jenkins shows what anybody may see instead of asking for credentials.
          authorization: () => Promise.resolve(`Basic ${basic}`),
          account: source.user,
          resource: 'api',
          points: 1,
          collector: 'jenkins',
          answers: [404],
          signal,
        }),
      );
      // Jenkins itself cannot be gone: its address is wrong.
      if (response.status === 404 && path !== '') return undefined;
      if (response.status === 404) {
        const what = `There is no Jenkins at ${name}: its API is not there`;
        throw new SourceError(what, { finding: makeFinding('ALM1053', { what }) });
      }
      return json(response, name, shown);
    },
  };
}

interface Question {
  readonly name: string;
  readonly source: JenkinsSource;
  readonly shown: string;
  readonly hidden: string;
}

async function asked({ name, source, shown, hidden }: Question, send: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const of = shown === '' ? '' : ` to read ${shown}`;
    if (error.status === 401) {
      const what = `${name} does not accept the user in ${source.user} with the API token in ${source.token}`;
      throw new SourceError(what, { withheld: true, finding: makeFinding('ALM1051', { what }) });
    }
    if (error.status === 403) {
      const permission = /missing the ([A-Za-z]+\/[A-Za-z]+) permission/.exec(error.body)?.[1];
      const what = `${name} does not let the user in ${source.user}${of === '' ? ' in' : of}${permission === undefined ? '' : `: the permission ${permission} is missing`}`;
      throw new SourceError(what, { withheld: true, finding: makeFinding('ALM1051', { what }) });
    }
    // Without its cause, whose message names the path.
    throw new SourceError(error.message.replaceAll(hidden, `${shown}/api/json`));
  }
}

function json(response: HttpResponse, name: string, shown: string): unknown {
  try {
    return JSON.parse(response.body);
  } catch (error) {
    const what = `${name} answered ${`${shown}/api/json`} with ${describe(response)}`;
    throw new SourceError(what, { cause: error, finding: makeFinding('ALM1053', { what }) });
  }
}

/** Jenkins names itself in every answer; what lacks that was written by something before it. */
function describe({ body, headers }: HttpResponse): string {
  if (!/^\s*(?:<!doctype|<html|<\?xml|<head|<body)/i.test(body)) return body === '' ? 'nothing' : 'something that is not JSON';
  return headers.has('x-jenkins') ? 'a page to sign in instead of JSON' : 'a web page of a proxy or a sign-on instead of JSON';
}
