import { z } from 'zod';
import { rendering } from './rendering.ts';

/** What of a source a process needs to render it. */
const source = z.object({
  id: z.string(),
  file: z.string(),
  format: z.enum(['markdown', 'mdx']),
  trust: z.enum(['organisation', 'repository']),
  text: z.string(),
  firstLine: z.int(),
  anchorPrefix: z.string().optional(),
});

/** Documents to render, each under a number. */
export const batch = z.object({ documents: z.array(z.object({ number: z.int(), source })) });

/** One document rendered, or the word that the process has started. */
export const answer = z.union([z.object({ number: z.int(), rendering }), z.object({ ready: z.literal(true) })]);
