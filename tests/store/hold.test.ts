import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { FolderInUseError, holdFolder } from '../../src/store/hold.ts';

const program = `const { holdFolder } = await import(process.argv[1]); await holdFolder(process.argv[2]); console.log('held'); setInterval(() => undefined, 1000);`;

test('a folder that another process collects into is refused with its number, and is free once that is killed', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-hold-'));
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, new URL('../../src/store/hold.ts', import.meta.url).href, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });
  await once(child.stdout, 'data');
  const refused = await holdFolder(dir).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(FolderInUseError);
  expect(String(refused)).toBe(`FolderInUseError: Another run (process ${child.pid}) is collecting into ${dir}. Wait until it has ended, stop it, or name another folder with --data.`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const release = await holdFolder(dir);
  release();
  expect(existsSync(join(dir, 'collecting.lock'))).toBe(false);
});
