import { z } from 'zod';
import { finding } from '../../src/schema/finding.ts';
import { instant, isoWeek } from '../../src/schema/primitives.ts';
import { languageBytes, wellKnownFileFound } from '../../src/schema/facts/repository.ts';

/** One week as the page holds it: counts, or nothing but the word that they are withheld. */
export const pageWeek = z.union([
  z.strictObject({ week: isoWeek, startsAt: instant, suppressed: z.literal(true) }),
  z.strictObject({ week: isoWeek, startsAt: instant, suppressed: z.literal(false), commits: z.int().positive(), contributors: z.int().positive() }),
]);
export type PageWeek = z.infer<typeof pageWeek>;

/** A branch as read: the default one included. */
export const pageBranch = z.strictObject({
  name: z.string(),
  isDefault: z.boolean(),
  lastCommitAt: instant,
  merged: z.boolean().optional(),
});
export type PageBranch = z.infer<typeof pageBranch>;

/** A tag as read. */
export const pageTag = z.strictObject({ name: z.string(), taggedAt: instant.optional() });
export type PageTag = z.infer<typeof pageTag>;

/** What the tree at the tip says. */
export const pageTree = z.strictObject({
  files: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative().optional(),
  languages: z.array(languageBytes).optional(),
  license: z.string().optional(),
  wellKnownFiles: z.array(wellKnownFileFound),
});
export type PageTree = z.infer<typeof pageTree>;

/** The one page of a clone: everything that is read of it, with nothing about an individual in it. */
export const clonePage = z.strictObject({
  repository: z.string(),
  remoteUrl: z.string().optional(),
  webUrl: z.string().optional(),
  description: z.string().optional(),
  bare: z.boolean(),
  shallow: z.boolean(),
  defaultBranch: z.string().optional(),
  /** Absent if there is no commit. */
  tip: z
    .strictObject({
      head: z.string(),
      lastCommitAt: instant,
      firstCommitAt: instant.optional(),
      tree: pageTree,
    })
    .optional(),
  gitBytes: z.int().nonnegative(),
  branches: z.array(pageBranch),
  tags: z.array(pageTag),
  weeks: z.array(pageWeek),
  findings: z.array(finding),
});
export type ClonePage = z.infer<typeof clonePage>;
