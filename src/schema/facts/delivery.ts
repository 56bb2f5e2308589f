import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant } from '../primitives.ts';

/** Work delivered by a third party and how it fared in the organisation's own environment. Absent means not known. */
export const delivery = z.strictObject({
  entity: z.string().min(1).describe('Entity reference in full: component:default/payments'),
  id: z.string().min(1).describe('Id of the delivery at its source'),
  supplier: z.string().min(1).max(200).describe('The company that delivered, never a person'),
  deliveredAt: instant,
  testsRun: z.int().nonnegative().optional().describe('Tests run in our environment'),
  testsPassed: z.int().nonnegative().optional(),
  builtByUs: z.boolean().optional().describe('True if our own pipeline built it from the source delivered'),
  branchMerged: z.boolean().optional().describe('True if it came as a branch of our repository, merged by our rules'),
  securityGate: z.enum(['passed', 'failed', 'not-run']).optional().describe('Our security gate, in our environment'),
  accepted: z.boolean().optional(),
  url: z.string().optional(),
});
export type Delivery = z.infer<typeof delivery>;

export const deliveryKind = defineFactKind({
  kind: 'delivery',
  title: 'Deliveries by third parties',
  description: 'Work delivered by third parties, and how it fared in the organisation’s own environment.',
  policy: 'event',
  schema: delivery,
  key: ['entity', 'id'],
  time: 'deliveredAt',
});
