import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/collect/contract.ts';
import { gitHubApi } from '../../src/github/api.ts';
import { PermissionError, TooMuchError } from '../../src/github/contract.ts';
import { HostError, TransportError } from '../../src/network/contract.ts';
import type { Reply } from '../network/scripted-http.ts';
import { failure } from '../network/world.ts';
import { connection, source } from './connection.ts';

const query = 'query($org: String!) { organization(login: $org) { id } rateLimit { cost } }';

async function asking(reply: Parameters<typeof connection>[0], fields: Parameters<typeof source>[0] = {}) {
  const world = connection(reply);
  const api = await gitHubApi({ context: world.context, source: source(fields) });
  return {
    ...world,
    api,
    graphql: (options?: { readonly halves?: boolean }) => api.graphql('teams', query, { org: 'acme' }, world.signal, options),
    rest: (path: string, options: Partial<Parameters<typeof api.rest>[2]> = {}) => api.rest('teams', path, { signal: world.signal, ...options }),
  };
}

describe('queries', () => {
  it('go signed to the address, with variables, and are counted as they say', async () => {
    const { api, graphql, http, network } = await asking([{ body: { data: { organization: { id: 'O_1' }, rateLimit: { cost: 2 } } } }]);
    expect(api.host).toBe('github.com');
    expect(await graphql()).toEqual({ data: { organization: { id: 'O_1' }, rateLimit: { cost: 2 } }, errors: [] });
    expect(http.sent[0]?.request).toEqual({
      method: 'POST',
      url: 'https://api.github.com/graphql',
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': expect.stringMatching(/^almanac\/\d+\.\d+\.\d+$/),
        'content-type': 'application/json',
        authorization: 'Bearer ghp_canary0123456789',
      },
      body: JSON.stringify({ query, variables: { org: 'acme' } }),
    });
    expect(network.use()).toEqual([{ host: 'api.github.com', collector: 'teams', resource: 'graphql', requests: 1, points: 2, unchanged: 0, retries: 0, waitedSeconds: 0 }]);
  });

  it('do not spend what is not left: what one cost is known the next time', async () => {
    const reset = Date.parse('2026-11-20T02:10:00Z') / 1000;
    const left = [3, 0];
    const { graphql, http } = await asking((_, n) => ({ body: { data: { rateLimit: { cost: 3 } } }, headers: { 'x-ratelimit-limit': 5_000, 'x-ratelimit-remaining': left[n] ?? 4_900, 'x-ratelimit-reset': reset, 'x-ratelimit-resource': 'graphql' } }));
    await graphql();
    await Promise.all([graphql(), graphql()]);
    expect(http.times).toEqual([0, 600, 600]);
  });

  it('give what could be read beside what could not', async () => {
    const { graphql } = await asking([
      { body: { data: { nodes: [{ id: 'R_1' }, null] }, errors: [{ type: 'NOT_FOUND', path: ['nodes', 1], message: 'Could not resolve to a node', locations: [{ line: 1 }] }, { message: 'odd', path: null, extensions: { code: 'x' } }] } },
    ]);
    expect(await graphql()).toEqual({
      data: { nodes: [{ id: 'R_1' }, null] },
      errors: [
        { type: 'NOT_FOUND', message: 'Could not resolve to a node', path: ['nodes', 1] },
        { type: 'x', message: 'odd', path: [] },
      ],
    });
  });

  it.each(['RATE_LIMITED', 'RATE_LIMIT'])('wait where a 200 says %s', async (type) => {
    const limited: Reply = { body: { errors: [{ type, message: 'API rate limit already exceeded for user ID 1.' }] }, headers: { 'x-ratelimit-limit': 5_000, 'x-ratelimit-remaining': 0, 'x-ratelimit-reset': Date.parse('2026-11-20T02:30:00Z') / 1000, 'x-ratelimit-resource': 'graphql' } };
    const { graphql, http, lines } = await asking([limited, { body: { data: {} } }]);
    await graphql();
    expect(http.times).toEqual([0, 1_800]);
    expect(lines).toEqual(['api.github.com: waiting 30 min, the budget for graphql is used up until 02:30 UTC']);
    const secondary = await asking([{ body: { data: null, errors: [{ type, message: 'slow down' }] } }, { body: { data: {} } }]);
    await secondary.graphql();
    expect(secondary.http.times).toEqual([0, 60]);
  });

  it.each<[string, Reply]>([
    ['502', { status: 502 }],
    ['504', { status: 504 }],
    ['a time-out', { fails: new TransportError('timeout', 'no whole answer within 60 s') }],
  ])('are too much after one more try: %s', async (_, reply) => {
    const { graphql, http } = await asking([reply]);
    const error = await failure(graphql());
    expect(error).toBeInstanceOf(TooMuchError);
    expect(error.message).toMatch(/^The query is too much for GitHub at this size: api\.github\.com: POST \/graphql: .* \(asked 2 times\)$/);
    expect(http.sent.length).toBe(2);
    await failure(graphql({ halves: true }));
    expect(http.sent.length).toBe(3);
  });

  it.each([
    ['RESOURCE_LIMITS_EXCEEDED', { nodes: [{ id: 1 }, null] }, 'Resource limits for this query exceeded.'],
    ['MAX_NODE_LIMIT_EXCEEDED', null, 'This query requests up to 1,000,000 possible nodes which exceeds the maximum limit of 500,000.'],
    [undefined, null, 'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.'],
    [undefined, null, 'timedout'],
  ])('are too much at once: %s', async (type, data, message) => {
    const { graphql, http } = await asking([{ body: { data, errors: [{ type, message }] } }]);
    const error = await failure(graphql());
    expect(error).toBeInstanceOf(TooMuchError);
    expect(error.message).toBe(`The query is too much for GitHub at this size: ${message}`);
    expect(http.sent.length).toBe(1);
  });

  it.each([
    ['an answer of something else', '[1]'],
    ['an answer of nothing', '{}'],
  ])('end with an error at %s', async (_, body) => {
    const { graphql } = await asking([{ body }]);
    const error = await failure(graphql());
    expect(error).toBeInstanceOf(HostError);
    expect(error.message).toBe('api.github.com: it answered 200 OK to a query with JSON that is no answer of GraphQL');
  });

  it('keep asking after cut connections, and then end with an error', async () => {
    const { graphql, http } = await asking([{ fails: new TransportError('closed', 'the connection was cut off') }]);
    const error = await failure(graphql());
    expect(error).toBeInstanceOf(HostError);
    expect(http.sent.length).toBe(5);
  });

  it.each([
    ['FORBIDDEN', 'Resource not accessible by integration', ['organization'], 'what `organization` needs: Resource not accessible by integration'],
    [undefined, 'Resource not accessible by personal access token', ['organization', 'teams', 0], 'what `organization.teams` needs: Resource not accessible by personal access token'],
    ['INSUFFICIENT_SCOPES', "Your token has not been granted the required scopes to execute this query. The 'id' field requires one of the following scopes: ['read:org'], but your token has only been granted the: ['repo'] scopes.", [], 'scope read:org'],
    ['FORBIDDEN', 'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.', ['organization'], 'single sign-on: authorise the token for the organisation'],
    ['FORBIDDEN', 'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.', ['organization'], "this machine's address on the organisation's IP allow list"],
  ])('name the permission where nothing could be read: %s, %s', async (type, message, path, permission) => {
    const { graphql } = await asking([{ body: { data: { organization: null, rateLimit: { cost: 1 } }, errors: [{ type, message, path }] } }]);
    const error = await failure(graphql());
    expect(error).toBeInstanceOf(PermissionError);
    expect(error).toMatchObject({ permission, message: `GitHub does not answer the query to the token in GITHUB_TOKEN, which lacks ${permission}` });
  });

  it('give what there is where only a part is not permitted', async () => {
    const { graphql } = await asking([{ body: { data: { organization: { id: 1, secret: null } }, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['organization', 'secret'] }] } }]);
    expect((await graphql()).errors).toHaveLength(1);
  });
});

