// Made by `npm run generate` from the folders beside it.
import type { Collector } from '../src/collect/contract.ts';
import { collector as catalog } from './catalog/collector.ts';
import { collector as changelog } from './changelog/collector.ts';
import { collector as codeowners } from './codeowners/collector.ts';
import { collector as documents } from './documents/collector.ts';
import { collector as facts } from './facts/collector.ts';
import { collector as git } from './git/collector.ts';
import { collector as githubAlerts } from './github-alerts/collector.ts';
import { collector as githubBilling } from './github-billing/collector.ts';
import { collector as githubDeployments } from './github-deployments/collector.ts';
import { collector as githubIssues } from './github-issues/collector.ts';
import { collector as githubPullRequests } from './github-pull-requests/collector.ts';
import { collector as githubReleases } from './github-releases/collector.ts';
import { collector as githubRepositories } from './github-repositories/collector.ts';
import { collector as githubRuns } from './github-runs/collector.ts';
import { collector as githubTeams } from './github-teams/collector.ts';
import { collector as gitlab } from './gitlab/collector.ts';
import { collector as jenkins } from './jenkins/collector.ts';
import { collector as supplyChain } from './supply-chain/collector.ts';

/** Every collector there is, by id. */
export const collectors: readonly Collector[] = [catalog, changelog, codeowners, documents, facts, git, githubAlerts, githubBilling, githubDeployments, githubIssues, githubPullRequests, githubReleases, githubRepositories, githubRuns, githubTeams, gitlab, jenkins, supplyChain];
