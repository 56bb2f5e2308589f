import { type GraphQLError, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { blobsQuery, atOnce, deepQuery, morePullRequestsQuery, omissible, rareFoldersQuery } from '../../collectors/github-repositories/queries.ts';
import { sweepQuery } from '../../src/github/sweep.ts';
import { costOf } from '../doubles/github/graphql/cost.ts';
import { gitHubSchema } from '../doubles/github/graphql/schema.ts';

const ids = Array.from({ length: atOnce }, (_, index) => `R_${index}`);
const order = '{ field: CREATED_AT, direction: ASC }';

const queries: readonly { name: string; query: string; variables: Record<string, unknown>; points: number }[] = [
  { name: 'a hundred repositories in the list of an organisation', query: sweepQuery('organization', order), variables: { login: 'acme', first: 100, after: null }, points: 2 },
  { name: 'a hundred repositories in the list of a user', query: sweepQuery('user', order), variables: { login: 'acme', first: 100, after: null }, points: 2 },
  { name: '25 repositories in depth', query: deepQuery(new Set()), variables: { ids }, points: 2 },
  { name: '25 repositories in depth without what cannot be read', query: deepQuery(omissible), variables: { ids }, points: 1 },
  { name: 'rare folders of 25 repositories', query: rareFoldersQuery, variables: { ids }, points: 1 },
  { name: 'further open Pull Requests', query: morePullRequestsQuery, variables: { id: 'R_1', after: 'x' }, points: 1 },
  { name: 'contents of twenty files', query: blobsQuery(20), variables: { id: 'R_1' }, points: 1 },
];

test.each(queries)('$name: valid by the schema, $points points', ({ query, variables, points }) => {
  const document = parse(query);
  expect(validate(gitHubSchema(), document).map(({ message }: GraphQLError) => message)).toEqual([]);
  expect(costOf(gitHubSchema(), document, variables)).toMatchObject({ points, problems: [] });
});

test('nothing of a person is asked for, nor a name of a branch but the default one', () => {
  for (const { query } of queries) {
    expect(query).not.toMatch(/author|actor|assignee|reviewer|email|committer|creator|headRef|user\s*\{/i);
    expect(query).not.toMatch(/refs\([^)]*\)\s*\{[^}]*name/);
  }
});