describe('REST', () => {
  it('gives data, links and what had not changed', async () => {
    const link = '<https://api.github.com/organizations/1/teams?per_page=1&page=2>; rel="next", </organizations/1/teams?page=9>; rel="last first", <not an address>; title="x"';
    const { rest, http, network } = await asking([{ body: [{ id: 1 }], headers: { link, etag: 'W/"abc"' } }, { status: 304, body: '' }]);
    const first = await rest('/orgs/acme/teams?per_page=1');
    expect(first).toMatchObject({ status: 200, data: [{ id: 1 }], links: { next: 'https://api.github.com/organizations/1/teams?per_page=1&page=2', last: 'https://api.github.com/organizations/1/teams?page=9', first: 'https://api.github.com/organizations/1/teams?page=9' } });
    expect(await rest(first.links['next'] ?? '', { etag: 'W/"abc"' })).toMatchObject({ status: 304, data: undefined, links: {} });
    expect(http.sent[1]?.request).toMatchObject({ method: 'GET', url: 'https://api.github.com/organizations/1/teams?per_page=1&page=2', headers: { 'if-none-match': 'W/"abc"' } });
    expect(network.use()).toMatchObject([{ requests: 2, points: 1, unchanged: 1 }]);
  });

  it('does not take the credentials to another host that a link names', async () => {
    const { rest, http } = await asking([]);
    expect((await failure(rest('https://evil.example/orgs/acme'))).message).toBe('api.github.com: a page was said to be at another host, evil.example, which was not asked, since the credentials would go there');
    expect((await failure(rest('no path'))).message).toBe('api.github.com: a page was said to be at another host, which was not asked, since the credentials would go there');
    expect(http.sent).toEqual([]);
  });

  it('draws on the budget that is named, and on that of search by itself', async () => {
    const { rest, network } = await asking([{}]);
    await rest('/orgs/acme/audit-log', { resource: 'audit_log' });
    await rest('/search/issues?q=x');
    await rest('/orgs/acme');
    expect(network.use().map(({ resource }) => resource)).toEqual(['audit_log', 'core', 'search']);
  });

  it.each([404, 410, 422])('gives %i to who asked for it', async (status) => {
    const { rest } = await asking([{ status, body: { message: 'no' } }]);
    expect(await rest('/x', { answers: [status] })).toMatchObject({ status, data: { message: 'no' } });
    expect(await failure(rest('/x'))).toBeInstanceOf(HostError);
  });

  it.each<[string, Reply, string]>([
    ['an App or fine-grained token', { headers: { 'x-accepted-github-permissions': 'members=read; organization_administration=read,administration=write' }, body: { message: 'Resource not accessible by personal access token' } }, 'Members: read or Organization administration: read and Administration: write'],
    ['an App without a header', { body: { message: 'Resource not accessible by integration' } }, 'what GitHub asks for: Resource not accessible by integration'],
    ['a classic token', { headers: { 'x-oauth-scopes': 'repo, gist', 'x-accepted-oauth-scopes': 'admin:org, read:org' }, body: { message: 'Forbidden' } }, 'one of the scopes admin:org, read:org'],
    ['a classic token that lacks one scope', { headers: { 'x-oauth-scopes': '', 'x-accepted-oauth-scopes': 'read:audit_log' }, body: { message: 'Forbidden' } }, 'scope read:audit_log'],
    ['a person that is no administrator', { headers: { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'repo' }, body: { message: 'Must have admin rights to Repository.' } }, 'the role of an administrator'],
    ['alerts', { headers: { 'x-accepted-github-permissions': 'vulnerability_alerts=read' }, body: { message: 'Resource not accessible by integration' } }, 'Dependabot alerts: read'],
    ['single sign-on', { headers: { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=canary' }, body: { message: 'x' } }, 'single sign-on: authorise the token for the organisation'],
  ])('names the permission of a 403: %s', async (_, reply, permission) => {
    const { rest } = await asking([{ status: 403, ...reply }]);
    const error = await failure(rest('/orgs/acme/teams?q=1'));
    expect(error).toBeInstanceOf(PermissionError);
    expect(error).toMatchObject({ permission, message: `GitHub does not answer GET /orgs/acme/teams to the token in GITHUB_TOKEN, which lacks ${permission}` });
  });

  it.each(['Dependabot alerts are disabled for this repository.', 'Advanced Security must be enabled for this repository to use code scanning.', 'Repository was archived so is read-only.'])('tells a 403 for other reasons apart: %s', async (message) => {
    const { rest } = await asking([{ status: 403, headers: { 'x-accepted-github-permissions': 'security_events=read' }, body: { message } }]);
    const error = await failure(rest('/repos/acme/x/alerts'));
    expect(error).toBeInstanceOf(HostError);
    expect(error).toMatchObject({ status: 403, message: `api.github.com: GET /repos/acme/x/alerts: it answered 403 Forbidden (${message})` });
    expect(await rest('/repos/acme/x/alerts', { answers: [403] })).toMatchObject({ status: 403 });
  });
});

describe('credentials', () => {
  it('are not tried again once GitHub refused them twice', async () => {
    const { rest, graphql, http } = await asking([{ status: 401, body: { message: 'Bad credentials' } }]);
    const error = await failure(rest('/orgs/acme'));
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ message: 'GitHub does not accept the token in GITHUB_TOKEN: Bad credentials', finding: { code: 'ALM1003' } });
    expect(http.sent.length).toBe(2);
    expect(await failure(graphql())).toBe(error);
    expect(http.sent.length).toBe(2);
  });

  it.each([
    [{}, 'acme cannot be read from GitHub: the environment variable GITHUB_TOKEN is not set'],
    [{ GITHUB_TOKEN: ' \n' }, 'acme cannot be read from GitHub: the environment variable GITHUB_TOKEN is not set'],
    [{ GITHUB_TOKEN: 'ghp_canary two' }, 'acme cannot be read from GitHub: what the environment variable GITHUB_TOKEN holds is not a token: there are spaces or unusual characters in it'],
  ])('are asked for where they are missing', async (env, message) => {
    const { context } = connection([], { env });
    const error = await failure(gitHubApi({ context, source: source() }));
    expect(error).toMatchObject({ name: 'SourceError', message, finding: { code: 'ALM1002', severity: 'warning' } });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });

  it('may end with a line break, and are hidden', async () => {
    const { context, network, http, signal } = connection([{}], { env: { OTHER: 'ghp_canary0123456789\n' } });
    const api = await gitHubApi({ context, source: source({ token: 'OTHER' }) });
    await api.rest('x', '/x', { signal });
    expect(http.sent[0]?.request.headers['authorization']).toBe('Bearer ghp_canary0123456789');
    expect(network.redact('it was ghp_canary0123456789')).toBe('it was ***');
  });

  it('are one connection for all who share them, and one budget for one token under two names', async () => {
    const world = connection((_, n) => ({ headers: n === 0 ? { 'x-ratelimit-limit': 60, 'x-ratelimit-remaining': 0, 'x-ratelimit-reset': Date.parse('2026-11-20T02:01:00Z') / 1000 } : {} }), { env: { A: 'same-token', B: 'same-token', C: 'other-token' } });
    const [a, a2, b, c] = await Promise.all(['A', 'A', 'B', 'C'].map((token) => gitHubApi({ context: world.context, source: source({ token }) })));
    expect(a).toBe(a2);
    await a?.rest('x', '/1', { signal: world.signal });
    await c?.rest('x', '/2', { signal: world.signal });
    await b?.rest('x', '/3', { signal: world.signal });
    expect(world.http.times).toEqual([0, 0, 60]);
  });
});

describe('a host that is not what it should be', () => {
  it('is told from a page to sign in at once, without what that says', async () => {
    const { graphql, http } = await asking(() => ({ body: `<!doctype html><title>Sign in with ghp_canary0123456789</title>` }));
    const error = await failure(graphql());
    expect(error.message).toBe('api.github.com answered POST /graphql with a web page instead of JSON');
    expect(error).toMatchObject({ finding: { code: 'ALM1008' } });
    expect(inspect(error)).not.toContain('canary');
    expect(http.sent).toHaveLength(1);
  });

  it('is not asked for the past, since it would answer with the present', async () => {
    const { context, http } = connection([]);
    const error = await failure(gitHubApi({ context: { ...context, backdated: true }, source: source() }));
    expect(error.message).toBe('acme was not read from GitHub: it only tells how things stand now, not how they stood at 2026-11-20T02:00:00Z');
    expect(http.sent).toEqual([]);
  });
});
