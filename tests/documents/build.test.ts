import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { digests } from '../cli/command.ts';
import { run } from '../cli/in-process.ts';
import { contentFolder, page } from './world.ts';

const made: string[] = [];
afterEach(() => made.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

it('a broken link, anchor or image ends a build with 1, says where it stands, and leaves the site of yesterday', async () => {
  const { dir, content } = contentFolder({ 'docs/start.md': page('Start', 'See [it](#here).\n\n## Here\n') });
  made.push(dir);
  expect((await run(['nightly'], dir)).code).toBe(0);
  const yesterday = digests(join(dir, 'dist'));
  writeFileSync(join(content, 'docs/start.md'), page('Start', 'See [it](#her) and\n[that](there.md), ![](none.png).\n\n## Here\n'));
  const { code, err } = await run(['build'], dir);
  expect(code).toBe(1);
  expect(err.split('\n').filter((line) => line.startsWith('docs/start.md'))).toEqual([
    'docs/start.md:4:5 error ALM0723: The link `#her` names no heading of docs/start.md; did you mean `#here`?',
    'docs/start.md:5:1 error ALM0722: The link `there.md` leads to docs/there.md, which does not exist; did you mean `start.md`?',
    'docs/start.md:5:19 error ALM0724: The image `none.png` does not exist.',
  ]);
  expect(err).toContain('The site was not published');
  expect(digests(join(dir, 'dist'))).toEqual(yesterday);
});
