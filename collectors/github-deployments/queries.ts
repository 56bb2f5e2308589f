const deployments = 'pageInfo { hasNextPage endCursor } nodes { id databaseId environment latestEnvironment originalEnvironment commitOid createdAt state }';
const environments = 'pageInfo { hasNextPage endCursor } nodes { id name }';
const newestFirst = 'orderBy: { field: CREATED_AT, direction: DESC }';

/** The newest deployments of a hundred repositories, and their environments: 1 + 100 + 100 connections, which cost 2 points. */
export const repositoriesQuery = repositories(`environments(first: 20) { ${environments} }`);

/** The same for credentials that may not read environments: GitHub refuses the whole repository where one of its lists is refused. */
export const deploymentsOnlyQuery = repositories('');

function repositories(besides: string): string {
  return `query AlmanacDeployments($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) {
    ... on Repository {
      id
      deployments(first: 50, ${newestFirst}) { ${deployments} }
      ${besides}
    }
  }
}`;
}

/** Older deployments of one repository: 1 point. */
export const olderDeploymentsQuery = `query AlmanacOlderDeployments($id: ID!, $after: String) {
  rateLimit { cost }
  node(id: $id) { ... on Repository { deployments(first: 100, after: $after, ${newestFirst}) { ${deployments} } } }
}`;

/** Further environments of one repository: 1 point. */
export const moreEnvironmentsQuery = `query AlmanacMoreEnvironments($id: ID!, $after: String) {
  rateLimit { cost }
  node(id: $id) { ... on Repository { environments(first: 100, after: $after) { ${environments} } } }
}`;

/** What a hundred deployments went through: 100 connections, which cost 1 point. */
export const statusesQuery = `query AlmanacDeploymentStatuses($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) {
    ... on Deployment {
      id databaseId environment latestEnvironment originalEnvironment commitOid createdAt state
      statuses(first: 100) { nodes { state createdAt } }
    }
  }
}`;

/** What guards a hundred environments: 100 connections, which cost 1 point. */
export const protectionQuery = `query AlmanacEnvironmentProtection($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Environment { id protectionRules(first: 20) { nodes { type timeout } } } }
}`;
