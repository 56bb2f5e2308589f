import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Ids } from '../../src/markdown/ids.ts';

const root = join(import.meta.dirname, '../..');

test('no text can take an anchor of the page that it is shown on', () => {
  const files = globSync(['src/layouts/*.astro', 'src/components/documents/**/*.astro'], { cwd: root, exclude: ['**/Entity*.astro'] });
  const own = files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\sid="([\w-]+)"/g)].map(([, id = '']) => id));
  expect(own).toContain('main');
  const ids = new Ids('');
  expect(own.filter((id) => own.includes(ids.claim(id) ?? ''))).toEqual([]);
  expect(own.filter((id) => own.includes(ids.make(id)))).toEqual([]);
});

test('anchors are those of GitHub, and no two are equal', () => {
  const ids = new Ids('');
  expect(['Set up', 'Set up', 'set-up-1', 'Tables & co', 'Größe', '', 'almanac-x', 'Main'].map((text) => ids.make(text))).toEqual(['set-up', 'set-up-1', 'set-up-1-1', 'tables--co', 'größe', 'section', 'the-almanac-x', 'main-1']);
  expect([ids.claim('mine'), ids.claim('mine'), ids.claim('set-up'), ids.claim('a b'), ids.claim('')]).toEqual(['mine', undefined, undefined, undefined, undefined]);
});

test('an anchor that the page has itself is called otherwise, and that is known', () => {
  const ids = new Ids('');
  expect(['Theme', 'Theme', 'Almanac CLI'].map((text) => ids.make(text))).toEqual(['theme-1', 'theme-2', 'the-almanac-cli']);
  expect([ids.claim('main'), ids.claim('main'), ids.claim('almanac-own')]).toEqual(['the-main', undefined, 'the-almanac-own']);
  expect([...ids.renamed]).toEqual([['theme', 'theme-1'], ['almanac-cli', 'the-almanac-cli'], ['main', 'the-main'], ['almanac-own', 'the-almanac-own']]);
});
