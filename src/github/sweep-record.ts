import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RepositoryStub } from './contract.ts';
import { webUrl } from '../schema/primitives.ts';
import { hostInstant } from './record-page.ts';

/**
 * What the list of an organisation's repositories says of one, and what is kept of that. Records are read liberally: what
 * is null, absent, or of a kind that nobody expects is not known, and only a repository without id and name is no use.
 */

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const count = z.int().nonnegative().optional().catch(undefined);

/** An instant in UTC; what is none is not known. */
export const liberalInstant = hostInstant.optional().catch(undefined);

/** One repository as the sweep keeps it. Nothing in it is about a person. */
export const sweptRepository = z.object({
  id: z.string().min(1).max(200),
  databaseId: count,
  // GitHub allows no other characters; the name becomes part of addresses, files and pages.
  nameWithOwner: z.string().max(200).regex(/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/, 'is no name of a repository'),
  url: webUrl.optional().catch(undefined),
  description: text,
  pushedAt: liberalInstant,
  updatedAt: liberalInstant,
  createdAt: liberalInstant,
  isArchived: flag,
  isDisabled: flag,
  isEmpty: flag,
  isFork: flag,
  isTemplate: flag,
  visibility: text,
  diskUsage: count.describe('Kilobytes'),
  defaultBranchRef: z
    .object({
      name: z.string(),
      target: z.object({ oid: text, committedDate: liberalInstant }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  licenseInfo: z.object({ spdxId: text }).optional().catch(undefined),
  latestRelease: z.object({ tagName: z.string(), publishedAt: liberalInstant }).optional().catch(undefined),
  repositoryTopics: z
    .object({ nodes: z.array(z.object({ topic: z.object({ name: z.string() }) }).optional().catch(undefined)) })
    .optional()
    .catch(undefined),
  pullRequests: z.object({ totalCount: count }).optional().catch(undefined).describe('How many are open; absent where the credentials may not count them'),
});
export type SweptRepository = z.infer<typeof sweptRepository>;

/**
 * Fields that the sweep asks of each repository. With topics a page of a hundred costs one point, and two with the count of
 * open Pull Requests: one that is closed, or opened from a fork, changes nothing else in the list.
 *
 * @param counted false where the credentials may not count Pull Requests: GitHub would leave out the whole repository
 */
export const sweepFields = (counted: boolean): string => `
  id databaseId nameWithOwner url description pushedAt updatedAt createdAt
  isArchived isDisabled isEmpty isFork isTemplate visibility diskUsage
  defaultBranchRef { name target { oid ... on Commit { committedDate } } }
  licenseInfo { spdxId }
  latestRelease { tagName publishedAt }
  repositoryTopics(first: 20) { nodes { topic { name } } }${counted ? '\n  pullRequests(states: [OPEN]) { totalCount }' : ''}
`;

/**
 * The stub of a repository. Its digest leaves out `updatedAt` and `diskUsage`, which move by themselves (stars, upkeep of
 * the host) while nothing that is read of the repository changes.
 *
 * @param host in lower case
 */
export function stubOf(record: SweptRepository, host: string): RepositoryStub {
  const [owner = '', name = ''] = record.nameWithOwner.split('/');
  const { updatedAt, diskUsage: _diskUsage, ...lasting } = record;
  return {
    key: record.id,
    databaseId: record.databaseId,
    repository: `${host}/${record.nameWithOwner}`,
    owner,
    name,
    url: record.url ?? `https://${host}/${record.nameWithOwner}`,
    archived: record.isArchived ?? false,
    empty: record.isEmpty ?? record.defaultBranchRef === undefined,
    defaultBranch: record.defaultBranchRef?.name,
    pushedAt: record.pushedAt,
    // A host that does not say when gives a repository that never changed by itself.
    updatedAt: updatedAt ?? record.pushedAt ?? record.createdAt ?? '1970-01-01T00:00:00Z',
    digest: createHash('sha256').update(JSON.stringify([host, lasting])).digest('hex').slice(0, 32),
    record: JSON.stringify(record),
  };
}
