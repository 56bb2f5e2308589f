import { GraphQLError } from 'graphql';
import { detailsOf } from '../details.ts';
import { readNodeId } from '../node-ids.ts';
import { connection, type ConnectionArguments, type Resolved } from './connection.ts';
import type { GraphQLContext } from './context.ts';
import { issue, pullRequest } from './discussions.ts';
import { deployment, environment } from './deployments.ts';
import { repository } from './repository.ts';
import { organisationRuleset } from './rulesets.ts';
import { search } from './search.ts';
import { team } from './teams.ts';

/** Fields of `Query`. */
export function root(context: GraphQLContext): Resolved {
  return {
    rateLimit: context.rateLimit,
    viewer: { __typename: 'User', login: 'almanac', id: 'U_kgDOAAAAAQ', databaseId: 1 },
    organization: ({ login }: { login: string }) => {
      if (login.toLowerCase() === context.world.organisation.login.toLowerCase()) return organisation(context);
      throw problem('NOT_FOUND', `Could not resolve to an Organization with the login of '${login}'.`);
    },
    user: ({ login }: { login: string }) => {
      throw problem('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
    },
    repositoryOwner: ({ login }: { login: string }) => (login.toLowerCase() === context.world.organisation.login.toLowerCase() ? organisation(context) : null),
    repository: ({ owner, name, followRenames = true }: { owner: string; name: string; followRenames?: boolean }) => {
      const found = context.directory.named(`${owner}/${name}`) ?? (followRenames ? context.directory.formerly(`${owner}/${name}`) : undefined);
      if (found === undefined) throw problem('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return repository(context, found);
    },
    node: ({ id }: { id: string }) => node(context, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => () => node(context, id)).map((make) => settled(make)),
    search: (given: ConnectionArguments & { query: string; type: string }) => search(context, given),
  };
}

/** An error in GitHub's form: `type` beside the message. */
export function problem(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** The node, or the error in its place: GraphQL gives each item of a list its own. */
function settled(make: () => Resolved | null): Resolved | Error | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function node(context: GraphQLContext, id: string): Resolved | null {
  const found = resolveNode(context, id);
  if (found === undefined) throw problem('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
  return context.nullNode() ? null : found;
}

function resolveNode(context: GraphQLContext, id: string): Resolved | undefined {
  const { world, directory } = context;
  const read = readNodeId(id);
  const [first = 0, second = 0] = read?.ids ?? [];
  if (read?.prefix === 'O') return first === world.organisation.databaseId ? organisation(context) : undefined;
  if (read?.prefix === 'T') {
    const found = world.teams.find(({ databaseId }) => databaseId === first);
    return found === undefined ? undefined : team(context, found);
  }
  const home = directory.byDatabaseId(first);
  if (home === undefined) return undefined;
  if (read?.prefix === 'R') return repository(context, home);
  if (read?.prefix === 'DE') {
    const found = home.deployments.find(({ databaseId, createdAt }) => databaseId === second && createdAt <= context.now);
    return found === undefined ? undefined : deployment(context, home, found);
  }
  if (read?.prefix === 'EN') {
    const found = detailsOf(world, home).environments[second];
    return found === undefined ? undefined : environment(home, found, second);
  }
  if (read?.prefix === 'PR') {
    const found = world.pullRequests.find(({ databaseId }) => databaseId === second);
    return found === undefined ? undefined : pullRequest(context, found);
  }
  if (read?.prefix === 'I') {
    const found = world.issues.find(({ databaseId }) => databaseId === second);
    return found === undefined ? undefined : issue(context, found);
  }
  return undefined;
}

interface RepositoriesArguments extends ConnectionArguments {
  readonly orderBy?: { readonly field: string; readonly direction: string };
  readonly isArchived?: boolean;
  readonly isFork?: boolean;
}

function organisation(context: GraphQLContext): Resolved {
  const { world, now } = context;
  const { login, databaseId, nodeId, name } = world.organisation;
  return {
    __typename: 'Organization',
    id: nodeId,
    databaseId,
    login,
    name,
    url: `https://${world.host}/${login}`,
    description: null,
    repositories: ({ orderBy = { field: 'NAME', direction: 'ASC' }, isArchived, isFork, ...page }: RepositoriesArguments) => {
      const items = [...world.repositories.values()].filter((item) => item.createdAt <= now && (isArchived === undefined || item.archived === isArchived) && (isFork === undefined || item.fork === isFork));
      const by = { CREATED_AT: 'createdAt', UPDATED_AT: 'updatedAt', PUSHED_AT: 'pushedAt' } as const;
      const field = orderBy.field === 'CREATED_AT' || orderBy.field === 'UPDATED_AT' || orderBy.field === 'PUSHED_AT' ? by[orderBy.field] : undefined;
      return connection({ items, by: (item) => (field === undefined ? item.name.toLowerCase() : (item[field] ?? 0)), id: (item) => item.serial, descending: orderBy.direction === 'DESC' }, page, (item) => (context.nullNode() ? null : repository(context, item)), { extra: { totalDiskUsage: 0 } });
    },
    teams: (page: ConnectionArguments & { rootTeamsOnly?: boolean; orderBy?: { direction: string } }) =>
      connection({ items: page.rootTeamsOnly === true ? world.teams.filter(({ parent }) => parent === null) : world.teams, by: (item) => item.name, id: (item) => item.databaseId, descending: page.orderBy?.direction === 'DESC' }, page, (item) => (context.nullNode() ? null : team(context, item))),
    team: ({ slug }: { slug: string }) => {
      const found = world.teams.find((item) => item.slug === slug);
      return found === undefined ? null : team(context, found);
    },
    membersWithRole: (page: ConnectionArguments) => connection({ items: world.users, by: ({ databaseId: id }) => id, id: ({ databaseId: id }) => id }, page, (item) => ({ __typename: 'User', login: item.login, databaseId: item.databaseId })),
    rulesets: (page: ConnectionArguments) => connection({ items: world.rulesets, by: ({ databaseId: id }) => id, id: ({ databaseId: id }) => id }, page, (item) => organisationRuleset(context, item)),
  };
}
