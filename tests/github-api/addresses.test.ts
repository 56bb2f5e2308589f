import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitHubAddresses } from '../../src/github/addresses.ts';
import { linksOf } from '../../src/github/links.ts';

describe('addresses', () => {
  it.each([
    ['github.com', {}, {}, 'https://api.github.com', 'https://api.github.com/graphql', 'github.com'],
    ['the environment of GitHub Actions', {}, { GITHUB_API_URL: 'https://ghes.example/api/v3', GITHUB_GRAPHQL_URL: 'https://ghes.example/api/graphql' }, 'https://ghes.example/api/v3', 'https://ghes.example/api/graphql', 'ghes.example'],
    ['Enterprise Server', { api: 'https://ghes.example:8443/api/v3/' }, { GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql' }, 'https://ghes.example:8443/api/v3', 'https://ghes.example:8443/api/graphql', 'ghes.example'],
    ['data residency', { api: 'https://api.octocorp.ghe.com' }, {}, 'https://api.octocorp.ghe.com', 'https://api.octocorp.ghe.com/graphql', 'octocorp.ghe.com'],
    ['addresses of its own', { api: 'https://a.example/rest', graphql: 'https://b.example/q/' }, { GITHUB_API_URL: 'https://c.example' }, 'https://a.example/rest', 'https://b.example/q', 'a.example'],
    ['a double on this machine', { api: 'http://127.0.0.1:4001' }, {}, 'http://127.0.0.1:4001', 'http://127.0.0.1:4001/graphql', '127.0.0.1:4001'],
    ['an environment that is empty', {}, { GITHUB_API_URL: ' ', GITHUB_GRAPHQL_URL: '' }, 'https://api.github.com', 'https://api.github.com/graphql', 'github.com'],
  ])('are those of %s', (_, source, env, rest, graphql, host) => {
    expect(gitHubAddresses(source, env)).toEqual({ rest, graphql, host });
  });

  it.each(['ghes.example/api/v3', 'ftp://ghes.example', 'https://'])('are never guessed: with %s in the environment a token meant for that host would be shown to github.com', (address) => {
    expect(() => gitHubAddresses({}, { GITHUB_API_URL: address })).toThrow('The environment variable GITHUB_API_URL holds no address of an API, so GitHub was not asked');
    expect(gitHubAddresses({ api: 'https://a.example/api/v3' }, { GITHUB_API_URL: address }).rest).toBe('https://a.example/api/v3');
  });
});

describe('links', () => {
  it('takes no time and throws nothing, whatever the header', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.array(fc.constantFrom('<', '>', ';', 'rel', '=', '"next"', ',', ' ', 'https://a.example/'), { maxLength: 60 }).map((parts) => parts.join(''))), (header) => {
        for (const target of Object.values(linksOf(header, 'https://api.github.com/x'))) expect(URL.canParse(target)).toBe(true);
      }),
    );
  });

  it('reads what GitHub writes', () => {
    expect(linksOf('<https://api.github.com/enterprises/1/audit-log?after=MTY%3D&before=>; rel="next", <https://api.github.com/x?a=1,2;3>; rel=prev', 'https://api.github.com')).toEqual({
      next: 'https://api.github.com/enterprises/1/audit-log?after=MTY%3D&before=',
      prev: 'https://api.github.com/x?a=1,2;3',
    });
    expect(linksOf(undefined, 'https://api.github.com')).toEqual({});
  });
});
