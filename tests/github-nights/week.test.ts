import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import { type GitHubDouble, startGitHubDouble } from '../doubles/github/double.ts';
import type { Fault } from '../doubles/github/faults.ts';
import { generateWorld, passDay, type World } from '../doubles/github/world.ts';
import { night } from './night.ts';
import { differences, stored } from './stored.ts';
import { VirtualClock } from './virtual-clock.ts';
import { askedTwice, watched } from './watch.ts';

/** Nights in a row; more with `ALMANAC_NIGHTS=30`. */
const nights = Number(process.env['ALMANAC_NIGHTS'] ?? 4);
const seed = Number(process.env['ALMANAC_SEED'] ?? 5);

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Site {
  readonly world: World;
  readonly double: GitHubDouble;
  readonly clock: VirtualClock;
  readonly dataDir: string;
}

/** A world of its own, with a double and an empty data folder; the same for every caller. */
async function site(): Promise<Site> {
  const world = generateWorld({ repositories: 24, seed, history: 2 });
  const clock = new VirtualClock(world.now);
  // What happened does not depend on how long a night takes: the runs to be compared must see the same.
  const double = await startGitHubDouble({ world, clock: clock.time, happened: () => world.now });
  const dataDir = mkdtempSync(join(tmpdir(), 'almanac-week-'));
  closing.push(() => rmSync(dataDir, { recursive: true, force: true }), async () => await double.close());
  return { world, double, clock, dataDir };
}

/** Faults that pass by themselves. */
const passing: readonly Fault[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 504 },
  { kind: 'secondary', status: 403 },
  { kind: 'secondary', status: 403, retryAfter: 37 },
  { kind: 'secondary', status: 429 },
  { kind: 'secondary', status: 429, retryAfter: 61 },
  { kind: 'primary', status: 403, seconds: 300 },
  { kind: 'primary', status: 429, seconds: 200 },
  { kind: 'RATE_LIMITED', seconds: 120 },
  { kind: 'RATE_LIMIT', seconds: 90 },
  { kind: 'partial' },
  { kind: 'null-node' },
  { kind: 'redirect', status: 307 },
  { kind: 'slow', ms: 5 },
  { kind: 'cut', where: 'before' },
  { kind: 'cut', where: 'within' },
  { kind: 'invalid-json' },
];
/** Faults that asking again does not mend: what could not be read is told. */
const lasting: readonly Fault[] = [
  { kind: 'status', status: 404 },
  { kind: 'status', status: 410 },
  { kind: 'status', status: 422 },
];

test.each([
  ['pass', passing, 0.3, true],
  ['last', [...lasting, { kind: 'cut', where: 'within' } as const], 0.25, false],
] as const)('a week of nights with faults that %s leaves what a week without leaves, or says what it could not read', async (_, faults, share, leaving) => {
  const [clean, faulty] = [await site(), await site()];
  // Without it a 404 of the audit log means that there is none, and runs are read elsewhere, which tells a little else of them.
  const source = { runs: 'audit-log' };
  const problems: string[] = [];
  faulty.double.faults.atRandom({ seed, share, faults });
  for (let count = 0; count < nights; count += 1) {
    await night({ ...clean, source, asOf: clean.world.now });
    faulty.double.forget();
    faulty.double.faults.skewMs = count % 2 === 0 ? 0 : 400_000;
    const { http, impolite } = watched(fetchHttp, faulty.clock);
    await night({ ...faulty, source, http, asOf: faulty.world.now });
    problems.push(...impolite, ...faulty.double.violations, ...askedTwice(faulty.double.requests));
    const [a, b] = [await stored(clean.dataDir, clean.world.now), await stored(faulty.dataDir, faulty.world.now)];
    problems.push(...differences(a, b).map((difference) => `night ${count + 1}: ${difference}`));
    for (const { world, clock } of [clean, faulty]) {
      // Of a repository that leaves before a night could read it nothing can be known, so none does where nights miss some.
      const gone = { transferredAway: leaving && count === 1 ? 1 : 0, deleted: leaving && count === 2 ? 1 : 0, recreated: leaving && count === 1 ? 1 : 0 };
      // Settings that change without a trace are read in turns, and so on different nights here and there.
      passDay(world, { changed: 0.2, settings: 0, renamed: 1, archived: 1, created: 1, ...gone });
      clock.goTo(world.now);
    }
  }
  expect(problems).toEqual([]);
  expect(clean.double.violations).toEqual([]);
  expect([...faulty.double.faults.happened.keys()].sort()).toEqual([...new Set(faults.map(({ kind }) => kind))].sort());

  // A night on which nothing goes wrong makes up for all of it.
  faulty.double.faults.none();
  await night({ ...clean, source, asOf: clean.world.now });
  await night({ ...faulty, source, asOf: faulty.world.now });
  const after = await stored(faulty.dataDir, faulty.world.now);
  expect([...after.notRead]).toEqual([]);
  expect(differences(await stored(clean.dataDir, clean.world.now), after)).toEqual([]);
});

test('nothing is sent after the deadline, every part has its turn, and a run with time enough ends with the same', async () => {
  const [clean, late] = [await site(), await site()];
  const asOf = late.world.now + 12 * 60_000;
  await night({ ...clean, asOf });
  const problems: string[] = [];
  for (let run = 0; run < 8; run += 1) {
    // A request takes 20 ms of this clock's time, so that a run has time for about ten.
    const until = late.clock.time() + 200;
    const watch = watched(fetchHttp, late.clock, () => until);
    late.double.forget();
    const { report } = await night({ ...late, http: watch.http, minutes: 200 / 60_000, asOf: late.world.now + run * 60_000 });
    problems.push(...watch.impolite, ...askedTwice(late.double.requests));
    expect(report.collectors.some(({ postponed }) => postponed > 0)).toBe(true);
    expect(report.overLimit).toEqual([]);
  }
  expect(problems).toEqual([]);
  expect([...(await stored(late.dataDir, asOf)).neverRead]).toEqual([]);
  await night({ ...late, asOf });
  const after = await stored(late.dataDir, asOf);
  expect([...after.notRead]).toEqual([]);
  expect(differences(await stored(clean.dataDir, asOf), after)).toEqual([]);
});
