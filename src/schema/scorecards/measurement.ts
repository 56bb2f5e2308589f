import { z } from 'zod';

/** Words that CEL keeps for itself (cel-spec, doc/langdef.md, "Syntax"). */
const reservedWords = new Set('as break const continue else false for function if import in let loop namespace null package return true var void while'.split(' '));

/** A measurement that the organisation brings itself, declared so that rules over it are type-checked. */
export const measurementDeclaration = z.strictObject({
  id: z
    .string()
    .max(64)
    .regex(/^[a-z][a-zA-Z0-9]*$/, 'must be a name that expressions can use: a letter, then letters and digits')
    .refine((id) => !reservedWords.has(id), 'is a word of CEL itself, so no expression could name it')
    .describe('Name in expressions: entity.measurements.testCoverage'),
  title: z.string().min(1).max(120),
  description: z.string().max(1000).optional().describe('Its definition'),
  type: z.enum(['number', 'boolean', 'text', 'instant']),
  unit: z.string().max(20).optional(),
});
export type MeasurementDeclaration = z.infer<typeof measurementDeclaration>;

/** `content/measurements.yaml`. */
export const measurementsFile = z.strictObject({ measurements: z.array(measurementDeclaration).default([]) });
