import { expect, it } from 'vitest';
import { hostLines, unreadLines } from '../../src/cli/collection-lines.ts';
import { type CollectorReport, reportLine } from '../../src/collect/report.ts';
import type { HostUse } from '../../src/network/contract.ts';

const use = (more: Partial<HostUse>): HostUse => ({ host: 'api.github.com', collector: 'github-runs', resource: 'core', requests: 0, points: 0, unchanged: 0, retries: 0, waitedSeconds: 0, ...more });
const report = (more: Partial<CollectorReport>): CollectorReport => ({ id: 'github-runs', shards: 0, read: 0, unchanged: 0, failed: 0, postponed: 0, withheld: 0, heldBack: 0, quarantined: 0, changedRows: 0, findings: [], unlisted: [], ...more });
const reasons = (n: number) => Array.from({ length: n }, (_, at) => ({ collector: 'git', shard: `c${at}`, days: at, reason: `fault ${at}` }));

it('says what was asked of each host, by the budget that was drawn on, and how long was waited', () => {
  expect(hostLines([
    use({ requests: 1200, points: 1200, unchanged: 3 }),
    use({ collector: 'github-teams', resource: 'graphql', requests: 8, points: 12, retries: 1, waitedSeconds: 240.5 }),
    use({ collector: 'github-issues', resource: 'graphql', requests: 1, points: 1 }),
    use({ host: 'ci.example.com', resource: 'api', requests: 1, points: 1 }),
  ])).toEqual([
    '  asked of api.github.com: 1,209 requests (1,200 core, 9 graphql for 13 points), 3 unchanged, 1 sent again, 5 min waited',
    '  asked of ci.example.com: 1 request (1 api), no waiting',
  ]);
  expect(hostLines([])).toEqual([]);
});

it('says what was not read once for each reason, what was read longest ago first', () => {
  const part = (shard: string, days: number | undefined, reason: string) => ({ collector: 'github-runs', shard, days, reason });
  expect(unreadLines([part('a', 0, 'the time was up'), part('b', 1, 'HTTP 502'), part('c', 0, 'the time was up'), part('d', undefined, 'no token')])).toEqual([
    '  not read in the last run: 4 parts',
    '    github-runs d: never read: no token',
    '    github-runs b: last read 1 day ago: HTTP 502',
    '    github-runs 2 parts (a, …): last read less than a day ago: the time was up',
  ]);
  expect(unreadLines([])).toEqual([]);
});

it('shows five reasons, and says how many more there are', () => {
  expect(unreadLines(reasons(5))).toHaveLength(6);
  expect(unreadLines(reasons(6)).at(-1)).toBe('    and more, for 1 other reason');
});

it.each([
  [{}, '0 parts, 0 rows changed'],
  [{ shards: 1, read: 1, changedRows: 1 }, '1 part read, 1 row changed'],
  [{ shards: 60, unchanged: 60 }, '60 parts unchanged, 0 rows changed'],
  [{ shards: 122, read: 47, unchanged: 25, heldBack: 50, changedRows: 10 }, '122 parts (47 read, 25 unchanged, 50 held back), 10 rows changed'],
  [{ shards: 4, failed: 1, postponed: 2, withheld: 1, quarantined: 1 }, '4 parts (1 failed, 2 not reached in time, 1 may not be read), 1 record in quarantine, 0 rows changed'],
  [{ shards: 3, read: 3, heldBack: 3 }, '3 parts (3 read, 3 held back), 0 rows changed'],
])('says of %j how a collector went', (more, line) => {
  expect(reportLine(report(more))).toBe(line);
});
