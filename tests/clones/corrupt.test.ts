import { appendFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clones } from '../../src/clones/clones.ts';
import { SourceError } from '../../src/collect/contract.ts';
import { collect } from '../git/contexts.ts';
import { daily, git, makeRepository, temporaryFolder } from './repositories.ts';

const remote = 'https://user:c4n4ry@github.com/acme/payments.git';

function repository(): string {
  return makeRepository(join(temporaryFolder(), 'payments.git'), {
    bare: true,
    remote,
    commits: daily('2026-01-05T00:00:00Z', 20),
    tags: [{ name: 'v1.0.0', of: ':3', at: '2026-01-08T00:00:00Z' }],
  });
}

/** The one finding that collecting a broken clone gives, either thrown or among the facts. */
async function failure(dir: string): Promise<SourceError> {
  const error = await collect(dir).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SourceError)) throw new Error(`expected a SourceError, not ${String(error)}`);
  return error;
}

test.each<[string, (dir: string) => void, RegExp]>([
  ['HEAD is garbage', (dir) => writeFileSync(join(dir, 'HEAD'), 'nonsense\0\xff'), /HEAD names neither a branch nor a commit/],
  ['HEAD is missing', (dir) => rmSync(join(dir, 'HEAD')), /HEAD is missing/],
  ['HEAD is huge', (dir) => writeFileSync(join(dir, 'HEAD'), 'x'.repeat(100_000)), /holds 100000 bytes/],
  [
    'packed-refs is garbage',
    (dir) => {
      git(dir, ['pack-refs', '--all']);
      appendFileSync(join(dir, 'packed-refs'), 'nonsense\n');
    },
    /line 5 of packed-refs is not a reference/,
  ],
  [
    'the pack is cut off',
    (dir) => {
      git(dir, ['repack', '-q', '-a', '-d']);
      const folder = join(dir, 'objects', 'pack');
      const pack = readdirSync(folder).find((name) => name.endsWith('.pack')) ?? '';
      truncateSync(join(folder, pack), Math.floor(statSync(join(folder, pack)).size / 2));
    },
    /git [a-z-]+: /,
  ],
  ['all objects are gone', (dir) => emptyFolder(join(dir, 'objects')), /git for-each-ref: missing object/],
  [
    'a parent is missing',
    (dir) => {
      const id = git(dir, ['rev-parse', 'main~5']);
      rmSync(join(dir, 'objects', id.slice(0, 2), id.slice(2)));
    },
    /git rev-list: /,
  ],
  [
    'a tree is missing',
    (dir) => {
      const id = git(dir, ['rev-parse', 'main^{tree}']);
      rmSync(join(dir, 'objects', id.slice(0, 2), id.slice(2)));
    },
    /git (ls-tree|rev-list): /,
  ],
  ['its format is from the future', (dir) => git(dir, ['config', 'core.repositoryformatversion', '99']), /Expected git repo version <= 1, found 99/],
])('a clone of which %s could not be read, and says why', async (_, damage, reason) => {
  const dir = repository();
  damage(dir);
  const error = await failure(dir);
  expect(error.message).toMatch(/^github\.com\/acme\/payments could not be read: /);
  expect(error.message).toMatch(reason);
  expect(error.finding).toMatchObject({ code: 'ALM0201', severity: 'warning', repository: 'github.com/acme/payments', what: error.message });
  expect(JSON.stringify(error.finding)).not.toMatch(/c4n4ry|almanac-|\/tmp/);
});

test.each([
  ['damaged', (file: string) => writeFileSync(file, 'nonsense')],
  ['missing', () => undefined],
])('a file that is %s leaves what depends on it unknown, and the rest known', async (_, replace) => {
  const dir = repository();
  git(dir, ['fast-import', '--quiet', '--force'], 'commit refs/heads/main\ncommitter T <t@example.com> 1770000000 +0000\ndata 0\nfrom refs/heads/main^0\nM 100644 inline LICENSE\ndata 4\ntext\n');
  const id = git(dir, ['rev-parse', 'main:LICENSE']);
  const file = join(dir, 'objects', id.slice(0, 2), id.slice(2));
  rmSync(file);
  replace(file);
  const { facts, findings } = await collect(dir);
  expect(facts('repository')).toMatchObject([{ files: 2, license: 'NOASSERTION' }]);
  for (const key of ['sizeBytes', 'languages']) expect(facts('repository')[0]).not.toHaveProperty(key);
  expect(findings).toMatchObject([{ code: 'ALM0201', file: 'LICENSE', what: '1 file of github.com/acme/payments is missing from the clone or damaged: LICENSE' }]);
  const clone = await clones.open(dir, { asOf: '2026-11-21T00:00:00Z', backdated: false });
  await expect(clone.read([id], 100, new AbortController().signal)).rejects.toThrow(/^github\.com\/acme\/payments could not be read: git cat-file: /);
});

test('an empty folder of the right shape is not a repository', async () => {
  const dir = join(temporaryFolder(), 'odd.git');
  for (const folder of ['objects', 'refs']) mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(join(dir, 'HEAD'), '');
  expect((await failure(dir)).message).toBe('local/odd could not be read: HEAD names neither a branch nor a commit');
});

test('a broken reference does not hide the others', async () => {
  const dir = repository();
  git(dir, ['branch', 'whole']);
  writeFileSync(join(dir, 'refs', 'heads', 'half'), readFileSync(join(dir, 'refs', 'heads', 'main')).subarray(0, 20));
  const { facts, findings } = await collect(dir);
  expect(facts('branch')).toMatchObject([{ name: 'main' }, { name: 'whole' }]);
  expect(findings).toMatchObject([{ code: 'ALM0201', what: '1 reference of github.com/acme/payments could not be read: refs/heads/half' }]);
});

test('a folder that is gone is a clear error', async () => {
  const opening = clones.open(join(temporaryFolder(), 'gone'), { asOf: '2026-11-21T00:00:00Z', backdated: false });
  await expect(opening).rejects.toThrow('local/gone could not be read: HEAD is missing');
});

function emptyFolder(dir: string): void {
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true });
}
