import { z } from 'zod';
import { entityLinkView, sitePath } from './shared.ts';

/** What of objectives, roadmap, roles and responsibilities is about one entity. */
export const entityPlanning = z.strictObject({
  objectives: z.array(z.strictObject({ title: z.string(), path: sitePath, target: z.string().describe('99.9% over 28 days'), indicator: z.string().optional() })),
  roadmap: z.array(z.strictObject({ title: z.string(), path: sitePath, quarter: z.string(), status: z.string() })),
  roles: z.array(z.strictObject({ role: z.string(), may: z.array(z.string()), path: sitePath })).describe('For a capability: which role may do what'),
  responsibilities: z.array(z.strictObject({ area: z.string(), part: z.string().describe('responsible, accountable, consulted or informed'), with: z.array(entityLinkView), path: sitePath })).describe('For a team'),
});
export type EntityPlanning = z.infer<typeof entityPlanning>;
