import { expect, test } from 'vitest';
import { checkLinks } from '../../src/links/check.ts';
import { base, builtSite, pageKinds } from '../browser/site.ts';

test('a built site holds together: every link and anchor resolves, every page keeps the policy', async () => {
  const { pages, links, findings } = await checkLinks({ out: await builtSite(), base });
  expect(findings).toEqual([]);
  expect(pages).toBeGreaterThan(Object.keys(pageKinds).length);
  expect(links).toBeGreaterThan(pages * 10);
});
