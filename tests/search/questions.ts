import { readFileSync } from 'node:fs';
import { z } from 'zod';

const question = z.strictObject({ ask: z.string().min(1), pages: z.array(z.string().min(1)).min(1) });

/** Questions with the pages that answer them. */
export const questions = z
  .strictObject({ about: z.string(), sample: z.array(question), sets: z.record(z.string(), z.array(question)) })
  .parse(JSON.parse(readFileSync(new URL('./questions.json', import.meta.url), 'utf8')));
