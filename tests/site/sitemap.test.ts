import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEdition, type Edition } from '../../src/edition/read.ts';
import { sitemaps } from '../../src/render/sitemap.ts';
import { writeEdition } from './edition.ts';
import { temporary } from './rendered.ts';

let folder: string;
let edition: Edition;
beforeAll(() => {
  folder = temporary('sitemap');
  writeEdition(folder, { components: 30, siteUrl: 'https://almanac.example/a&b' });
  edition = openEdition(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('one file while it can hold all addresses', () => {
  const [only, ...more] = sitemaps(edition);
  expect([only?.name, more]).toEqual(['sitemap', []]);
  expect(only?.xml).toContain('<url><loc>https://almanac.example/a&amp;b/</loc></url>');
});

test('an index and its parts where it cannot', () => {
  const total = sitemaps(edition)[0]?.xml.match(/<url>/g)?.length ?? 0;
  const [index, ...parts] = sitemaps(edition, 25);
  expect(index?.xml.match(/<loc>.*?<\/loc>/g)?.slice(0, 2)).toEqual(['<loc>https://almanac.example/a&amp;b/sitemap-1.xml</loc>', '<loc>https://almanac.example/a&amp;b/sitemap-2.xml</loc>']);
  expect(parts.map(({ name }) => name)).toEqual(Array.from({ length: Math.ceil(total / 25) }, (_, at) => `sitemap-${at + 1}`));
  expect(parts.reduce((sum, { xml }) => sum + (xml.match(/<url>/g)?.length ?? 0), 0)).toBe(total);
});
