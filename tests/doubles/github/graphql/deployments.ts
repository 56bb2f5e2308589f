import { nodeId } from '../node-ids.ts';
import type { RepositoryDetails, WorldDeployment, WorldRepository } from '../world.ts';
import { asListed, connection, type ConnectionArguments, type Resolved } from './connection.ts';
import { type GraphQLContext, iso } from './context.ts';
import { repository } from './repository.ts';

export function deployment(context: GraphQLContext, home: WorldRepository, item: WorldDeployment): Resolved {
  const statuses = item.statuses.filter(({ createdAt }) => createdAt <= context.now).sort((a, b) => a.createdAt - b.createdAt);
  const latest = statuses.at(-1);
  const status = (held: (typeof statuses)[number]): Resolved => ({
    __typename: 'DeploymentStatus',
    id: nodeId('DES', home.databaseId, held.databaseId),
    state: held.state,
    createdAt: iso(held.createdAt),
    updatedAt: iso(held.createdAt),
    description: '',
    environment: item.environment,
    environmentUrl: item.production ? `https://${home.name}.example.com` : '',
    logUrl: null,
    creator: { __typename: 'Bot', login: 'github-actions' },
  });
  return {
    __typename: 'Deployment',
    id: nodeId('DE', home.databaseId, item.databaseId),
    databaseId: item.databaseId,
    environment: item.environment,
    originalEnvironment: item.environment,
    latestEnvironment: item.environment,
    commitOid: item.sha,
    commit: { __typename: 'Commit', oid: item.sha },
    createdAt: iso(item.createdAt),
    updatedAt: iso(Math.max(item.createdAt, latest?.createdAt ?? 0)),
    description: null,
    task: 'deploy',
    payload: '""',
    ref: null,
    creator: { __typename: 'Bot', login: 'github-actions' },
    state: latest === undefined ? 'PENDING' : latest.state === 'SUCCESS' ? 'ACTIVE' : latest.state,
    latestStatus: latest === undefined ? null : status(latest),
    // Newest first, as the API gives them.
    statuses: (page: ConnectionArguments) => connection(asListed(statuses.toReversed()), page, ({ item: held }) => status(held)),
    repository: () => repository(context, home),
  };
}

export function deploymentsOf(context: GraphQLContext, home: WorldRepository, { orderBy, environments, ...page }: ConnectionArguments & { orderBy?: { direction: string }; environments?: readonly string[] }): Resolved {
  const items = home.deployments.filter((item) => item.createdAt <= context.now && (environments === undefined || environments.includes(item.environment)));
  return connection({ items, by: (item) => item.createdAt, id: (item) => item.databaseId, descending: orderBy?.direction === 'DESC' }, page, (item) => (context.nullNode() ? null : deployment(context, home, item)));
}

type WorldEnvironment = RepositoryDetails['environments'][number];

export function environmentsOf(home: WorldRepository, items: readonly WorldEnvironment[], page: ConnectionArguments): Resolved {
  return connection(asListed(items), page, ({ item, position }) => environment(home, item, position));
}

/** @param position in the repository's list, which its ids are made of */
export function environment(home: WorldRepository, item: WorldEnvironment, position: number): Resolved {
  const rules = [...(item.reviewers ? ['REQUIRED_REVIEWERS'] : []), ...(item.waitMinutes > 0 ? ['WAIT_TIMER'] : []), ...(item.branchesRestricted ? ['BRANCH_POLICY'] : [])];
  return {
    __typename: 'Environment',
    id: nodeId('EN', home.databaseId, position),
    databaseId: home.serial * 10 + position,
    name: item.name,
    isPinned: false,
    pinnedPosition: null,
    latestCompletedDeployment: null,
    protectionRules: (page: ConnectionArguments) =>
      connection(asListed(rules), page, ({ item: type }) => ({ __typename: 'DeploymentProtectionRule', type, timeout: type === 'WAIT_TIMER' ? item.waitMinutes : 0, databaseId: home.serial, preventSelfReview: null, reviewers: (reviewers: ConnectionArguments) => connection(asListed([]), reviewers, () => null) })),
  };
}
