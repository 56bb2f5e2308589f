import { rmSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { run } from '../cli/in-process.ts';
import { contentFolder, page } from './world.ts';

const made: string[] = [];
afterEach(() => made.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

async function check(files: Readonly<Record<string, string>>): Promise<{ code: number; lines: string[] }> {
  const { dir } = contentFolder(files);
  made.push(dir);
  const { code, out } = await run(['check'], dir);
  return { code, lines: out.split('\n').filter((line) => /ALM0\d/.test(line)) };
}

it('says of documents what a build would say, with exit code 1', async () => {
  const { code, lines } = await check({ 'docs/a.md': page('A', 'See [b](b.md), [c](entity:component:cards) and [d](entity:component:carts).\n', 'owner: paymnts\n') });
  expect(code).toBe(1);
  expect(lines).toEqual([
    'docs/a.md:3:8 error ALM0721: `owner` names `paymnts`, which is not in the catalog; did you mean `group:payments`?',
    'docs/a.md:5:5 error ALM0722: The link `b.md` leads to docs/b.md, which does not exist; did you mean `a.md`?',
    'docs/a.md:5:48 error ALM0721: The link `entity:component:carts` names an entity that is not in the catalog; did you mean `component:cards`?',
  ]);
});

it('leaves to the build what only a collection can know', async () => {
  const { code, lines } = await check({ 'almanac.yaml': 'name: Acme\nsources:\n  git:\n    - path: clones\n', 'docs/a.md': page('A', 'See [d](entity:component:inferred).\n') });
  expect(code).toBe(0);
  expect(lines).toEqual(['docs/a.md:4:5 note ALM0721: The link `entity:component:inferred` names an entity that is not in the catalog.']);
});

it('finds nothing in a folder that is in order', async () => {
  expect(await check({ 'docs/a.md': page('A', '[itself](a.md#one)\n\n## One\n', 'owner: payments\n') })).toEqual({ code: 0, lines: [] });
});
