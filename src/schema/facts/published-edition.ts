import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant } from '../primitives.ts';

/** That an edition was published: a quiet night leaves no other trace, and what it compared with must be found again. */
export const publishedEdition = z.strictObject({ asOf: instant.describe('The instant of the edition') });
export type PublishedEdition = z.infer<typeof publishedEdition>;

export const publishedEditionKind = defineFactKind({
  kind: 'published-edition',
  title: 'Editions as published',
  description: 'The instant of each edition that was published with assessments.',
  policy: 'snapshot',
  schema: publishedEdition,
  key: ['asOf'],
});
