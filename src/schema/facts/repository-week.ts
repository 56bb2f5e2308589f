import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, isoWeek, repositoryId } from '../primitives.ts';

/**
 * Commits and distinct contributors of one repository in one ISO week, as counts only. Where fewer than
 * `privacy.minimumGroup` people contributed, both counts are absent and `suppressed` is true: a count of one person's
 * commits would be that person's.
 */
export const repositoryWeek = z.strictObject({
  repository: repositoryId,
  week: isoWeek,
  startsAt: instant.describe('Monday 00:00 UTC of that week'),
  commits: z.int().positive().optional().describe('Commits on the default branch, by committer date in UTC'),
  contributors: z.int().positive().optional().describe('Distinct authors of those commits'),
  suppressed: z.boolean().describe('True if the counts were withheld because too few people contributed'),
});
export type RepositoryWeek = z.infer<typeof repositoryWeek>;

export const repositoryWeekKind = defineFactKind({
  kind: 'repository-week',
  title: 'Activity by week',
  description: 'Commits and distinct contributors per repository and ISO week, as counts only, small groups withheld.',
  policy: 'event',
  schema: repositoryWeek,
  key: ['repository', 'week'],
  time: 'startsAt',
});
