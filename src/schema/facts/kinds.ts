import type { FactKind } from '../fact.ts';
import { alertKind } from './alert.ts';
import { assessmentKind, publishedRuleKind } from './assessment.ts';
import { branchKind } from './branch.ts';
import { catalogEntryKind } from './catalog-entry.ts';
import { ciRunKind } from './ci-run.ts';
import { codeownersKind } from './codeowners.ts';
import { deliveryKind } from './delivery.ts';
import { deploymentKind, environmentKind } from './deployment.ts';
import { documentImageKind, documentNavigationKind, repositoryDocumentKind } from './document.ts';
import { labelledIssueKind } from './labelled-issue.ts';
import { measurementKind } from './measurement.ts';
import { mergedPullRequestKind } from './merged-pull-request.ts';
import { meteredUsageKind } from './metered-usage.ts';
import { observedFindingKind } from './observed-finding.ts';
import { productionChangeKind } from './production-change.ts';
import { publishedEditionKind } from './published-edition.ts';
import { releaseKind } from './release.ts';
import { releaseNotesKind } from './release-notes.ts';
import { repositoryKind } from './repository.ts';
import { repositoryWeekKind } from './repository-week.ts';
import { shardStateKind } from './shard-state.ts';
import { sourceFieldKind } from './source-field.ts';
import { supplyChainKind } from './supply-chain.ts';
import { tagKind } from './tag.ts';
import { teamKind, teamPermissionKind } from './team.ts';

/** Kinds that anyone may bring with the `facts` collector. */
export const openKinds: readonly FactKind[] = [
  repositoryKind,
  branchKind,
  tagKind,
  repositoryWeekKind,
  codeownersKind,
  catalogEntryKind,
  supplyChainKind,
  measurementKind,
  productionChangeKind,
  deliveryKind,
  repositoryDocumentKind,
  documentImageKind,
  documentNavigationKind,
  releaseNotesKind,
  ciRunKind,
  deploymentKind,
  environmentKind,
  mergedPullRequestKind,
  labelledIssueKind,
  alertKind,
  releaseKind,
  teamKind,
  teamPermissionKind,
  meteredUsageKind,
];

/** Kinds that editions leave behind: what was published. */
export const publishedKinds: readonly FactKind[] = [assessmentKind, publishedRuleKind, publishedEditionKind];

/** Every kind the store knows: the open ones, those that editions leave behind and those that the kernel writes itself. */
export const factKinds: ReadonlyMap<string, FactKind> = new Map(
  [...openKinds, ...publishedKinds, observedFindingKind, shardStateKind, sourceFieldKind].map((kind) => [kind.kind, kind]),
);
