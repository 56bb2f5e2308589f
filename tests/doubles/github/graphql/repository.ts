import { commitId, detailsOf, type RepositoryDetails } from '../details.ts';
import { nodeId } from '../node-ids.ts';
import type { WorldRelease, WorldRepository } from '../world.ts';
import { asListed, connection, type ConnectionArguments, type Resolved } from './connection.ts';
import { type GraphQLContext, iso, isoOrNull } from './context.ts';
import { deploymentsOf, environmentsOf } from './deployments.ts';
import { issue, pullRequest } from './discussions.ts';
import { blobOf, gitObject, headOf } from './git-objects.ts';
import { guards, organisationRuleset, rulesOf } from './rulesets.ts';

export function repository(context: GraphQLContext, item: WorldRepository): Resolved {
  const { world, now } = context;
  const url = `https://${world.host}/${item.owner}/${item.name}`;
  let made: RepositoryDetails | undefined;
  const details = (): RepositoryDetails => (made ??= detailsOf(world, item));
  const branch = (): Resolved | null => (item.revision === 0 ? null : defaultBranch(context, item, details()));
  return {
    __typename: 'Repository',
    id: item.nodeId,
    databaseId: item.databaseId,
    name: item.name,
    nameWithOwner: `${item.owner}/${item.name}`,
    owner: { __typename: 'Organization', login: item.owner, id: world.organisation.nodeId, url: `https://${world.host}/${item.owner}` },
    url,
    sshUrl: `git@${world.host}:${item.owner}/${item.name}.git`,
    resourcePath: `/${item.owner}/${item.name}`,
    description: () => details().description,
    homepageUrl: () => details().homepage,
    createdAt: iso(item.createdAt),
    pushedAt: isoOrNull(item.pushedAt, now),
    updatedAt: iso(Math.min(item.updatedAt, now)),
    archivedAt: item.archived ? iso(item.updatedAt) : null,
    isArchived: item.archived,
    isDisabled: false,
    isLocked: false,
    isMirror: false,
    isEmpty: item.revision === 0,
    isFork: item.fork,
    isTemplate: item.template,
    isPrivate: item.visibility !== 'public',
    isInOrganization: true,
    visibility: item.visibility.toUpperCase(),
    diskUsage: () => details().diskUsage,
    stargazerCount: 0,
    forkCount: 0,
    hasIssuesEnabled: true,
    isSecurityPolicyEnabled: () => 'SECURITY.md' in details().files,
    hasVulnerabilityAlertsEnabled: true,
    parent: null,
    templateRepository: null,
    mergeCommitAllowed: true,
    squashMergeAllowed: true,
    rebaseMergeAllowed: false,
    deleteBranchOnMerge: true,
    autoMergeAllowed: false,
    viewerCanAdminister: context.grant.has('administration'),
    mergeQueue: null,
    defaultBranchRef: branch,
    ref: ({ qualifiedName }: { qualifiedName: string }) => (qualifiedName.replace('refs/heads/', '') === item.defaultBranch ? branch() : null),
    refs: ({ refPrefix, ...page }: ConnectionArguments & { refPrefix: string }) => {
      const count = refPrefix.startsWith('refs/tags') ? details().tags : item.revision === 0 ? 0 : details().branches;
      return connection(asListed(Array.from({ length: count }, (_, index) => index)), page, ({ position }) => ({ __typename: 'Ref', name: position === 0 ? item.defaultBranch : `change-${position}`, prefix: refPrefix }));
    },
    object: ({ expression, oid }: { expression?: string; oid?: string }) => (expression === undefined && oid !== undefined ? blobOf(details(), oid) : undefined) ?? gitObject(context, item, details(), expression ?? oid ?? ''),
    primaryLanguage: () => {
      const [language] = details().languages;
      return language === undefined ? null : { __typename: 'Language', name: language.name, color: null, id: `L_${language.name}` };
    },
    languages: (page: ConnectionArguments) =>
      connection(asListed(details().languages), page, ({ item: language }) => ({ __typename: 'Language', name: language.name, color: null, id: `L_${language.name}` }), {
        edge: ({ item: language }) => ({ size: language.bytes }),
        extra: { totalSize: details().languages.reduce((sum, { bytes }) => sum + bytes, 0) },
      }),
    licenseInfo: () => {
      const { license } = details();
      return license === null ? null : { __typename: 'License', spdxId: license, key: license.toLowerCase(), name: license, id: `MDc_${license}`, url: null, pseudoLicense: false };
    },
    repositoryTopics: (page: ConnectionArguments) =>
      connection(asListed(details().topics), page, ({ item: name }) => ({ __typename: 'RepositoryTopic', id: `RT_${name}`, topic: { __typename: 'Topic', name, id: `T_${name}` }, url: `https://${world.host}/topics/${name}` })),
    codeowners: () => (item.revision === 0 ? null : { errors: Object.keys(details().files).some((path) => path.endsWith('CODEOWNERS')) ? details().codeownersErrors : [] }),
    branchProtectionRules: (page: ConnectionArguments) => {
      const rule = protectionRule(item, details());
      return connection(asListed(rule === null ? [] : [rule]), page, ({ item: held }) => held);
    },
    rulesets: ({ includeParents = true, ...page }: ConnectionArguments & { includeParents?: boolean }) =>
      connection(asListed(includeParents ? world.rulesets.filter((ruleset) => guards(ruleset, item)) : []), page, ({ item: ruleset }) => organisationRuleset(context, ruleset)),
    environments: (page: ConnectionArguments) => environmentsOf(item, details().environments, page),
    deployments: (given: ConnectionArguments & { orderBy?: { direction: string }; environments?: readonly string[] }) => deploymentsOf(context, item, given),
    latestRelease: () => {
      const latest = item.releases.findLast((held) => !held.draft && !held.prerelease && (held.publishedAt ?? Infinity) <= now);
      return latest === undefined ? null : release(context, item, latest);
    },
    releases: ({ orderBy, ...page }: ConnectionArguments & { orderBy?: { direction: string } }) =>
      connection({ items: item.releases.filter((held) => held.createdAt <= now), by: (held) => held.createdAt, id: (held) => held.databaseId, descending: orderBy?.direction !== 'ASC' }, page, (held) => (context.nullNode() ? null : release(context, item, held))),
    pullRequests: ({ states = ['OPEN', 'MERGED', 'CLOSED'], orderBy, ...page }: ConnectionArguments & { states?: readonly string[]; orderBy?: { direction: string } }) => {
      const open = states.includes('OPEN') ? details().openPullRequests.map((held) => ({ at: held.createdAt, id: held.number, node: () => openPullRequest(item, url, held) })) : [];
      const merged = states.includes('MERGED') ? world.pullRequests.filter((held) => held.repository === item.serial && held.mergedAt <= now).map((held) => ({ at: held.createdAt, id: held.number, node: () => pullRequest(context, held) })) : [];
      return connection({ items: [...open, ...merged], by: ({ at }) => at, id: ({ id }) => id, descending: orderBy?.direction === 'DESC' }, page, ({ node }) => node());
    },
    issues: ({ states = ['OPEN', 'CLOSED'], labels, orderBy, ...page }: ConnectionArguments & { states?: readonly string[]; labels?: readonly string[]; orderBy?: { direction: string } }) => {
      const items = world.issues.filter((held) => held.repository === item.serial && states.includes(held.closedAt !== null && held.closedAt <= now ? 'CLOSED' : 'OPEN') && (labels === undefined || held.labels.some((label) => labels.includes(label))));
      return connection({ items, by: (held) => held.createdAt, id: (held) => held.databaseId, descending: orderBy?.direction === 'DESC' }, page, (held) => issue(context, held));
    },
  };
}

