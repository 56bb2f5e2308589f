import { z } from 'zod';
import { webUrl } from './primitives.ts';

/** What stands for something of the page in the address of feedback. */
export const feedbackFields = ['title', 'path', 'url', 'file', 'body', 'label'] as const;

const unknownField = (url: string): string | undefined => Array.from(url.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name).find((name) => !feedbackFields.some((field) => field === name));

/** `feedback` of `almanac.yaml`: where what readers say goes. Nothing is sent by the site: each opens a form that the reader sends. */
export const feedback = z
  .strictObject({
    issues: z
      .strictObject({
        url: webUrl
          .refine((url) => unknownField(url) === undefined, { error: ({ input }) => `has {${unknownField(String(input))}}, which stands for nothing; there are ${feedbackFields.map((field) => `{${field}}`).join(', ')}` })
          .describe('Where an issue is opened: https://github.com/acme/handbook/issues/new, https://gitlab.com/acme/handbook/-/issues/new; of another tracker with {title}, {body}, {url}, {path}, {file} or {label} where each belongs'),
        labels: z
          .array(z.string().regex(/^[^,\s][^,]*$/, 'must be a label without commas').max(50))
          .default(['feedback'])
          .describe('Labels of every issue, besides one for what was said (useful, not-useful, problem); [] sets none at all'),
      })
      .optional()
      .describe('Opens a prefilled issue'),
    mail: z.email().optional().describe('Or a prefilled mail to this address'),
    ask: z.strictObject({ title: z.string().min(1).max(80), url: webUrl }).optional().describe('Where to ask: a channel, a forum'),
  })
  .refine(({ issues, mail }) => issues === undefined || mail === undefined, 'takes `issues` or `mail`, one of the two');
export type FeedbackConfig = z.infer<typeof feedback>;
