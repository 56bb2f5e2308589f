import { z } from 'zod';
import { ownership } from '../entity.ts';
import { branch } from '../facts/branch.ts';
import { languageBytes, wellKnownFileFound } from '../facts/repository.ts';
import { repositoryWeek } from '../facts/repository-week.ts';
import { tag } from '../facts/tag.ts';
import { finding } from '../finding.ts';
import { instant, repositoryId } from '../primitives.ts';
import { repositoryActivity } from './activity.ts';
import { age, entityLinkView, factView, sitePath } from './shared.ts';

/** The page of one repository, which is also where each of its facts shows its provenance. */
export const repositoryPage = z.strictObject({
  asOf: instant,
  repository: repositoryId,
  path: sitePath,
  webUrl: z.string().optional(),
  description: z.string().optional(),
  empty: z.boolean(),
  archived: z.boolean(),
  claimedBy: z.array(entityLinkView),
  ownership,
  ownerPath: sitePath.optional(),
  docs: z.strictObject({ title: z.string(), path: sitePath, pages: z.int().positive() }).optional().describe('Its own docs, from its files'),
  age,
  facts: z.array(factView),
  languages: z.array(languageBytes.extend({ share: z.number().describe('Share of all bytes, 0 to 1') })),
  wellKnownFiles: z.array(wellKnownFileFound.extend({ url: z.string().optional() })).optional(),
  missingFiles: z.array(z.string()).describe('Well-known files that are not there; empty if the tree could not be read'),
  weeks: z
    .array(repositoryWeek.pick({ week: true, commits: true, contributors: true, suppressed: true }))
    .optional()
    .describe('Weeks with commits among the last 52, oldest first; absent where no source lists commits'),
  branches: z
    .strictObject({
      total: z.int().nonnegative(),
      merged: z.int().nonnegative(),
      oldest: z.array(branch.omit({ repository: true }).extend({ days: z.int().describe('Whole days since its tip') })).describe('At most 20, oldest first'),
    })
    .optional()
    .describe('Besides the default branch; absent where no source lists branches'),
  releases: z
    .strictObject({
      total: z.int().nonnegative().describe('Tags that are semantic versions'),
      latest: z.array(tag.omit({ repository: true })).describe('At most 20, newest first'),
    })
    .optional()
    .describe('Absent where no source lists tags'),
  formerly: z.array(repositoryId).describe('Names it had; their pages lead here'),
  activity: repositoryActivity,
  findings: z.array(finding),
});
export type RepositoryPage = z.infer<typeof repositoryPage>;
