import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../seed.ts';
import type { KeptPages, RawPage } from '../../src/collect/contract.ts';
import { PermissionError, TooMuchError } from '../../src/github/contract.ts';
import { NoAccountError, sweep } from '../../src/github/sweep.ts';
import { type Asked, FakeApi } from './fake-api.ts';

const record = (key: string) => ({ id: key, nameWithOwner: `acme/${key}`, updatedAt: '2026-11-01T00:00:00Z' });

class Kept implements KeptPages {
  list: RawPage[] = [];
  pages = (): readonly RawPage[] => this.list;
  add = (page: RawPage): void => void this.list.push(page);
  clear = (): void => void (this.list = []);
}

/** A list by position, as an API that counts would page it: what comes and goes shifts the rest. */
function listed(list: () => readonly unknown[], { kind = 'organization', total = () => list().length }: { kind?: string; total?: () => number } = {}) {
  return ({ variables }: Asked) => {
    const start = variables['after'] === null ? 0 : Number(variables['after']);
    const nodes = list().slice(start, start + Number(variables['first']));
    const end = start + nodes.length;
    return { data: { [kind]: { login: 'acme', url: 'https://github.com/acme', repositories: { totalCount: total(), pageInfo: { hasNextPage: end < list().length, endCursor: String(end) }, nodes } } } };
  };
}

const run = (api: FakeApi, kept: KeptPages = new Kept()) => sweep({ api, login: 'acme', collector: 'test', kept, signal: new AbortController().signal });
const names = (count: number) => Array.from({ length: count }, (_, index) => record(`R${index}`));

test('reads a hundred at a time, all of them', async () => {
  const api = new FakeApi(listed(() => names(250)));
  const { repositories, owner, missing, hidden, census } = await run(api);
  expect([...repositories.keys()]).toEqual(names(250).map(({ id }) => id));
  expect({ owner, missing, hidden }).toEqual({ owner: { login: 'acme', url: 'https://github.com/acme', kind: 'organization' }, missing: 0, hidden: 0 });
  expect(api.asked.map(({ variables }) => variables)).toEqual([null, '100', '200'].map((after) => ({ login: 'acme', first: 100, after })));
  expect(census).toEqual([{ record: 'repository-in-list', records: 250, fields: { id: 250, nameWithOwner: 250, updatedAt: 250 } }]);
});

test('a page that is too much is asked for in halves, and the size recovers', async () => {
  const sizes: number[] = [];
  const pages = listed(() => names(600));
  const api = new FakeApi((asked) => {
    const first = Number(asked.variables['first']);
    sizes.push(first);
    if (first > 50 && sizes.length < 4) throw new TooMuchError('too much');
    return pages(asked);
  });
  expect((await run(api)).repositories.size).toBe(600);
  expect(sizes).toEqual([100, 50, 50, 50, 50, 100, 100, 100, 100]);
});

test('one repository that is too much by itself is the end of it', async () => {
  const api = new FakeApi(() => {
    throw new TooMuchError('too much');
  });
  await expect(run(api)).rejects.toThrow(TooMuchError);
  expect(api.asked.map(({ variables }) => variables['first'])).toEqual([100, 50, 25, 12, 6, 3, 1]);
});

test('goes on after the last page that an earlier process kept', async () => {
  const kept = new Kept();
  let answers = 0;
  const pages = listed(() => names(250));
  const dying = new FakeApi((asked) => {
    if (++answers === 3) throw new Error('killed');
    return pages(asked);
  });
  await expect(run(dying, kept)).rejects.toThrow('killed');
  const api = new FakeApi(pages);
  expect((await run(api, kept)).repositories.size).toBe(250);
  expect(api.asked.map(({ variables }) => variables['after'])).toEqual(['200']);
  const again = new FakeApi(pages);
  expect((await run(again, kept)).repositories.size).toBe(250);
  expect(again.asked).toEqual([]);
});

test('a place that GitHub knows no more has the list read from its start', async () => {
  const kept = new Kept();
  const pages = listed(() => names(150));
  let cut = true;
  const api = new FakeApi((asked) => {
    if (asked.variables['after'] !== null && cut) {
      cut = false;
      return { data: { organization: null }, errors: [{ type: 'INVALID_CURSOR_ARGUMENTS', message: '`100` does not appear to be a valid cursor.', path: ['organization', 'repositories'] }] };
    }
    return pages(asked);
  });
  expect((await run(api, kept)).repositories.size).toBe(150);
  expect(api.asked).toHaveLength(4);
});

test('one that is deleted between two pages shifts another out of sight, which is found when the list is read again', async () => {
  let list = names(150);
  const pages = listed(() => list);
  let answers = 0;
  const api = new FakeApi((asked) => {
    const answer = pages(asked);
    if (++answers === 1) list = list.slice(1);
    return answer;
  });
  const { repositories, missing } = await run(api);
  // The one that is gone is still known; the one that took its place on the first page is not lost.
  expect(repositories.size).toBe(150);
  expect(repositories.has('R100')).toBe(true);
  expect(missing).toBe(0);
});

