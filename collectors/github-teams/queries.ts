/** What is asked of members: those of the team itself, since those of teams below it are told by these. */
const members = `pageInfo { hasNextPage endCursor } edges { role node { login } }`;
const repositories = `pageInfo { hasNextPage endCursor } edges { permission node { id } }`;

/**
 * A page of an organisation's teams. With 50 a page: 1 + 50 + 50 connections, which cost 1 point; 10,050 nodes at most.
 */
export const teamsQuery = `query AlmanacTeams($login: String!, $first: Int!, $after: String) {
  rateLimit { cost }
  organization(login: $login) {
    teams(first: $first, after: $after, orderBy: { field: NAME, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id slug name description privacy url
        parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) { ${members} }
        repositories(first: 100) { ${repositories} }
      }
    }
  }
}`;

/** The rest of one team's members or repositories: where to go on. */
export interface Rest {
  readonly team: string;
  readonly list: 'members' | 'repositories';
  readonly after: string;
}

/** Lists of teams that go on after their first hundred, several in one query: 1 point up to a hundred of them. */
export function restQuery(rest: readonly Rest[]): { readonly query: string; readonly variables: Readonly<Record<string, string>> } {
  const declared = rest.map((_, index) => `$id${index}: ID!, $after${index}: String`).join(', ');
  const fields = rest.map(({ list }, index) => {
    const asked = list === 'members' ? `members(first: 100, after: $after${index}, membership: IMMEDIATE) { ${members} }` : `repositories(first: 100, after: $after${index}) { ${repositories} }`;
    return `  rest${index}: node(id: $id${index}) { ... on Team { ${asked} } }`;
  });
  return {
    query: `query AlmanacRestOfTeams(${declared}) {\n  rateLimit { cost }\n${fields.join('\n')}\n}`,
    variables: Object.fromEntries(rest.flatMap(({ team, after }, index) => [[`id${index}`, team], [`after${index}`, after]])),
  };
}
