import { z } from 'zod';

/** `content/search.yaml`: words of the organisation, for its search. */
export const searchWords = z.strictObject({
  synonyms: z
    .array(z.array(z.string().min(1).max(60)).min(2).max(20))
    .max(1000)
    .default([])
    .describe('Groups of words or short phrases that mean one thing: whoever searches for one finds the others too'),
});
export type SearchWords = z.infer<typeof searchWords>;
