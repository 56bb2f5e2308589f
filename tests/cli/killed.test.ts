import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../bench/random.ts';
import { makeClones } from './clones.ts';
import { almanac, digests, start } from './command.ts';

/** How often a night is killed, each time at another moment between its start and its end; `ALMANAC_KILLS` for more. */
const kills = Number(process.env['ALMANAC_KILLS'] ?? 10);
const args = ['nightly', '--git', '../clones', '--as-of', '2026-11-01'];

describe('a night that is killed', () => {
  let root: string;
  let whole: { data: Record<string, string>; site: Record<string, string> };
  let milliseconds: number;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'almanac-killed-'));
    makeClones(join(root, 'clones'));
    // Two at once, as below, so that the length is that of a night with company.
    const dirs = ['whole-1', 'whole-2'].map((name) => join(root, name));
    const from = performance.now();
    const nights = await Promise.all(
      dirs.map((dir) => {
        mkdirSync(dir);
        return almanac(args, dir);
      }),
    );
    milliseconds = performance.now() - from;
    expect(nights.map(({ code }) => code)).toEqual([0, 0]);
    const [one, two] = dirs.map(state);
    expect(one).toEqual(two);
    whole = one ?? { data: {}, site: {} };
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const state = (dir: string): typeof whole => ({ data: digests(join(dir, 'data')), site: digests(join(dir, 'dist')) });
  const limit = pLimit(2);
  const random = seeded(20261121);
  const moments = Array.from({ length: kills }, (_, n) => (n + random.next()) / kills);

  it.concurrent.each(moments)('at %f of its length, the next one ends with the same store and the same site', (moment) => limit(async () => {
    const dir = join(root, `killed-${moment}`);
    mkdirSync(dir);
    const { child, ended } = start(args, dir);
    const timer = setTimeout(() => child.kill('SIGKILL'), moment * milliseconds);
    await ended;
    clearTimeout(timer);
    // What is there after the kill is nothing or a whole site, never a part of one.
    if (existsSync(join(dir, 'dist'))) expect(digests(join(dir, 'dist'))).toEqual(whole.site);
    const next = await almanac(args, dir);
    expect(next.err).not.toContain('almanac:');
    expect(next.code).toBe(0);
    expect(state(dir)).toEqual(whole);
  }), 600_000);
});
