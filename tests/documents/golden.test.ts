import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inputFiles, worldOf, type World } from './world.ts';

// The documents beside this file give exactly the files beside them. After a change that is meant, `vitest run -u` writes them.
let world: World;
beforeAll(async () => {
  world = await worldOf(inputFiles());
});
afterAll(() => world.remove());

/** Files that documents alone decide. */
const own = /^(api\/v1\/(documents\.ndjson|documents\/(frames|pages|redirects))|site\/(docs|llms|wiki|postmortems|questions|changelog)|stage\/search-documents)/;

it('writes the files it wrote before, with the same content', async () => {
  const files = world.files().filter((path) => own.test(path));
  for (const path of files) {
    const text = path.startsWith('api/v1/') ? world.text(path.slice('api/v1/'.length)) : path.startsWith('site/') ? world.site(path.slice('site/'.length)) : world.text(`../../${path}`);
    const readable = path.endsWith('.json') ? `${JSON.stringify(JSON.parse(text), undefined, 2)}\n` : text;
    await expect(readable).toMatchFileSnapshot(join(import.meta.dirname, 'output', path));
  }
  await expect(`${files.join('\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'output', 'files.txt'));
});

it('finds nothing wrong with them', () => {
  expect(world.blocking).toEqual([]);
  expect(world.findings).toEqual([]);
});
