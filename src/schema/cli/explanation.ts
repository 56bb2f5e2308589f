import { z } from 'zod';
import { ownership } from '../entity.ts';
import { factView } from '../edition/shared.ts';
import { provenance } from '../fact.ts';
import { repositoryId } from '../primitives.ts';

/** What `almanac explain --json` prints. */
export const explanation = z.strictObject({
  subject: z.string().describe('Entity reference or repository'),
  declared: provenance
    .omit({ since: true })
    .extend({ inferred: z.boolean() })
    .optional()
    .describe('For an entity: where it is declared, or what it was inferred from'),
  ownership: ownership.optional(),
  facts: z.array(factView.omit({ description: true }).extend({ repository: repositoryId })),
});
export type Explanation = z.infer<typeof explanation>;
