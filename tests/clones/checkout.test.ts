import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkoutAt } from '../../src/clones/checkout.ts';
import { clones } from '../../src/clones/clones.ts';
import { uncommittedFiles } from '../../src/clones/uncommitted.ts';
import { git, makeRepository, temporaryFolder, trackOrigin } from './repositories.ts';

const { signal } = new AbortController();
const options = { asOf: '2026-11-01T00:00:00Z', backdated: false, signal };

function makeCheckout(): string {
  const dir = makeRepository(join(temporaryFolder(), 'work'), {
    remote: 'https://github.com/acme/work.git',
    commits: [
      { at: '2026-01-01T00:00:00Z', files: { 'a.txt': 'a\n' } },
      { at: '2026-02-01T00:00:00Z', branch: 'feature', from: ':1', files: { 'b.txt': 'b\n' } },
      { at: '2026-03-01T00:00:00Z', branch: 'feature', files: { 'c.txt': 'c\n' } },
    ],
  });
  trackOrigin(dir, ['main'], 'main');
  git(dir, ['checkout', '-q', '-f', 'feature']);
  return dir;
}

describe('a checkout', () => {
  it('is read at the commit that is checked out, on a branch or detached, while the default branch stays what it is', async () => {
    const dir = makeCheckout();
    const tips = async (): Promise<(string | undefined)[]> => [(await clones.open(dir, options)).tip, (await checkoutAt(dir).open(dir, options)).tip];
    const [main, feature] = ['main', 'feature'].map((branch) => git(dir, ['rev-parse', branch]));
    expect(await tips()).toEqual([main, feature]);
    git(dir, ['checkout', '-q', '--detach', 'feature~1']);
    expect(await tips()).toEqual([main, git(dir, ['rev-parse', 'HEAD'])]);
    git(dir, ['checkout', '-q', '--orphan', 'new']);
    expect(await tips()).toEqual([main, undefined]);
    expect((await checkoutAt(dir).open(dir, options)).defaultBranch).toBe('main');
  });

  it('is read at its last commit before an instant that has passed', async () => {
    const dir = makeCheckout();
    const { tip } = await checkoutAt(dir).open(dir, { ...options, asOf: '2026-02-15T00:00:00Z', backdated: true });
    expect(tip).toBe(git(dir, ['rev-parse', 'feature~1']));
  });

  it('is the only clone there is, whatever else lies in it', async () => {
    const dir = makeCheckout();
    makeRepository(join(dir, 'nested'));
    const found: string[] = [];
    for await (const { path } of checkoutAt(dir).discover('/anywhere', signal)) found.push(path);
    expect(found).toEqual(['.']);
  });
});

describe('files that are not committed', () => {
  it('are counted: changed, removed, staged and new, but not ignored', async () => {
    const dir = makeCheckout();
    expect(await uncommittedFiles(dir, signal)).toBe(0);
    writeFileSync(join(dir, '.gitignore'), 'out\n');
    writeFileSync(join(dir, 'out'), 'ignored\n');
    writeFileSync(join(dir, 'a.txt'), 'another and longer\n');
    rmSync(join(dir, 'b.txt'));
    writeFileSync(join(dir, 'd.txt'), 'd\n');
    git(dir, ['add', 'd.txt']);
    expect(await uncommittedFiles(dir, signal)).toBe(4);
  });

  it('are not told of a bare clone, nor of a folder that git can make nothing of', async () => {
    expect(await uncommittedFiles(makeRepository(join(temporaryFolder(), 'bare'), { bare: true }), signal)).toBeUndefined();
    const dir = makeCheckout();
    writeFileSync(join(dir, '.git', 'config'), '[broken\n');
    expect(await uncommittedFiles(dir, signal)).toBeUndefined();
  });

  it('are counted without running a program that the clone names', async () => {
    const dir = makeCheckout();
    const ran = join(dir, '..', 'ran');
    for (const setting of ['clean', 'process']) git(dir, ['config', `filter.a b.c.${setting}`, `touch ${JSON.stringify(ran)}; cat`]);
    git(dir, ['config', 'filter.a b.c.required', 'true']);
    git(dir, ['config', 'core.fsmonitor', `touch ${JSON.stringify(ran)}`]);
    writeFileSync(join(dir, '.gitattributes'), '*.txt filter=spare\n');
    git(dir, ['config', 'filter.spare.clean', `touch ${JSON.stringify(ran)}; cat`]);
    // Of the same length, so that git has to read it to see a change.
    writeFileSync(join(dir, 'a.txt'), 'x\n');
    expect(await uncommittedFiles(dir, signal)).toBe(2);
    expect(() => rmSync(ran)).toThrow(/ENOENT/);
    // What it would have done: the filter is in force for a git that is run as people run it.
    git(dir, ['status', '--porcelain']);
    rmSync(ran);
  });
});
