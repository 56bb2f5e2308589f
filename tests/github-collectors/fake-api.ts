import type { GitHubAccess } from '../../src/github/access.ts';
import type { GitHubApi, GraphQLAnswer, Inventory, RepositoryStub } from '../../src/github/contract.ts';

/** A repository as the sweep would tell it. */
export function stub(name: string, key = `R_${name}`): RepositoryStub {
  return {
    key,
    databaseId: undefined,
    repository: `github.com/acme/${name}`,
    owner: 'acme',
    name,
    url: `https://github.com/acme/${name}`,
    archived: false,
    empty: false,
    defaultBranch: 'main',
    pushedAt: '2026-11-01T00:00:00Z',
    updatedAt: '2026-11-01T00:00:00Z',
    digest: key,
    record: '{}',
  };
}

/** Answers one query; may throw. */
export type Answering = (variables: Readonly<Record<string, unknown>>, query: string) => Partial<GraphQLAnswer>;

/** GitHub as a function, for what the double cannot be made to say. */
export function fakeAccess(repositories: readonly RepositoryStub[], answer: Answering): GitHubAccess {
  const api: GitHubApi = {
    host: 'github.com',
    graphql: async (_collector, query, variables) => ({ data: null, errors: [], ...answer(variables, query) }),
    rest: () => Promise.reject(new Error('no REST here')),
  };
  const inventory: Inventory = {
    host: 'github.com',
    org: 'acme',
    repositories,
    byKey: new Map(repositories.map((repository) => [repository.key, repository])),
    byDatabaseId: new Map(),
    byName: new Map(),
  };
  return { connect: async () => api, inventoryOf: async () => inventory };
}
