import { expect, test } from 'vitest';
import { readInDepth } from '../../collectors/github-repositories/depth.ts';
import { NodeBatches, type NodeReading } from '../../src/github/batches.ts';
import { TooMuchError } from '../../src/github/contract.ts';

const { signal } = new AbortController();
const refused = { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['pullRequests'] };
const late = { type: undefined, message: 'Something went wrong', path: ['languages'] };

/** Attempts answered one after the other; gives what was read and what each attempt left out. */
async function attempts(answers: readonly (NodeReading | Error)[]) {
  const omissions: string[][] = [];
  const reading = readInDepth(
    'R_1',
    async (omitted) =>
      new NodeBatches({
        size: 1,
        async ask() {
          const answer = answers[omissions.length];
          omissions.push([...omitted]);
          if (answer instanceof Error || answer === undefined) throw answer ?? new Error('asked too often');
          return { nodes: [answer.node], problems: answer.problems.map((problem) => ({ ...problem, path: ['nodes', 0, ...problem.path] })) };
        },
      }),
    signal,
  );
  return { reading: await reading, omissions };
}

test('one answer is enough where nothing is wrong', async () => {
  expect(await attempts([{ node: { id: 'R_1' }, problems: [] }])).toEqual({ reading: { node: { id: 'R_1' }, problems: [] }, omissions: [[]] });
});

test('what may not be read is left out, and told', async () => {
  expect(await attempts([{ node: null, problems: [refused] }, { node: { id: 'R_1' }, problems: [] }])).toEqual({ reading: { node: { id: 'R_1' }, problems: [refused] }, omissions: [[], ['pullRequests']] });
});

test('what failed for another reason is asked for once more, then the rest stands', async () => {
  const partial = { node: { id: 'R_1' }, problems: [late] };
  expect(await attempts([partial, { node: { id: 'R_1', languages: {} }, problems: [] }])).toEqual({ reading: { node: { id: 'R_1', languages: {} }, problems: [] }, omissions: [[], []] });
  expect(await attempts([partial, partial])).toEqual({ reading: partial, omissions: [[], []] });
});

test('a repository that is gone is not asked for again', async () => {
  const gone = { node: null, problems: [{ type: 'NOT_FOUND', message: 'Could not resolve to a node', path: [] }] };
  expect(await attempts([gone])).toEqual({ reading: gone, omissions: [[]] });
});

test('one that is too much by itself is read without its longest lists, and else not at all', async () => {
  const { reading, omissions } = await attempts([new TooMuchError('too much'), { node: { id: 'R_1' }, problems: [] }]);
  expect(omissions).toEqual([[], ['pullRequests', 'releases']]);
  expect(reading.problems.map(({ path }) => path)).toEqual([['pullRequests'], ['releases']]);
  await expect(attempts([new TooMuchError('too much'), new TooMuchError('too much')])).rejects.toThrow(TooMuchError);
});
