import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { build, type BuildInput } from '../../src/build/build.ts';
import { baseOf } from '../../src/edition/base.ts';
import { openWorkFolder } from '../../src/build/output.ts';
import { StageError } from '../../src/build/stage-process.ts';
import { fixedClock } from '../../src/clock.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { emptyOrganisation } from '../../src/content/organisation.ts';
import { temporaryFolder } from '../clones/repositories.ts';
import { digests } from '../cli/command.ts';

const input = (dir: string): BuildInput => ({
  organisation: emptyOrganisation('Acme', join(dir, 'content')),
  dataDir: join(dir, 'data'),
  outDir: join(dir, 'dist'),
  asOf: '2026-11-01T00:00:00.000Z',
  clock: fixedClock('2026-11-01T00:00:00Z'),
  progress: silentProgress,
  log: () => undefined,
  signal: new AbortController().signal,
});

it('builds a site even of nothing, and publishes none with a broken link', async () => {
  const dir = temporaryFolder();
  expect((await build(input(dir))).broken).toEqual([]);
  const good = digests(join(dir, 'dist'));
  const bad = await build({ ...input(dir), renderScript: join(import.meta.dirname, 'broken-render.ts') });
  expect(bad.broken.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual(['ALM0501 index.html:1', 'ALM0502 index.html:2']);
  expect(digests(join(dir, 'dist'))).toEqual(good);
  expect(readdirSync(dir).toSorted()).toEqual(['data', 'dist']);
});

it('leaves the old site when a stage fails, and says what the stage said', async () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'dist', 'api', 'v1'), { recursive: true });
  writeFileSync(join(dir, 'dist', 'api', 'v1', 'index.json'), 'yesterday');
  const script = join(dir, 'fails.ts');
  writeFileSync(script, "console.error('the oven is cold');\nprocess.exitCode = 2;\n");
  const failing = build({ ...input(dir), renderScript: script });
  await expect(failing).rejects.toThrow(StageError);
  await expect(failing).rejects.toThrow(/ended with 2\.\nthe oven is cold/);
  expect(Object.keys(digests(join(dir, 'dist')))).toEqual([join('api', 'v1', 'index.json')]);
});

it('clears up after a build that was killed, and puts back a site that was moved aside', () => {
  const dir = temporaryFolder();
  const out = join(dir, 'dist');
  mkdirSync(join(dir, '.dist.almanac-111', 'previous', 'api'), { recursive: true });
  mkdirSync(join(dir, '.dist.almanac-222', 'site'), { recursive: true });
  mkdirSync(join(dir, '.dist.almanac-333', 'site'), { recursive: true });
  mkdirSync(join(dir, '.dist.almanac-111', 'previous', 'api', 'v1'));
  writeFileSync(join(dir, '.dist.almanac-111', 'previous', 'api', 'v1', 'index.json'), '{}');
  const work = openWorkFolder(out, 444, (pid) => pid === 333);
  expect(existsSync(join(out, 'api', 'v1', 'index.json'))).toBe(true);
  expect(readdirSync(dir).toSorted()).toEqual(['.dist.almanac-333', '.dist.almanac-444', 'dist']);
  work.discard();
});

it('takes the base of links from the address of the site', () => {
  expect([undefined, 'https://example.com', 'https://example.com/docs', 'https://example.com/a/b/'].map(baseOf)).toEqual(['/', '/', '/docs/', '/a/b/']);
});
