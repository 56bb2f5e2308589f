import { expect, test } from 'vitest';
import { prepare } from './graphql/execute.ts';

/** The examples of GitHub's page "Rate limits and query limits for the GraphQL API". */

test('costs as in the documented example: 5,101 requests are 51 points', () => {
  const { cost, refused } = prepare('query { viewer { login repositories(first: 100) { edges { node { id issues(first: 50) { edges { node { id labels(first: 60) { edges { node { id name } } } } } } } } } } }', {});
  expect(refused).toBeUndefined();
  expect(cost).toMatchObject({ requests: 5_101, points: 51, nodes: 100 + 5_000 + 300_000 });
});

test('nodes as in the documented examples: 550, and 22,060', () => {
  const simple = 'query { viewer { repositories(first: 50) { edges { repository: node { name issues(first: 10) { totalCount edges { node { title bodyHTML } } } } } } } }';
  expect(prepare(simple, {}).cost.nodes).toBe(550);
  const complex = `query { viewer {
    repositories(first: 50) { edges { repository: node { name
      pullRequests(first: 20) { edges { pullRequest: node { title comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
      issues(first: 20) { totalCount edges { issue: node { title bodyHTML comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
    } } }
    followers(first: 10) { edges { follower: node { login } } }
  } }`;
  expect(prepare(complex, {}).cost.nodes).toBe(22_060);
});

test('a query without connections costs one point; nodes(ids:) counts as that many parents', () => {
  expect(prepare('{ viewer { login } }', {}).cost).toMatchObject({ requests: 0, points: 1 });
  const ids = Array.from({ length: 100 }, (_, index) => `R_${index}`);
  expect(prepare('query($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { releases(first: 1) { totalCount } issues(first: 1) { totalCount } } } }', { ids }).cost).toMatchObject({ requests: 200, points: 2 });
});

test.each([
  ['{ viewer { repositories(first: 101) { nodes { id } } } }', {}, 'Requesting 101 records on the `repositories` connection exceeds the `first` limit of 100 records.'],
  ['query($n: Int) { viewer { repositories(last: $n) { nodes { id } } } }', { n: 200 }, 'Requesting 200 records on the `repositories` connection exceeds the `last` limit of 100 records.'],
  ['{ viewer { repositories { nodes { id } } } }', {}, 'You must provide a `first` or `last` value to properly paginate the `repositories` connection.'],
  ['{ viewer { stars } }', {}, "Field 'stars' doesn't exist on type 'User'"],
  ['query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array.from({ length: 101 }, () => 'R_1') }, 'You may not provide more than 100 node ids; you provided 101.'],
])('refuses %s', (query, variables, message) => {
  expect(prepare(query, variables).refused?.map((error) => error['message'])).toContain(message);
});

test('refuses more than 500,000 nodes; takes a connection of which only the count is asked without a size', () => {
  const query = '{ viewer { repositories(first: 100) { nodes { issues(first: 100) { nodes { comments(first: 100) { nodes { id } } } } } } } }';
  expect(prepare(query, {}).refused?.[0]?.['type']).toBe('MAX_NODE_LIMIT_EXCEEDED');
  expect(prepare('{ viewer { repositories { totalCount } } }', {}).refused).toBeUndefined();
});
