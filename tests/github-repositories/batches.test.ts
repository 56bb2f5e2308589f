import { expect, test } from 'vitest';
import { NodeBatches } from '../../src/github/batches.ts';
import { type GraphQLProblem, TooMuchError } from '../../src/github/contract.ts';

const { signal } = new AbortController();

/** Batches whose queries are answered as a test says. */
function batches(size: number, answer: (ids: readonly string[]) => { nodes: readonly unknown[]; problems?: readonly GraphQLProblem[] }) {
  const asked: (readonly string[])[] = [];
  const made = new NodeBatches({
    size,
    async ask(ids) {
      asked.push(ids);
      const { nodes, problems = [] } = answer(ids);
      return { nodes, problems };
    },
  });
  return { made, asked };
}
const echoed = (ids: readonly string[]) => ({ nodes: ids.map((id) => ({ id })) });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `N${index}`);

test('nodes asked for at once come in full queries, the rest in one more', async () => {
  const { made, asked } = batches(10, echoed);
  const readings = await Promise.all(ids(25).map((id) => made.read(id, signal)));
  expect(readings.map(({ node }) => node)).toEqual(ids(25).map((id) => ({ id })));
  expect(asked.map(({ length }) => length)).toEqual([10, 10, 5]);
});

test('those that come while a query is under way wait for it', async () => {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const asked: number[] = [];
  const made = new NodeBatches({
    size: 10,
    async ask(some) {
      asked.push(some.length);
      if (asked.length === 1) await gate;
      return { nodes: some.map((id) => ({ id })), problems: [] };
    },
  });
  const first = ids(10).map((id) => made.read(id, signal));
  const later = made.read('later', signal);
  const last = made.read('last', signal);
  release();
  await Promise.all([...first, later, last]);
  expect(asked).toEqual([10, 2]);
});

test('a query that is too much is split, and the size recovers', async () => {
  const { made, asked } = batches(8, (some) => {
    if (some.includes('N0') && some.length > 2) throw new TooMuchError('too much');
    return echoed(some);
  });
  await Promise.all(ids(8).map((id) => made.read(id, signal)));
  expect(asked.map(({ length }) => length)).toEqual([8, 4, 2, 2, 4]);
  await Promise.all(ids(20).slice(8).map((id) => made.read(id, signal)));
  expect(asked.slice(5).map(({ length }) => length)).toEqual([2, 2, 4, 4]);
});

test('a node that is too much by itself has the error for itself', async () => {
  const { made } = batches(4, (some) => {
    if (some.includes('N1')) throw new TooMuchError('too much');
    return echoed(some);
  });
  const results = await Promise.allSettled(ids(4).map((id) => made.read(id, signal)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});

test('each node has its own problems, and those of the whole answer', async () => {
  const own = { type: 'FORBIDDEN', message: 'no', path: ['nodes', 1, 'pullRequests'] };
  const whole = { type: undefined, message: 'odd', path: [] };
  const { made } = batches(3, () => ({ nodes: [{ id: 'N0' }, null], problems: [own, whole] }));
  const readings = await Promise.all(ids(3).map((id) => made.read(id, signal)));
  expect(readings).toEqual([
    { node: { id: 'N0' }, problems: [whole] },
    { node: null, problems: [{ ...own, path: ['pullRequests'] }, whole] },
    { node: null, problems: [whole] },
  ]);
});

test('any other error is that of all who wait for the query, and of no others', async () => {
  const { made } = batches(2, (some) => {
    if (some.includes('N0')) throw new Error('the host is down');
    return echoed(some);
  });
  const results = await Promise.allSettled(ids(4).map((id) => made.read(id, signal)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
});

test('one that is given up leaves the queries of the others alone', async () => {
  const { made, asked } = batches(10, echoed);
  const control = new AbortController();
  const given = made.read('gone', control.signal);
  const other = made.read('other', signal);
  control.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  expect(await other).toEqual({ node: { id: 'other' }, problems: [] });
  expect(asked).toEqual([['other']]);
  await expect(made.read('late', control.signal)).rejects.toThrow('given up');
});

test('a query is given up when all who wait for it are', async () => {
  const control = new AbortController();
  const made = new NodeBatches({
    size: 2,
    ask: (_, asking) => new Promise((_resolve, reject) => asking.addEventListener('abort', () => reject(asking.reason))),
  });
  const waiting = ['a', 'b'].map((id) => made.read(id, control.signal));
  control.abort(new Error('the run ends'));
  const results = await Promise.allSettled(waiting);
  expect(results.map((result) => (result.status === 'rejected' ? String(result.reason) : ''))).toEqual(['Error: the run ends', 'Error: the run ends']);
});