function openPullRequest(item: WorldRepository, url: string, held: RepositoryDetails['openPullRequests'][number]): Resolved {
  return { __typename: 'PullRequest', id: nodeId('PR', item.databaseId, held.number), number: held.number, title: 'Open', createdAt: iso(held.createdAt), updatedAt: iso(held.createdAt), isDraft: held.draft, state: 'OPEN', merged: false, mergedAt: null, url: `${url}/pull/${held.number}` };
}

function release(context: GraphQLContext, item: WorldRepository, held: WorldRelease): Resolved {
  const url = `https://${context.world.host}/${item.owner}/${item.name}/releases/tag/${held.tag}`;
  return {
    __typename: 'Release',
    id: nodeId('RE', item.databaseId, held.databaseId),
    databaseId: held.databaseId,
    tagName: held.tag,
    name: held.name,
    description: '',
    isDraft: held.draft,
    isPrerelease: held.prerelease,
    isLatest: item.releases.findLast((other) => !other.draft && !other.prerelease) === held,
    immutable: false,
    createdAt: iso(held.createdAt),
    publishedAt: isoOrNull(held.publishedAt),
    updatedAt: iso(held.publishedAt ?? held.createdAt),
    url,
    tagCommit: { __typename: 'Commit', oid: commitId(context.world.seed, item.serial, held.tag) },
    repository: () => repository(context, item),
  };
}

function defaultBranch(context: GraphQLContext, item: WorldRepository, details: RepositoryDetails): Resolved {
  return {
    __typename: 'Ref',
    id: nodeId('REF', item.databaseId, 1),
    name: item.defaultBranch,
    prefix: 'refs/heads/',
    target: headOf(context, item, details),
    branchProtectionRule: () => protectionRule(item, details),
    refUpdateRule: null,
    rules: (page: ConnectionArguments) => connection(asListed(rulesOf(context, item)), page, ({ item: rule }) => rule),
    repository: () => repository(context, item),
  };
}

/** Classic protection, as `BranchProtectionRule`. */
function protectionRule(item: WorldRepository, { protection }: RepositoryDetails): Resolved | null {
  if (protection === null) return null;
  return {
    __typename: 'BranchProtectionRule',
    id: nodeId('BPR', item.databaseId, 1),
    databaseId: item.serial,
    pattern: item.defaultBranch,
    isAdminEnforced: false,
    requiresApprovingReviews: protection.approvals !== null,
    requiredApprovingReviewCount: protection.approvals,
    requiresCodeOwnerReviews: protection.codeOwnerReview,
    requiresStatusChecks: protection.checks.length > 0,
    requiredStatusCheckContexts: protection.checks,
    requiredStatusChecks: protection.checks.map((context) => ({ __typename: 'RequiredStatusCheckDescription', context, app: null })),
    requiresStrictStatusChecks: false,
    allowsForcePushes: protection.forcePushes,
    allowsDeletions: protection.deletions,
    requiresCommitSignatures: protection.signatures,
    requiresLinearHistory: protection.linearHistory,
    requiresConversationResolution: false,
    requiresDeployments: false,
    requiredDeploymentEnvironments: null,
    dismissesStaleReviews: false,
    requireLastPushApproval: false,
    restrictsPushes: false,
    lockBranch: false,
    blocksCreations: false,
  };
}
