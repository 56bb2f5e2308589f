import { z } from 'zod';
import { hostInstant, recordPage } from '../../src/github/record-page.ts';
import { release } from '../../src/schema/facts/release.ts';

/** What is asked of a release. `immutable` is left out: an Enterprise Server that does not have it refuses the whole query. */
const fields = 'pageInfo { hasNextPage endCursor } nodes { id tagName name url isDraft isPrerelease createdAt publishedAt }';

/** The newest releases of a hundred repositories: 1 + 100 connections, which cost 1 point. */
export const releasesQuery = `query AlmanacReleases($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) {
    ... on Repository { id releases(first: 20, orderBy: { field: CREATED_AT, direction: DESC }) { ${fields} } }
  }
}`;

/** Older releases of one repository: 1 point. */
export const olderReleasesQuery = `query AlmanacOlderReleases($id: ID!, $after: String) {
  rateLimit { cost }
  node(id: $id) {
    ... on Repository { id releases(first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) { ${fields} } }
  }
}`;

/** The part of a repository that both queries give; null where the credentials may not read it. */
export const withReleases = z.looseObject({
  releases: z.looseObject({
    pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(z.unknown()).nullish(),
  }),
});

/** A release as GitHub gives it, as far as it is used. A draft was not published. */
export const foundRelease = z.looseObject({
  tagName: z.string().min(1),
  name: z.string().nullish().catch(undefined),
  url: z.string().nullish().catch(undefined),
  isDraft: z.boolean().nullish().catch(undefined),
  isPrerelease: z.boolean().nullish().catch(undefined),
  createdAt: hostInstant.nullish().catch(undefined),
  publishedAt: hostInstant.nullish(),
});
export type FoundRelease = z.infer<typeof foundRelease>;

export const releasePage = recordPage(release);
