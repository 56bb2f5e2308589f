import type { CampaignState } from '../assess/campaign.ts';
import type { Catalog } from '../catalog/model.ts';
import type { Organisation } from '../content/organisation.ts';
import type { DocumentIndex } from '../documents/contract.ts';
import type { ChangelogIndex } from './changelog/write.ts';
import type { FindingIndex } from './finding-index.ts';
import type { PlanningIndex } from './planning/write.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Past } from './scorecards/past.ts';
import type { ScorecardView } from './scorecards/view.ts';
import type { Summaries } from './summaries.ts';
import type { EditionWriter } from './writer.ts';

/** What the writers of an edition's files share from the beginning. */
export interface BaseContext {
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
  readonly organisation: Organisation;
  readonly findings: FindingIndex;
  readonly summaries: Summaries;
  readonly writer: EditionWriter;
  readonly documents: DocumentIndex;
}

/** Everything that the writers of pages share. */
export interface EditionContext extends BaseContext {
  readonly changelog: ChangelogIndex;
  readonly planning: PlanningIndex;
}

/** What the pages of entities need of scorecards besides. */
export interface Assessment {
  readonly view: ScorecardView;
  readonly past: Past;
  readonly campaigns: readonly CampaignState[];
}
