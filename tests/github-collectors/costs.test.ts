import { expect, it } from 'vitest';
import { deploymentsOnlyQuery, moreEnvironmentsQuery, olderDeploymentsQuery, protectionQuery, repositoriesQuery, statusesQuery } from '../../collectors/github-deployments/queries.ts';
import { issuesQuery } from '../../collectors/github-issues/record.ts';
import { pullRequestsQuery } from '../../collectors/github-pull-requests/record.ts';
import { olderReleasesQuery, releasesQuery } from '../../collectors/github-releases/record.ts';
import { restQuery, teamsQuery } from '../../collectors/github-teams/queries.ts';
import { prepare } from '../doubles/github/graphql/execute.ts';

const hundred = Array.from({ length: 100 }, (_, index) => `ID_${index}`);
const rest = restQuery(Array.from({ length: 10 }, (_, index) => ({ team: `T_${index}`, list: index % 2 === 0 ? 'members' : 'repositories', after: 'cursor' })));

it.each([
  ['teams', teamsQuery, { login: 'acme', first: 50 }, 1],
  ['the rest of teams', rest.query, rest.variables, 1],
  ['merged Pull Requests', pullRequestsQuery, { query: 'is:pr', first: 100 }, 2],
  ['issues', issuesQuery, { query: 'is:issue', first: 100 }, 1],
  ['releases', releasesQuery, { ids: hundred }, 1],
  ['older releases', olderReleasesQuery, { id: 'R_1', after: 'cursor' }, 1],
  ['deployments and environments', repositoriesQuery, { ids: hundred }, 2],
  ['deployments without environments', deploymentsOnlyQuery, { ids: hundred }, 1],
  ['older deployments', olderDeploymentsQuery, { id: 'R_1', after: 'cursor' }, 1],
  ['more environments', moreEnvironmentsQuery, { id: 'R_1', after: 'cursor' }, 1],
  ['statuses', statusesQuery, { ids: hundred }, 1],
  ['protection of environments', protectionQuery, { ids: hundred }, 1],
] as const)('the query for %s is one that GitHub takes, and costs what the budget says', (_what, query, variables, points) => {
  const { refused, cost } = prepare(query, variables);
  expect(refused).toBeUndefined();
  expect(cost.points).toBe(points);
  expect(cost.nodes).toBeLessThan(25_000);
});
