import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant } from '../primitives.ts';

/** A change to production as its record tells it, without anybody's name. Absent means not known. */
export const productionChange = z.strictObject({
  entity: z.string().min(1).describe('Entity reference in full: component:default/payments'),
  id: z.string().min(1).describe('Id of the record at its source'),
  title: z.string().max(300).optional(),
  startedAt: instant.describe('When it began'),
  finishedAt: instant.optional(),
  announcedAt: instant.optional().describe('When it was announced to those whom it may touch'),
  emergency: z.boolean().optional().describe('True if it could not wait to be announced'),
  steps: z.int().nonnegative().optional().describe('Steps of its plan'),
  stepsDone: z.int().nonnegative().optional(),
  stages: z.int().positive().optional().describe('Stages of its rollout; 1 is everything at once'),
  serviceChecks: z.int().nonnegative().optional().describe('Service checks planned'),
  serviceChecksPassed: z.int().nonnegative().optional(),
  outcome: z.enum(['succeeded', 'failed', 'rolled-back', 'cancelled']).optional(),
  url: z.string().optional().describe('Address of the record'),
});
export type ProductionChange = z.infer<typeof productionChange>;

export const productionChangeKind = defineFactKind({
  kind: 'production-change',
  title: 'Production changes',
  description: 'Changes to production: when announced, how staged, how checked.',
  policy: 'event',
  schema: productionChange,
  key: ['entity', 'id'],
  time: 'startedAt',
});
