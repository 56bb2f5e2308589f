import { catalogFiles, ownersFiles, rareFolders, usualFolders } from './folders.ts';

/** Repositories in one query in depth: more take GitHub longer than its ten seconds. */
export const atOnce = 25;

const listed = (folders: ReadonlyMap<string, string>): string =>
  [...folders].map(([name, folder]) => `${name}: object(expression: "HEAD:${folder.replace(/\/$/, '')}") { ...Folder }`).join('\n      ');
const texts = (files: ReadonlyMap<string, string>): string => [...files].map(([name, path]) => `${name}: object(expression: "HEAD:${path}") { ...Text }`).join('\n      ');

const folder = 'fragment Folder on GitObject { ... on Tree { entries { name type mode } } }';
const openedPage = 'fragment Opened on PullRequestConnection { totalCount pageInfo { hasNextPage endCursor } nodes { isDraft createdAt } }';
const text = 'fragment Text on GitObject { ... on Blob { oid byteSize isBinary isTruncated text } }';

/** Connections that may not be null by GitHub's schema, so that one that cannot be read takes its repository with it. */
export const omissible: ReadonlySet<string> = new Set(['pullRequests', 'releases']);

/**
 * What is read of repositories that changed. Six connections each, so that 25 of them cost two points. `object` gives null
 * for a file that is not there, where `file` would be an error. Names of branches are not asked for, nor anything of a
 * person. `branchProtectionRule` is shown to administrators; `refUpdateRule` says what binds the one who asks.
 *
 * @param omitted of {@link omissible}, those that cannot be read
 */
export function deepQuery(omitted: ReadonlySet<string>): string {
  const opened = omitted.has('pullRequests') ? '' : 'pullRequests(states: [OPEN], first: 100, orderBy: { field: CREATED_AT, direction: ASC }) { ...Opened }';
  const releases = omitted.has('releases') ? '' : 'releases(first: 1) { totalCount }';
  return `query AlmanacRepositoriesInDepth($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) {
    ... on Repository {
      id
      viewerCanAdminister
      languages(first: 30, orderBy: { field: SIZE, direction: DESC }) { edges { size node { name } } }
      defaultBranchRef {
        branchProtectionRule {
          requiresApprovingReviews requiredApprovingReviewCount requiresCodeOwnerReviews
          requiresStatusChecks requiredStatusCheckContexts
          allowsForcePushes allowsDeletions requiresCommitSignatures requiresLinearHistory
        }
        refUpdateRule {
          requiredApprovingReviewCount requiresCodeOwnerReviews requiredStatusCheckContexts
          allowsForcePushes allowsDeletions requiresSignatures requiresLinearHistory
        }
        rules(first: 100) {
          nodes {
            type
            parameters {
              ... on PullRequestParameters { requiredApprovingReviewCount requireCodeOwnerReview }
              ... on RequiredStatusChecksParameters { requiredStatusChecks { context } }
            }
          }
        }
      }
      mergeQueue { id }
      branches: refs(refPrefix: "refs/heads/", first: 1) { totalCount }
      tags: refs(refPrefix: "refs/tags/", first: 1) { totalCount }
      ${releases}
      ${opened}
      codeowners { errors { kind line column path message } }
      ${listed(usualFolders)}
      ${texts(ownersFiles)}
      ${texts(catalogFiles)}
    }
  }
}
${folder}
${text}${opened === '' ? '' : `\n${openedPage}`}`;
}

/** Folders that few repositories have; no connection, so one point for 25 repositories. */
export const rareFoldersQuery = `query AlmanacFolders($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) {
    ... on Repository {
      id
      ${listed(rareFolders)}
    }
  }
}
${folder}`;

/** The open Pull Requests after the first hundred. */
export const morePullRequestsQuery = `query AlmanacOpenPullRequests($id: ID!, $after: String!) {
  rateLimit { cost }
  node(id: $id) {
    ... on Repository {
      pullRequests(states: [OPEN], first: 100, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { ...Opened }
    }
  }
}
${openedPage}`;

/** Contents by object id, of as many files as there are names: `blob0`, with the variables `oid0` and so on. */
export function blobsQuery(count: number): string {
  const names = Array.from({ length: count }, (_, index) => index);
  return `query AlmanacFiles($id: ID!, ${names.map((index) => `$oid${index}: GitObjectID!`).join(', ')}) {
  rateLimit { cost }
  node(id: $id) {
    ... on Repository {
      ${names.map((index) => `blob${index}: object(oid: $oid${index}) { ...Text }`).join('\n      ')}
    }
  }
}
${text}`;
}
