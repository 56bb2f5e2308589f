import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant } from '../primitives.ts';

/** A field of the records that a source gives, and whether it is always there: what changes in it is drift. */
export const sourceField = z.strictObject({
  collector: z.string(),
  record: z.string().describe('What the source calls such a record: workflow-run'),
  field: z.string().describe('Path in the record: head_repository.id'),
  presence: z.enum(['always', 'sometimes', 'never']).describe('`never` for one that had always been there and came no more'),
  records: z.int().nonnegative().describe('Records that could have had it and on which that rests; counted up to 20, which is enough'),
  drift: z.enum(['new', 'missing']).optional().describe('`new` for one that turned up among fields known well; `missing` for one that had always been there'),
  driftAt: instant.optional().describe('When that was noticed'),
});
export type SourceField = z.infer<typeof sourceField>;

export const sourceFieldKind = defineFactKind({
  kind: 'source-field',
  title: 'Fields of sources',
  description: 'Which fields the records of a source have, so that a change is noticed.',
  policy: 'snapshot',
  schema: sourceField,
  key: ['collector', 'record', 'field'],
});
