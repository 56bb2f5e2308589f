import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchFolder } from '../../src/preview/changes.ts';
import { temporaryFolder } from '../clones/repositories.ts';

let dir: string;
let told: Set<string>;
let stop: () => void;

beforeEach(() => {
  dir = temporaryFolder();
  mkdirSync(join(dir, 'docs', 'ci'), { recursive: true });
  writeFileSync(join(dir, 'docs', 'ci', 'runners.md'), 'one');
  told = new Set();
  stop = watchFolder(dir, (files) => {
    for (const file of files) told.add(file);
  });
});
afterEach(() => stop());

/** Does something, and waits until the file is told of. */
async function tells(file: string, act: () => void): Promise<void> {
  told.clear();
  act();
  await expect.poll(() => [...told], { timeout: 10_000, interval: 10 }).toContain(file);
}

const runners = 'docs/ci/runners.md';

/** As editors save: a hidden file beside it, then a rename. */
function save(text: string): void {
  writeFileSync(join(dir, 'docs', 'ci', '.runners.md.new'), text);
  renameSync(join(dir, 'docs', 'ci', '.runners.md.new'), join(dir, runners));
}

test('every save is told, however the editor writes', async () => {
  for (const text of ['two', 'three', 'four']) await tells(runners, () => save(text));
  await tells(runners, () => writeFileSync(join(dir, runners), 'five'));
  await tells(runners, () => save('six'));
  await tells(runners, () => rmSync(join(dir, runners)));
});

test('folders that come, go and come again are watched, with what was in them from the beginning', async () => {
  const added = join(dir, 'docs', 'new', 'deep');
  for (let round = 0; round < 2; round++) {
    await tells('docs/new/deep/a.md', () => {
      mkdirSync(added, { recursive: true });
      writeFileSync(join(added, 'a.md'), 'a');
    });
    await tells('docs/new/deep/a.md', () => writeFileSync(join(added, 'a.md'), 'b'));
    await tells('docs/new', () => rmSync(join(dir, 'docs', 'new'), { recursive: true }));
  }
  await tells('docs/old/ci/runners.md', () => {
    mkdirSync(join(dir, 'docs', 'old'));
    renameSync(join(dir, 'docs', 'ci'), join(dir, 'docs', 'old', 'ci'));
  });
  await tells('docs/old/ci/runners.md', () => writeFileSync(join(dir, 'docs', 'old', 'ci', 'runners.md'), 'moved'));
});

test('hidden files and backups are not told of', async () => {
  await tells('last.md', () => {
    mkdirSync(join(dir, '.git'));
    writeFileSync(join(dir, '.git', 'HEAD'), '');
    writeFileSync(join(dir, 'docs', 'page.md~'), '');
    writeFileSync(join(dir, 'last.md'), '');
  });
  expect([...told]).toEqual(['last.md']);
});
