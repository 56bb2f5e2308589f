import { z } from 'zod';

/** One file as it was read, or why it was not. */
export const pageFile = z.strictObject({
  path: z.string(),
  state: z.enum(['read', 'too-large', 'absent', 'leaving', 'link']).describe('absent: listed, but its contents are not there'),
  bytes: z.int().nonnegative().describe('Size of the file'),
  text: z.string().optional().describe('For `read`: its contents'),
  encoding: z.string().optional().describe('For `read`: what it was decoded as, unless UTF-8'),
  link: z.string().optional().describe('For `link`: the path it leads to, inside the same folder'),
  url: z.string().optional().describe('Address of the file'),
  lineUrl: z.string().optional().describe('Address of a line of the file, less the number at its end'),
});
export type PageFile = z.infer<typeof pageFile>;

/** All that was read of one shard: enough to parse it again without the source. */
export const catalogPage = z.strictObject({
  repository: z.string().optional().describe('Absent for the content folder'),
  webUrl: z.string().optional(),
  defaultBranch: z.string().optional(),
  roots: z.array(z.string()).describe('Files to start from; Locations lead to the others'),
  files: z.array(pageFile),
  unread: z.int().nonnegative().describe('Files left out because the limits were reached'),
});
export type CatalogPage = z.infer<typeof catalogPage>;
