import { afterAll, beforeAll, expect, test } from 'vitest';
import { Nights, type Night } from './nights.ts';
import { richWorld } from './rich.ts';

let nights: Nights;
let night: Night;

beforeAll(async () => {
  nights = await Nights.begin(richWorld());
  night = await nights.night();
});
afterAll(() => nights.end());

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

test('a repository that has everything, in every kind of fact', async () => {
  const own = async (kind: string) => (await night.facts(kind)).filter(({ repository }) => repository === 'github.com/acme/payments');
  await expect(json(await own('repository'))).toMatchFileSnapshot('output/repository.json');
  await expect(json(await own('codeowners'))).toMatchFileSnapshot('output/codeowners.json');
  await expect(json(await own('catalog-entry'))).toMatchFileSnapshot('output/catalog-entry.json');
  await expect(json(await own('finding'))).toMatchFileSnapshot('output/findings.json');
  expect(nights.double.violations).toEqual([]);
});

test('one query in depth for all, and more only for the one that leads further', () => {
  const asked = nights.double.requests.map(({ what }) => what.replace(/[0-9a-f]{40}/, 'COMMIT'));
  expect(asked).toEqual([
    'graphql AlmanacRepositories',
    '/orgs/acme/properties/values?per_page=100&page=1',
    '/orgs/acme/rulesets?per_page=100&targets=branch',
    'graphql AlmanacRepositoriesInDepth',
    'graphql AlmanacFolders',
    '/repos/acme/payments/git/trees/COMMIT?recursive=1',
    'graphql AlmanacFiles',
    'graphql AlmanacFiles',
  ]);
});

test('nothing is read in depth again on a night on which nothing changed', async () => {
  nights.double.forget();
  const { report } = await nights.night();
  expect({ read: report.read, unchanged: report.unchanged }).toEqual({ read: 0, unchanged: 5 });
  expect(nights.double.requests.map(({ what }) => what)).not.toContain('graphql AlmanacRepositoriesInDepth');
});