test('says how many are missing where no reading of the list gives them', async () => {
  const { repositories, missing } = await run(new FakeApi(listed(() => names(120), { total: () => 123 })));
  expect({ read: repositories.size, missing }).toEqual({ read: 120, missing: 3 });
});

test('null among the repositories is one that may not be seen, and a record without a name loses no other', async () => {
  const { repositories, hidden, missing, unfit } = await run(new FakeApi(listed(() => [record('A'), null, { id: 'B', url: 'https://github.com/acme/b' }, record('C')])));
  expect({ keys: [...repositories.keys()], hidden, missing, unfit }).toEqual({
    keys: ['A', 'C'],
    hidden: 1,
    missing: 0,
    unfit: [{ record: 'https://github.com/acme/b', reason: expect.stringContaining('nameWithOwner') }],
  });
});

test('an account that is no organisation is read as a user', async () => {
  const user = listed(() => names(3), { kind: 'user' });
  const api = new FakeApi((asked) => (asked.query.includes('organization(login') ? { data: { organization: null }, errors: [{ type: 'NOT_FOUND', message: "Could not resolve to an Organization with the login of 'acme'.", path: ['organization'] }] } : user(asked)));
  const { owner, repositories } = await run(api);
  expect({ kind: owner.kind, read: repositories.size }).toEqual({ kind: 'user', read: 3 });
});

test('an account that is not there, and one that may not be read', async () => {
  const none = new FakeApi(() => ({ data: null, errors: [{ type: 'NOT_FOUND', message: 'Could not resolve', path: [] }] }));
  await expect(run(none)).rejects.toMatchObject({ name: 'NoAccountError', forbidden: false });
  const closed = new FakeApi(() => {
    throw new PermissionError('no', 'single sign-on: authorise the token for the organisation');
  });
  await expect(run(closed)).rejects.toEqual(new NoAccountError('they lack single sign-on: authorise the token for the organisation', true));
});

test('the end is reached where a page promises more without saying where', async () => {
  const api = new FakeApi(() => ({ data: { organization: { login: 'acme', url: 'https://github.com/acme', repositories: { totalCount: 2, pageInfo: { hasNextPage: true, endCursor: null }, nodes: names(2) } } } }));
  expect((await run(api)).repositories.size).toBe(2);
  expect(api.asked).toHaveLength(1);
});

test('whatever comes as a record, the others are read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.jsonValue(), fc.constant(null)), { maxLength: 8 }), async (odd) => {
      const list = [record('A'), ...odd, record('Z')];
      const { repositories } = await run(new FakeApi(listed(() => list)));
      expect([...repositories.keys()]).toEqual(expect.arrayContaining(['A', 'Z']));
    }),
    { numRuns: 50 },
  );
});

test('a list that leads in a circle fails instead of being read for ever', async () => {
  const api = new FakeApi(() => ({ data: { organization: { login: 'acme', url: 'https://github.com/acme', repositories: { totalCount: 2, pageInfo: { hasNextPage: true, endCursor: 'A' }, nodes: [record('R1')] } } } }));
  await expect(run(api)).rejects.toThrow('The repositories of acme could not be listed: the list leads back to a page that was read before, and so has no end');
  expect(api.asked.length).toBeLessThan(5);
});

test('where Pull Requests may not be counted, the list is read without their number', async () => {
  const api = new FakeApi(({ query, variables }) => {
    const refused = query.includes('pullRequests');
    const answer = listed(() => names(3))({ query, variables });
    if (!refused) return answer;
    return { data: { organization: { ...answer.data['organization'], repositories: { totalCount: 3, pageInfo: { hasNextPage: false }, nodes: [null, null, null] } } }, errors: [0, 1, 2].map((at) => ({ type: 'FORBIDDEN', message: 'Resource not accessible by personal access token', path: ['organization', 'repositories', 'nodes', at, 'pullRequests'] })) };
  });
  const { repositories, hidden } = await run(api);
  expect({ found: [...repositories.keys()], hidden, asked: api.asked.length }).toEqual({ found: ['R0', 'R1', 'R2'], hidden: 0, asked: 2 });
});

test.each(['acme/..', 'acme/.', 'acme/a?b', 'acme/\u202Egnp', 'acme/a\u0000b', '../acme', `acme/${'a'.repeat(300)}`])('a repository called %j is set aside, and the others are kept', async (nameWithOwner) => {
  const { repositories, unfit } = await run(new FakeApi(listed(() => [{ ...record('R1'), nameWithOwner }, record('R2'), { ...record('R3'), url: 'javascript:alert(1)' }])));
  expect([...repositories.keys()]).toEqual(['R2', 'R3']);
  expect(repositories.get('R3')?.url).toBeUndefined();
  expect(unfit.map(({ record: name }) => name)).toEqual(['R1']);
});
