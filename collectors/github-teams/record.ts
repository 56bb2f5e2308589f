import { z } from 'zod';
import { recordPage } from '../../src/github/record-page.ts';
import { team } from '../../src/schema/facts/team.ts';

const text = z.string().nullish().catch(undefined);

const pageInfo = z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

const memberEdge = z.looseObject({ role: text, node: z.looseObject({ login: z.string() }).nullish() });
const repositoryEdge = z.looseObject({ permission: text, node: z.looseObject({ id: z.string() }).nullish() });

/** Members of a team, a hundred at most; edges that make no sense are left out. */
export const memberConnection = z.looseObject({ pageInfo, edges: z.array(memberEdge.nullish().catch(undefined)).nullish() });
export type MemberConnection = z.infer<typeof memberConnection>;

/** Repositories of a team with what it may do in them. */
export const repositoryConnection = z.looseObject({ pageInfo, edges: z.array(repositoryEdge.nullish().catch(undefined)).nullish() });
export type RepositoryConnection = z.infer<typeof repositoryConnection>;

/** A team as GitHub gives it, as far as it is used. Lists that the credentials may not read are null. */
export const foundTeam = z.looseObject({
  id: z.string().min(1),
  slug: z.string().min(1),
  name: z.string().min(1),
  description: text,
  privacy: text,
  url: text,
  parentTeam: z.looseObject({ slug: z.string().min(1) }).nullish(),
  members: memberConnection.nullish(),
  repositories: repositoryConnection.nullish(),
});
export type FoundTeam = z.infer<typeof foundTeam>;

/** What a page keeps of one. */
export const keptTeam = z.strictObject({
  ...team.shape,
  org: z.string().describe('The organisation as host/name'),
  slug: z.string(),
  parentSlug: z.string().optional(),
  group: z.boolean().describe('True if a Group of the catalog is to be made of it'),
  permissions: z.array(z.strictObject({ repository: z.string(), permission: z.string() })),
});
export type KeptTeam = z.infer<typeof keptTeam>;

export const teamPage = recordPage(keptTeam);
