import type { WorldTeam } from '../world.ts';
import { connection, type ConnectionArguments, type Resolved } from './connection.ts';
import { type GraphQLContext, iso } from './context.ts';
import { repository } from './repository.ts';

const permissions = { pull: 'READ', triage: 'TRIAGE', push: 'WRITE', maintain: 'MAINTAIN', admin: 'ADMIN' } as const;

export function team(context: GraphQLContext, item: WorldTeam): Resolved {
  const { world } = context;
  const { login } = world.organisation;
  const find = (slug: string | null): WorldTeam | undefined => world.teams.find((other) => other.slug === slug);
  const below = (slug: string): WorldTeam[] => world.teams.filter(({ parent }) => parent === slug).flatMap((child) => [child, ...below(child.slug)]);
  return {
    __typename: 'Team',
    id: item.nodeId,
    databaseId: item.databaseId,
    slug: item.slug,
    combinedSlug: `${login}/${item.slug}`,
    name: item.name,
    description: item.description,
    privacy: item.secret ? 'SECRET' : 'VISIBLE',
    url: `https://${world.host}/orgs/${login}/teams/${item.slug}`,
    createdAt: iso(0),
    updatedAt: iso(0),
    organization: { __typename: 'Organization', login, id: world.organisation.nodeId },
    parentTeam: () => {
      const parent = find(item.parent);
      return parent === undefined ? null : team(context, parent);
    },
    childTeams: ({ immediateOnly = true, ...page }: ConnectionArguments & { immediateOnly?: boolean }) =>
      connection({ items: immediateOnly ? world.teams.filter(({ parent }) => parent === item.slug) : below(item.slug), by: (child) => child.name, id: (child) => child.databaseId }, page, (child) => team(context, child)),
    members: ({ membership = 'ALL', role, ...page }: ConnectionArguments & { membership?: string; role?: string }) => {
      const teams = membership === 'IMMEDIATE' ? [item] : membership === 'CHILD_TEAM' ? below(item.slug) : [item, ...below(item.slug)];
      const logins = new Set(teams.flatMap(({ members }) => members));
      const users = world.users.filter((user) => logins.has(user.login) && (role === undefined || item.maintainers.includes(user.login) === (role === 'MAINTAINER')));
      return connection({ items: users, by: (user) => user.login, id: (user) => user.databaseId }, page, (user) => (context.nullNode() ? null : { __typename: 'User', id: `U_${user.databaseId}`, login: user.login, databaseId: user.databaseId }), {
        edge: (user) => ({ role: item.maintainers.includes(user.login) ? 'MAINTAINER' : 'MEMBER' }),
      });
    },
    repositories: (page: ConnectionArguments & { orderBy?: { direction: string } }) => {
      const found = [...item.repositories].flatMap(([serial, permission]) => {
        const held = world.repositories.get(serial);
        return held === undefined ? [] : [{ held, permission }];
      });
      return connection({ items: found, by: ({ held }) => held.name.toLowerCase(), id: ({ held }) => held.serial, descending: page.orderBy?.direction === 'DESC' }, page, ({ held }) => repository(context, held), {
        edge: ({ permission }) => ({ permission: permissions[permission] }),
      });
    },
  };
}
