import type { Age } from '../../schema/edition/shared.ts';
import type { Provenance } from '../../schema/fact.ts';

/** Made-up values for the page that shows every component in its states. They say of themselves that they are examples. */
export const ages: readonly { readonly name: string; readonly age: Age }[] = [
  { name: 'current: no mark', age: { state: 'current', observedAt: '2026-11-21T03:00:00Z', days: 0 } },
  { name: 'old', age: { state: 'old', observedAt: '2026-11-18T03:00:00Z', days: 3, reason: 'an example' } },
  { name: 'past its limit', age: { state: 'unknown', observedAt: '2026-10-02T03:00:00Z', days: 50, reason: 'an example' } },
  { name: 'never read', age: { state: 'unknown', reason: 'an example' } },
];

export const provenance: Provenance = {
  source: 'catalog-info.yaml:12',
  url: 'https://git.example/example/catalog-info.yaml',
  collector: 'catalog',
  version: '1',
  observedAt: '2026-11-21T03:00:00Z',
  since: '2026-03-04T03:00:00Z',
};

export const distribution = {
  entities: 12,
  levels: [
    { title: 'No level', entities: 4 },
    { id: 'bronze', title: 'Bronze', entities: 3 },
    { id: 'silver', title: 'Silver', entities: 3 },
    { id: 'gold', title: 'Gold', entities: 2 },
  ],
};

/** Rows of a table, one of them with nothing known. */
export const services = [
  { name: 'Example one', owner: 'Team A', level: 'Gold', rank: 3, releases: 12, last: '2026-11-19' },
  { name: 'Example two', owner: 'Team B', level: 'Bronze', rank: 1, releases: 140, last: '2026-10-02' },
  { name: 'Example nine', owner: 'Team A', level: 'Silver', rank: 2, releases: 9, last: '2025-12-31' },
  { name: 'Example ten', owner: undefined, level: undefined, rank: 0, releases: undefined, last: undefined },
  { name: 'Example eleven', owner: 'Team C', level: 'Silver', rank: 2, releases: 0, last: '2026-11-20' },
  { name: 'Example twelve', owner: 'Team B', level: 'Gold', rank: 3, releases: 31, last: '2026-09-14' },
] as const;

/** Values of a number by week; one of them was not known. */
export const weeks: readonly (number | undefined)[] = [3, 4, 4, 6, 5, undefined, 7, 9, 8, 11, 12];
