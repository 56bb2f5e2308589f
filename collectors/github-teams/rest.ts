import { z } from 'zod';
import { CursorTrail } from '../../src/collect/cursor-trail.ts';
import type { GitHubApi } from '../../src/github/contract.ts';
import { TooMuchError } from '../../src/github/contract.ts';
import { refuse } from '../../src/github/refusal.ts';
import { type Rest, restQuery } from './queries.ts';
import { type FoundTeam, memberConnection, repositoryConnection } from './record.ts';

/** Lists that are asked for in one query. */
const mostLists = 10;

/** Both lists of a team as far as they were read. */
interface Lists {
  members: NonNullable<FoundTeam['members']>['edges'];
  repositories: NonNullable<FoundTeam['repositories']>['edges'];
  readonly trails: Readonly<Record<Rest['list'], CursorTrail>>;
}

export interface RestOptions {
  readonly api: GitHubApi;
  readonly collector: string;
  readonly permission: string;
  readonly signal: AbortSignal;
}

const restOfTeam = z.looseObject({ members: memberConnection.nullish(), repositories: repositoryConnection.nullish() });
const answered = z.record(z.string(), z.unknown());

/**
 * The teams with their lists whole: what is beyond the first hundred members or repositories of each is read, several lists
 * at a time.
 */
export async function withRest(teams: readonly FoundTeam[], { api, collector, permission, signal }: RestOptions): Promise<FoundTeam[]> {
  const lists = new Map<string, Lists>();
  const waiting: Rest[] = [];
  for (const team of teams) {
    if (lists.has(team.id)) continue;
    const trails = { members: new CursorTrail("The rest of a team's members could not be read"), repositories: new CursorTrail("The rest of a team's repositories could not be read") };
    lists.set(team.id, { members: [...(team.members?.edges ?? [])], repositories: [...(team.repositories?.edges ?? [])], trails });
    waiting.push(...after(team.id, 'members', team.members?.pageInfo), ...after(team.id, 'repositories', team.repositories?.pageInfo));
  }
  let most = mostLists;
  while (waiting.length > 0) {
    const asked = waiting.slice(0, most);
    const { query, variables } = restQuery(asked);
    let answer;
    try {
      answer = await api.graphql(collector, query, variables, signal, { halves: most > 1 });
    } catch (error) {
      if (!(error instanceof TooMuchError) || most === 1) throw error;
      most = Math.ceil(most / 2);
      continue;
    }
    waiting.splice(0, asked.length);
    const data = answered.safeParse(answer.data).data ?? {};
    for (const [index, { team, list, after: cursor }] of asked.entries()) {
      const rest = restOfTeam.safeParse(data[`rest${index}`]).data;
      const held = lists.get(team);
      // A list that ends in the middle would take away from the team what it has: rather the old one, with its age.
      if (rest?.[list] == null || held === undefined) throw refuse(answer, { what: `The rest of a team's ${list} could not be read`, permission });
      held.trails[list].follow(cursor);
      if (list === 'members') held.members = [...(held.members ?? []), ...(rest.members?.edges ?? [])];
      else held.repositories = [...(held.repositories ?? []), ...(rest.repositories?.edges ?? [])];
      waiting.push(...after(team, list, rest[list].pageInfo));
    }
  }
  return teams.map((team) => ({
    ...team,
    ...(team.members == null ? {} : { members: { ...team.members, edges: lists.get(team.id)?.members } }),
    ...(team.repositories == null ? {} : { repositories: { ...team.repositories, edges: lists.get(team.id)?.repositories } }),
  }));
}

function after(team: string, list: Rest['list'], pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined } | undefined): Rest[] {
  return pageInfo?.hasNextPage === true && pageInfo.endCursor != null ? [{ team, list, after: pageInfo.endCursor }] : [];
}
