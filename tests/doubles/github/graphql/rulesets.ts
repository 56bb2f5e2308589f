import { nodeId } from '../node-ids.ts';
import type { WorldRepository, WorldRule, WorldRuleset } from '../world.ts';
import { asListed, connection, type ConnectionArguments, type Resolved } from './connection.ts';
import { type GraphQLContext, iso } from './context.ts';

/** Whether a ruleset's conditions name the repository. */
export function guards(ruleset: WorldRuleset, repository: WorldRepository): boolean {
  return ruleset.repositories.some((pattern) => pattern === '~ALL' || new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(repository.name));
}

export function organisationRuleset(context: GraphQLContext, ruleset: WorldRuleset): Resolved {
  return {
    __typename: 'RepositoryRuleset',
    id: nodeId('RRS', context.world.organisation.databaseId, ruleset.databaseId),
    databaseId: ruleset.databaseId,
    name: ruleset.name,
    enforcement: ruleset.enforcement.toUpperCase(),
    target: 'BRANCH',
    createdAt: iso(0),
    updatedAt: iso(0),
    source: { __typename: 'Organization', login: context.world.organisation.login, id: context.world.organisation.nodeId },
    conditions: {
      refName: { include: ['~DEFAULT_BRANCH'], exclude: [] },
      repositoryId: null,
      repositoryName: { include: ruleset.repositories, exclude: [], protected: false },
      repositoryProperty: null,
    },
    rules: (page: ConnectionArguments) => connection(asListed(ruleset.rules), page, ({ item, position }) => rule(context, ruleset, item, position)),
  };
}

/** Rules that apply to the default branch of a repository: those of active rulesets only. */
export function rulesOf(context: GraphQLContext, repository: WorldRepository): Resolved[] {
  return context.world.rulesets
    .filter((ruleset) => ruleset.enforcement === 'active' && guards(ruleset, repository))
    .flatMap((ruleset) => ruleset.rules.map((item, position) => rule(context, ruleset, item, position)));
}

function rule(context: GraphQLContext, ruleset: WorldRuleset, item: WorldRule, position: number): Resolved {
  return { __typename: 'RepositoryRule', id: nodeId('RRR', ruleset.databaseId, position), type: item.type, parameters: parameters(item), repositoryRuleset: () => organisationRuleset(context, ruleset) };
}

function parameters(item: WorldRule): Resolved | null {
  if (item.type === 'PULL_REQUEST') {
    return { __typename: 'PullRequestParameters', requiredApprovingReviewCount: item.approvals, requireCodeOwnerReview: item.codeOwnerReview, dismissStaleReviewsOnPush: false, requireLastPushApproval: false, requiredReviewThreadResolution: false, allowedMergeMethods: ['MERGE', 'SQUASH'] };
  }
  if (item.type === 'REQUIRED_STATUS_CHECKS') {
    return { __typename: 'RequiredStatusChecksParameters', doNotEnforceOnCreate: false, strictRequiredStatusChecksPolicy: false, requiredStatusChecks: item.checks.map((context) => ({ context, integrationId: null })) };
  }
  return null;
}
