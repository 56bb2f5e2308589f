import { z } from 'zod';
import { liberalInstant } from '../../src/github/sweep-record.ts';
import { catalogFiles, ownersFiles, rareFolders, usualFolders } from './folders.ts';

/**
 * What is kept of an answer in depth. What is null, absent, or of a kind that nobody expects is undefined, which reads as
 * not known.
 */

const flag = z.boolean().optional().catch(undefined);
const count = z.int().nonnegative().optional().catch(undefined);
const total = z.object({ totalCount: z.int().nonnegative() }).optional().catch(undefined);

/** Items of a list that make sense; null among them is what GitHub could not give. */
function itemsOf<S extends z.ZodType>(item: S) {
  return z.array(item.nullable().catch(null)).transform((items) => items.filter((one) => one !== null));
}

export const classicRule = z.object({
  requiresApprovingReviews: flag,
  requiredApprovingReviewCount: count,
  requiresCodeOwnerReviews: flag,
  requiresStatusChecks: flag,
  requiredStatusCheckContexts: itemsOf(z.string()).optional().catch(undefined),
  allowsForcePushes: flag,
  allowsDeletions: flag,
  requiresCommitSignatures: flag,
  requiresSignatures: flag,
  requiresLinearHistory: flag,
});
export type ClassicRule = z.infer<typeof classicRule>;

export const rulesetRule = z.object({
  type: z.string(),
  parameters: z
    .object({
      requiredApprovingReviewCount: count,
      requireCodeOwnerReview: flag,
      requiredStatusChecks: itemsOf(z.object({ context: z.string() })).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type RulesetRule = z.infer<typeof rulesetRule>;

/** One page of open Pull Requests: when each was opened, and whether it is a draft. */
export const openedPage = z.object({
  totalCount: z.int().nonnegative(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }).optional().catch(undefined),
  nodes: itemsOf(z.object({ isDraft: flag, createdAt: liberalInstant })).optional().catch(undefined),
});
export type OpenedPage = z.infer<typeof openedPage>;

const folder = z
  .object({ entries: itemsOf(z.object({ name: z.string(), type: z.string(), mode: z.int() })) })
  .optional()
  .catch(undefined);
export type Folder = z.infer<typeof folder>;

const fileText = z
  .object({ oid: z.string(), byteSize: z.int().nonnegative(), isBinary: flag, isTruncated: flag, text: z.string().optional().catch(undefined) })
  .optional()
  .catch(undefined);
export type FileText = z.infer<typeof fileText>;

/** An error that GitHub sees in a CODEOWNERS file. */
export const ownersError = z.object({
  kind: z.string(),
  line: z.int().positive(),
  column: z.int().positive().optional().catch(undefined),
  path: z.string(),
  message: z.string(),
});
export type OwnersError = z.infer<typeof ownersError>;

/** A repository in depth, files apart. */
export const deepRecord = z.object({
  viewerCanAdminister: flag,
  languages: z
    .object({ edges: itemsOf(z.object({ size: z.int().nonnegative(), node: z.object({ name: z.string() }) })) })
    .optional()
    .catch(undefined),
  defaultBranchRef: z
    .object({
      branchProtectionRule: classicRule.optional().catch(undefined),
      refUpdateRule: classicRule.optional().catch(undefined),
      rules: z.object({ nodes: itemsOf(rulesetRule) }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  mergeQueue: z.object({ id: z.string() }).optional().catch(undefined),
  branches: total,
  tags: total,
  releases: total,
  pullRequests: openedPage.optional().catch(undefined),
  codeowners: z.object({ errors: itemsOf(ownersError) }).optional().catch(undefined),
});
export type DeepRecord = z.infer<typeof deepRecord>;

const named = <T extends z.ZodType>(names: ReadonlyMap<string, string>, value: T) => z.record(z.string(), z.unknown()).transform((record) =>
  new Map([...names].flatMap(([name, path]): [string, NonNullable<z.infer<T>>][] => {
    const read = value.safeParse(record[name]);
    return read.success && read.data !== undefined && read.data !== null ? [[path, read.data]] : [];
  })),
);

/** The folders that are there, by their place. */
export const usualFoldersOf = named(usualFolders, folder);
export const rareFoldersOf = named(rareFolders, folder);
/** The files that are there, by their path. */
export const ownersFilesOf = named(ownersFiles, fileText);
export const catalogFilesOf = named(catalogFiles, fileText);
/** The files of a query for contents, by the name that it gave them. */
export const fileTextOf = fileText;
