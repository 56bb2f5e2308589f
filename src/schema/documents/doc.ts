import { z } from 'zod';
import { pageFields, reviewFields } from './page.ts';

/** Front matter of a page under `content/docs`. */
export const docFrontMatter = z.strictObject({
  ...pageFields,
  ...reviewFields,
  order: z.number().optional().describe('Place in its section; pages without one follow by title'),
  sidebar: z.string().min(1).max(60).optional().describe('Shorter title for the sidebar'),
  journey: z
    .array(
      z.strictObject({
        entity: z.string().min(1).describe('Reference of the entity that this step happens in'),
        title: z.string().min(1).max(120).describe('What happens'),
        link: z.string().min(1).optional().describe('Where to read on: a link as in the text'),
      }),
    )
    .default([])
    .describe('For a page that follows something through several components: its steps in order; each component links back'),
});
export type DocFrontMatter = z.infer<typeof docFrontMatter>;

/** `_section.yaml` in a folder of `content/docs`: what the section is called, who keeps it, its versions. */
export const sectionFile = z.strictObject({
  title: z.string().min(1).max(100).describe('Name of the section; without the file, the name of the folder in words'),
  description: z.string().max(300).optional(),
  order: z.number().optional().describe('Place among its neighbours; those without one follow by title'),
  owner: z.string().min(1).optional().describe('Owner of pages that name none'),
  collapsed: z.boolean().default(false).describe('True folds it in the sidebar until one of its pages is open'),
  versions: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/).describe('Folder of the version in this section'),
        title: z.string().min(1).max(60),
        status: z.enum(['current', 'next', 'supported', 'unsupported']).default('supported'),
      }),
    )
    .default([])
    .describe('Versions of the section, each a folder with the same pages; exactly one is current'),
});
export type SectionFile = z.infer<typeof sectionFile>;
