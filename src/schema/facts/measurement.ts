import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant } from '../primitives.ts';

/** A value that the organisation measures itself, of an entity or a repository; declared in measurements.yaml. One of the four values is there. */
export const measurement = z.strictObject({
  subject: z.string().min(1).describe('Entity reference in full, or repository id'),
  measurement: z.string().min(1).describe('Id in measurements.yaml'),
  number: z.number().optional(),
  boolean: z.boolean().optional(),
  text: z.string().max(500).optional(),
  instant: instant.optional(),
  sample: z.int().nonnegative().optional().describe('How many observations a rate or an average rests on'),
});
export type Measurement = z.infer<typeof measurement>;

export const measurementKind = defineFactKind({
  kind: 'measurement',
  title: 'Measurements',
  description: 'Values that the organisation measures itself, of entities and repositories.',
  policy: 'snapshot',
  schema: measurement,
  key: ['subject', 'measurement'],
});
