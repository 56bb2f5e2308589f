import { nodeId } from '../node-ids.ts';
import { commitId } from '../details.ts';
import type { WorldIssue, WorldPullRequest } from '../world.ts';
import { asListed, connection, type ConnectionArguments, type Resolved } from './connection.ts';
import { type GraphQLContext, iso, isoOrNull } from './context.ts';
import { repository } from './repository.ts';

export function labelsOf(labels: readonly string[]): (page: ConnectionArguments) => Resolved {
  return (page) => connection(asListed(labels), page, ({ item }) => ({ __typename: 'Label', name: item, id: `LA_${item}`, color: 'ededed', description: null }));
}

/** A merged Pull Request. */
export function pullRequest(context: GraphQLContext, item: WorldPullRequest): Resolved {
  const { world } = context;
  const home = world.repositories.get(item.repository);
  const url = `https://${world.host}/${home?.owner ?? ''}/${home?.name ?? ''}/pull/${item.number}`;
  const commits = Array.from({ length: item.commits }, (_, index) => item.firstCommitAt + Math.round(((item.createdAt - item.firstCommitAt) * index) / item.commits / 1000) * 1000);
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', home?.databaseId ?? 0, item.databaseId),
    databaseId: item.databaseId,
    fullDatabaseId: String(item.databaseId),
    number: item.number,
    title: item.title,
    body: item.body,
    bodyText: item.body,
    headRefName: item.head,
    baseRefName: item.base,
    headRefOid: commitId(world.seed, item.repository, 'head', item.number),
    url,
    permalink: url,
    state: 'MERGED',
    merged: true,
    closed: true,
    isDraft: false,
    createdAt: iso(item.createdAt),
    publishedAt: iso(item.createdAt),
    updatedAt: iso(item.updatedAt),
    mergedAt: iso(item.mergedAt),
    closedAt: iso(item.mergedAt),
    mergeCommit: { __typename: 'Commit', oid: item.mergeCommit, committedDate: iso(item.mergedAt) },
    author: { __typename: 'User', login: item.author },
    // A fork that was deleted since leaves a null.
    headRepository: item.number % 50 === 0 ? null : () => (home === undefined ? null : repository(context, home)),
    repository: () => (home === undefined ? null : repository(context, home)),
    baseRepository: () => (home === undefined ? null : repository(context, home)),
    labels: labelsOf(item.labels),
    commits: (page: ConnectionArguments) =>
      connection(asListed(commits), page, ({ item: at, position }) => ({ __typename: 'PullRequestCommit', commit: { __typename: 'Commit', oid: commitId(world.seed, item.databaseId, position), authoredDate: iso(at), committedDate: iso(at), message: 'change' } })),
    reviews: (page: ConnectionArguments) =>
      connection(asListed(item.firstReviewAt === null ? [] : [item.firstReviewAt, item.mergedAt]), page, ({ item: at, position }) => ({ __typename: 'PullRequestReview', id: nodeId('PRR', item.databaseId, position), state: position === 0 ? 'COMMENTED' : 'APPROVED', submittedAt: iso(at), createdAt: iso(at), updatedAt: iso(at), author: { __typename: 'User', login: 'user-00001' } })),
  };
}

export function issue(context: GraphQLContext, item: WorldIssue): Resolved {
  const { world, now } = context;
  const home = world.repositories.get(item.repository);
  const closed = item.closedAt !== null && item.closedAt <= now;
  return {
    __typename: 'Issue',
    id: nodeId('I', home?.databaseId ?? 0, item.databaseId),
    databaseId: item.databaseId,
    number: item.number,
    title: item.title,
    body: '',
    url: `https://${world.host}/${home?.owner ?? ''}/${home?.name ?? ''}/issues/${item.number}`,
    state: closed ? 'CLOSED' : 'OPEN',
    closed,
    stateReason: closed ? item.stateReason : null,
    createdAt: iso(item.createdAt),
    closedAt: isoOrNull(item.closedAt, now),
    updatedAt: iso(closed ? item.updatedAt : Math.min(item.updatedAt, now)),
    author: { __typename: 'User', login: 'user-00002' },
    labels: labelsOf(item.labels),
    repository: () => (home === undefined ? null : repository(context, home)),
  };
}
