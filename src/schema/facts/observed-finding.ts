import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { finding } from '../finding.ts';

/**
 * A finding made while collecting, kept as a fact: it has a first day, and it disappears when it is fixed. Without an
 * excerpt: only content has one, and lines of other people's files are not kept.
 */
export const observedFinding = finding.omit({ excerpt: true }).extend({
  id: z.string().describe('Digest of code, place and text'),
});
export type ObservedFinding = z.infer<typeof observedFinding>;

export const observedFindingKind = defineFactKind({
  kind: 'finding',
  title: 'Findings while collecting',
  description: 'What could not be read, or not as it stands.',
  policy: 'snapshot',
  schema: observedFinding,
  key: ['id'],
});
