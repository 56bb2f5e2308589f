import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePage } from '../../collectors/git/facts.ts';
import { isTooFew, withholdSmallGroup } from '../../src/privacy/minimum-group.ts';
import { makeRepository, temporaryFolder } from '../clones/repositories.ts';
import type { TestCommit } from '../clones/repositories.ts';
import { asOf, collect } from './contexts.ts';

interface WeekFact {
  week: string;
  startsAt: string;
  commits?: number;
  contributors?: number;
  suppressed: boolean;
}

const day = 86_400_000;
const end = Date.parse(asOf);

async function weeks(commits: readonly TestCommit[], minimumGroup: number): Promise<{ weeks: WeekFact[]; body: string }> {
  const dir = makeRepository(join(temporaryFolder(), 'x.git'), { bare: true, commits });
  const { facts, pages } = await collect(dir, { minimumGroup });
  return { weeks: facts('repository-week') as WeekFact[], body: pages[0]?.body ?? '' };
}

test('weeks agree with counting one by one', async () => {
  const commit = fc.record({ ago: fc.integer({ min: -3, max: 160 * 7 }), hour: fc.integer({ min: 0, max: 86_399 }), who: fc.integer({ min: 0, max: 5 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(commit, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (drawn, minimumGroup) => {
      const commits = drawn.map(({ ago, hour, who }) => ({ at: new Date(Math.floor(end / day) * day - ago * day + hour * 1000).toISOString(), author: `a${who}`, email: `A${who}@Example.com`, files: { f: `${ago} ${hour}` } }));
      const expected: WeekFact[] = [];
      // 156 Mondays, the last one in the week of asOf: 2026-11-16.
      for (let monday = Date.parse('2026-11-16T00:00:00Z') - 155 * 7 * day; monday <= end; monday += 7 * day) {
        const inWeek = commits.filter(({ at }) => Date.parse(at) >= monday && Date.parse(at) < monday + 7 * day);
        const people = new Set(inWeek.map(({ email }) => email)).size;
        if (inWeek.length === 0) continue;
        const startsAt = new Date(monday).toISOString().replace('.000', '');
        expected.push(people < minimumGroup ? { week: '', startsAt, suppressed: true } : { week: '', startsAt, suppressed: false, commits: inWeek.length, contributors: people });
      }
      const found = await weeks(commits, minimumGroup);
      expect(found.weeks.map((week) => ({ ...week, week: '', repository: undefined }))).toEqual(expected.map((week) => ({ ...week, repository: undefined })));
    }),
    { numRuns: 8 },
  );
});

test('one person with several addresses is one person', async () => {
  const at = '2026-11-17T00:00:00Z';
  const aliases = Array.from({ length: 6 }, (_, index) => ({ at, author: 'Same Person', email: `me${index}@example.com`, files: { f: `${index}` } }));
  // By one name: too few, although there are six addresses.
  expect((await weeks(aliases, 5)).weeks).toMatchObject([{ suppressed: true }]);
  // By the mailmap, and by GitHub's two forms of one no-reply address.
  const mapped = [
    { at, author: 'A', email: 'old@example.com', files: { '.mailmap': 'A <new@example.com> <old@example.com>\n' } },
    { at, author: 'A', email: 'new@example.com', files: { f: '1' } },
    { at, author: 'B', email: '123+bee@users.noreply.github.com', files: { f: '2' } },
    { at, author: 'B', email: 'BEE@users.noreply.github.com', files: { f: '3' } },
    { at, author: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com', files: { f: '4' } },
  ];
  expect((await weeks(mapped, 2)).weeks).toMatchObject([{ commits: 5, contributors: 2 }]);
});

test('counts of small groups never reach the page that is cached', async () => {
  const at = '2026-11-17T00:00:00Z';
  const commits = Array.from({ length: 137 }, (_, index) => ({ at, author: `p${index % 4}`, email: `p${index % 4}@example.com`, files: { f: `${index}` } }));
  const { body } = await weeks(commits, 5);
  expect(JSON.parse(body).weeks).toEqual([{ week: '2026-W47', startsAt: '2026-11-16T00:00:00Z', suppressed: true }]);
  expect((await weeks(commits, 4)).weeks).toMatchObject([{ commits: 137, contributors: 4 }]);
});

test('a cached page that is replayed under a larger minimum is withheld again', async () => {
  const at = '2026-11-17T00:00:00Z';
  const commits = Array.from({ length: 6 }, (_, index) => ({ at, author: `p${index}`, email: `p${index}@example.com`, files: { f: `${index}` } }));
  const { body } = await weeks(commits, 5);
  const replayed = (minimumGroup: number) => [...parsePage({ name: 'clone', body }, { shard: 'x', asOf, minimumGroup })].flatMap((output) => (output.type === 'fact' && output.kind === 'repository-week' ? [output.value] : []));
  expect(replayed(5)).toMatchObject([{ suppressed: false, commits: 6, contributors: 6 }]);
  expect(replayed(7)).toEqual([{ repository: 'local/x', week: '2026-W47', startsAt: '2026-11-16T00:00:00Z', suppressed: true }]);
});

test('groups smaller than the minimum are withheld, whatever the numbers', () => {
  expect(isTooFew(Number.NaN, 5)).toBe(true);
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(), (people, minimum, commits) => {
      expect(withholdSmallGroup({ commits }, people, minimum)).toEqual(people < minimum ? { suppressed: true } : { commits, suppressed: false });
    }),
    { numRuns: 100 },
  );
});
