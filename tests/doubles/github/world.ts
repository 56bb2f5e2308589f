import type { RepositoryDetails } from './details.ts';

/**
 * An organisation on GitHub, as plain data that tests may change as they like. Instants are ms since 1970. What is large and
 * never changes by itself (files, languages, protection) is worked out from the seed when it is asked for: see
 * {@link RepositoryDetails}.
 */
export interface World {
  readonly seed: number;
  readonly plan: Plan;
  /** Host of web addresses: github.com. */
  readonly host: string;
  readonly organisation: { login: string; readonly databaseId: number; readonly nodeId: string; readonly name: string };
  /** Up to when it has been told; the double's clock starts here. */
  now: number;
  /** By serial number; one that was deleted or left the organisation is not there any more. */
  readonly repositories: Map<number, WorldRepository>;
  /** In order of creation. */
  readonly runs: WorldRun[];
  /** Merged ones, in order of merging. Open ones are counted in the details of their repository. */
  readonly pullRequests: WorldPullRequest[];
  readonly issues: WorldIssue[];
  readonly alerts: WorldAlert[];
  readonly teams: WorldTeam[];
  readonly users: WorldUser[];
  readonly rulesets: WorldRuleset[];
  /** The next serial number of each kind of thing. */
  readonly next: { repository: number; run: number; pullRequest: number; issue: number; alert: number; deployment: number; release: number };
  /** Days that were passed; what happens on each follows from it and the seed. */
  days: number;
  /** Raised with every change of names, so that indexes are made anew. */
  version: number;
}

/** `team` is github.com without Enterprise; `server` is Enterprise Server. Only `enterprise-cloud` and `server` have an audit log, only the former internal repositories of github.com. */
export type Plan = 'enterprise-cloud' | 'team' | 'server';

export interface WorldRepository {
  /** Never given again. */
  readonly serial: number;
  readonly databaseId: number;
  readonly nodeId: string;
  owner: string;
  name: string;
  /** `owner/name`, oldest first; requests for them are redirected until another repository takes the name. */
  formerNames: string[];
  readonly createdAt: number;
  /** Null for one that is empty. */
  pushedAt: number | null;
  updatedAt: number;
  archived: boolean;
  visibility: 'public' | 'internal' | 'private';
  fork: boolean;
  template: boolean;
  defaultBranch: string;
  /** Pushes to the default branch; 0 for an empty repository. The head commit, the files and languages follow from it. */
  revision: number;
  /** Changes of settings that move neither `pushedAt` nor `updatedAt`: protection, environments, custom properties. */
  settings: number;
  /** Number of the next issue or Pull Request. */
  nextNumber: number;
  /** In order of creation. */
  readonly releases: WorldRelease[];
  readonly deployments: WorldDeployment[];
  /** Put in place of what would follow from the seed. */
  details?: Partial<RepositoryDetails>;
}

export interface WorldRelease {
  readonly databaseId: number;
  readonly tag: string;
  /** Empty or null as often as not. */
  readonly name: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly createdAt: number;
  readonly publishedAt: number | null;
}

export interface WorldDeployment {
  readonly databaseId: number;
  readonly environment: string;
  readonly production: boolean;
  readonly sha: string;
  readonly createdAt: number;
  updatedAt: number;
  /** In order of creation. Those after the double's clock have not happened yet. */
  readonly statuses: { readonly databaseId: number; readonly state: DeploymentState; readonly createdAt: number }[];
}
export type DeploymentState = 'QUEUED' | 'PENDING' | 'IN_PROGRESS' | 'SUCCESS' | 'FAILURE' | 'ERROR' | 'INACTIVE';

export interface WorldPullRequest {
  readonly databaseId: number;
  /** Serial number of its repository. */
  readonly repository: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  readonly author: string;
  readonly createdAt: number;
  readonly firstCommitAt: number;
  readonly commits: number;
  /** Null if nobody reviewed it. */
  readonly firstReviewAt: number | null;
  readonly mergedAt: number;
  readonly mergeCommit: string;
  readonly labels: readonly string[];
  updatedAt: number;
}

export interface WorldIssue {
  readonly databaseId: number;
  readonly repository: number;
  readonly number: number;
  readonly title: string;
  labels: string[];
  readonly createdAt: number;
  closedAt: number | null;
  stateReason: 'COMPLETED' | 'NOT_PLANNED' | 'REOPENED' | null;
  updatedAt: number;
}

export interface WorldRun {
  readonly id: number;
  readonly repository: number;
  /** `owner/name` when it ran: the audit log goes on telling it. */
  readonly repositoryName: string;
  readonly workflow: string;
  readonly event: 'push' | 'pull_request' | 'schedule' | 'workflow_dispatch' | 'release';
  readonly branch: string;
  readonly runNumber: number;
  readonly createdAt: number;
  /** One for each attempt. An attempt that ends after the double's clock is under way; one that starts after it was not asked for yet. */
  readonly attempts: { readonly startedAt: number; readonly finishedAt: number; readonly conclusion: RunConclusion }[];
  /** A Pull Request from a fork that was deleted: `head_repository` is null. */
  readonly headGone: boolean;
}
export type RunConclusion = 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped' | 'neutral' | 'action_required' | 'startup_failure' | 'stale';

export interface WorldAlert {
  readonly databaseId: number;
  readonly repository: number;
  readonly tool: 'dependabot' | 'code-scanning' | 'secret-scanning';
  readonly number: number;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  /** GHSA id, rule id, or kind of secret. */
  readonly rule: string;
  readonly package: string;
  readonly createdAt: number;
  updatedAt: number;
  state: 'open' | 'fixed' | 'dismissed';
  resolvedAt: number | null;
}

export interface WorldTeam {
  readonly databaseId: number;
  readonly nodeId: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly secret: boolean;
  /** Slug. */
  readonly parent: string | null;
  members: string[];
  maintainers: string[];
  /** Serial numbers, with the permission as REST names it. */
  readonly repositories: Map<number, 'pull' | 'triage' | 'push' | 'maintain' | 'admin'>;
}

export interface WorldUser {
  readonly databaseId: number;
  readonly login: string;
}

/** A ruleset of the organisation: which repositories it guards, by their names. */
export interface WorldRuleset {
  readonly databaseId: number;
  readonly name: string;
  enforcement: 'active' | 'evaluate' | 'disabled';
  /** Names it guards, with `*`; `~ALL` for all. */
  readonly repositories: readonly string[];
  readonly rules: readonly WorldRule[];
}

/** Rules as GraphQL's `RepositoryRuleType` names them. */
export type WorldRule =
  | { readonly type: 'PULL_REQUEST'; readonly approvals: number; readonly codeOwnerReview: boolean }
  | { readonly type: 'REQUIRED_STATUS_CHECKS'; readonly checks: readonly string[] }
  | { readonly type: 'NON_FAST_FORWARD' | 'DELETION' | 'REQUIRED_SIGNATURES' | 'REQUIRED_LINEAR_HISTORY' | 'MERGE_QUEUE' };

export { detailsOf } from './details.ts';
export type { RepositoryDetails } from './details.ts';
export { generateWorld } from './generate.ts';
export type { WorldPlan } from './generate.ts';
export { passDay } from './day.ts';
export type { DayPlan } from './day.ts';
