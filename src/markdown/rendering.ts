import { z } from 'zod';
import { problem } from './problem.ts';

const heading = z.object({ depth: z.int().min(1).max(6), id: z.string(), text: z.string() });
const link = z.object({ use: z.enum(['link', 'image']), target: z.string(), text: z.string(), line: z.int().optional(), column: z.int().optional() });
const section = z.object({ id: z.string().optional(), title: z.string().optional(), text: z.string() });

/** The outline of a document as the renderer gives it and the cache keeps it: lines are those of the text, from 1. */
export const renderedOutline = z.object({
  title: z.string().optional(),
  summary: z.string().optional(),
  headings: z.array(heading),
  anchors: z.array(z.string()),
  renamed: z.array(z.tuple([z.string(), z.string()])).optional(),
  links: z.array(link),
  problems: z.array(problem),
  words: z.int(),
});
export type RenderedOutline = z.infer<typeof renderedOutline>;

export const documentBody = z.object({ html: z.string(), sections: z.array(section) });

/** A rendered text. It goes between processes and into the cache. */
export const rendering = z.object({ outline: renderedOutline, body: documentBody });
export type Rendering = z.infer<typeof rendering>;
