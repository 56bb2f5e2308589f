import { readdirSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../clones/repositories.ts';
import { almanac } from './command.ts';
import { type Preview, startDev } from './preview.ts';

let dir: string;
let preview: Preview | undefined;

beforeEach(async () => {
  dir = temporaryFolder();
  expect((await almanac(['init', 'ours'], dir)).code).toBe(0);
  mkdirSync(join(dir, 'tmp'));
});
afterEach(async () => {
  await preview?.stop();
  preview = undefined;
});

test('what cannot be previewed is said at once, with what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  const taken = await almanac(['dev', '--content', 'ours', '--port', port], dir);
  server.close();
  expect(taken).toMatchObject({ code: 2, out: '' });
  expect(taken.err).toBe(`almanac: Port ${port} of 127.0.0.1 is in use. Stop what is using it, or choose another port: --port ${Number(port) + 1}.\n`);
  expect(await almanac(['dev', '--content', 'ours', '--port', 'http'], dir)).toMatchObject({ code: 2, err: 'almanac: `http` is not a port: --port takes a number from 0 to 65535.\n' });
  expect((await almanac(['dev'], dir)).err).toContain('There is no content folder');
  expect((await almanac(['dev', '--content', 'nowhere'], dir)).err).toContain('make one with `almanac init nowhere`.');
  expect((await almanac(['dev', '--content', 'ours/almanac.yaml'], dir)).err).toContain('almanac.yaml is a file. --content takes the folder that holds almanac.yaml.');
});

test('an error is told once, then counted until it is gone; a broken almanac.yaml changes nothing else', async () => {
  preview = await startDev(['--content', 'ours', '--port', '0'], dir);
  const index = join(dir, 'ours', 'docs', 'index.md');
  const [text, yaml] = [readFileSync(index, 'utf8'), readFileSync(join(dir, 'ours', 'almanac.yaml'), 'utf8')];
  writeFileSync(index, `${text}\n[Gone](gone.md)\n`);
  const told = /docs\/index\.md \(\S+ s\), 1 error\ndocs\/index\.md:\d+:1 error ALM0722: The link `gone\.md` leads to/;
  await expect.poll(() => preview?.said(), { timeout: 60_000 }).toMatch(told);
  writeFileSync(join(dir, 'ours', 'almanac.yaml'), `${yaml}sources: [\n`);
  await expect.poll(() => preview?.said(), { timeout: 60_000 }).toMatch(/almanac\.yaml \(\S+ s\), 2 errors \(1 new\)\nalmanac\.yaml:\d+:\d+ error ALM0101/);
  writeFileSync(join(dir, 'ours', 'almanac.yaml'), yaml);
  await expect.poll(() => preview?.said(), { timeout: 60_000 }).toMatch(/almanac\.yaml \(\S+ s\), 1 error \(none new\)\n/);
  writeFileSync(index, text);
  await expect.poll(() => preview?.said(), { timeout: 60_000 }).toMatch(/docs\/index\.md \(\S+ s\), no errors left\n/);
  expect(preview.said().match(/ALM0722/g)).toHaveLength(1);
});

test('Ctrl-C stops it, and leaves nothing behind', async () => {
  preview = await startDev(['--content', 'ours', '--port', '0'], dir);
  expect(readdirSync(join(dir, 'tmp'))).toHaveLength(1);
  expect(await preview.stop('SIGINT')).toBe(0);
  expect(readdirSync(join(dir, 'tmp'))).toEqual([]);
  expect(readdirSync(dir).toSorted()).toEqual(['ours', 'tmp']);
});
