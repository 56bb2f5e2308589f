import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { seeded } from '../../bench/random.ts';
import { startGitHubDouble } from '../doubles/github/double.ts';
import { generateWorld, passDay } from '../doubles/github/world.ts';
import { night } from './night.ts';
import { differences, stored } from './stored.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Moments at which a night is killed; other ones with another `ALMANAC_SEED`. */
const kills = Number(process.env['ALMANAC_KILLS'] ?? 20);
const random = seeded(Number(process.env['ALMANAC_SEED'] ?? 9));

test(`killed and taken up at ${kills} random moments, nights leave what they leave without, and repeat a page a part at most`, async () => {
  const world = generateWorld({ repositories: 24, seed: 5, history: 2 });
  const clock = new VirtualClock(world.now);
  const double = await startGitHubDouble({ world, clock: clock.time, happened: () => world.now });
  const dataDir = mkdtempSync(join(tmpdir(), 'almanac-killed-'));
  const cleanDir = mkdtempSync(join(tmpdir(), 'almanac-whole-'));
  try {
    for (let killed = 0; killed < kills; ) {
      double.forget();
      await night({ world, double, dataDir: cleanDir, clock: new VirtualClock(world.now), asOf: world.now });
      const needed = double.spent.requests;
      double.forget();
      // Several kills of one night, each some requests further on, then a run to the end.
      for (let left = Math.min(kills - killed, 5); left > 0; left -= 1, killed += 1) {
        const answered = double.requests.length;
        const at = double.spent.requests + random.int(1, Math.ceil(needed / 4));
        await run({ at });
        const again = repeated(double.requests.slice(0, answered), double.requests.slice(answered));
        expect(again).toEqual([]);
      }
      await run({});
      expect(double.violations).toEqual([]);
      expect(differences(await stored(cleanDir, world.now), await stored(dataDir, world.now))).toEqual([]);
      passDay(world, { changed: 0.3, renamed: 1, deleted: 1, created: 1 });
      clock.goTo(world.now);
    }
  } finally {
    await double.close();
    for (const dir of [dataDir, cleanDir]) rmSync(dir, { recursive: true, force: true });
  }

  /** A night in a process of its own, killed as its request number `at` arrives. */
  async function run({ at = Infinity }: { at?: number }): Promise<void> {
    const { api, graphql, token } = double;
    const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('night-process.ts', import.meta.url)), JSON.stringify({ api, graphql, token, dataDir, asOf: world.now })], { stdio: ['ignore', 'ignore', 'inherit'] });
    double.faults.between = () => double.spent.requests >= at && child.kill('SIGKILL');
    const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
    double.faults.between = undefined;
    if (code !== null && code !== 0) throw new Error(`the night ended with ${code}`);
  }
});

/** Requests that were asked again more than once for each kind of question: its last page may not have been written yet. */
function repeated(before: readonly { readonly what: string; readonly body: string }[], after: readonly { readonly what: string; readonly body: string }[]): string[] {
  const known = new Set(before.map(({ what, body }) => `${what} ${body}`));
  const again = after.filter(({ what, body }) => known.has(`${what} ${body}`)).map(({ what }) => what.replace(/[?].*/, ''));
  return [...Map.groupBy(again, (what) => what)].flatMap(([what, list]) => (list.length > 1 ? [`${what} ${list.length} times`] : []));
}
