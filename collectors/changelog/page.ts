import { z } from 'zod';
import { releaseNotes } from '../../src/schema/facts/release-notes.ts';
import { finding } from '../../src/schema/finding.ts';

/**
 * The one page of a clone: its releases as they will be facts. The texts themselves are not kept, since changelogs name
 * people, and commits do even more.
 */
export const changelogPage = z.strictObject({
  repository: z.string(),
  webUrl: z.string().optional(),
  releases: z.array(releaseNotes),
  findings: z.array(finding),
});
export type ChangelogPage = z.infer<typeof changelogPage>;
