import { kindWords } from '../components/words.ts';
import type { DocumentKind } from '../schema/documents/kinds.ts';
import type { EntityKind } from '../schema/entity.ts';

/**
 * Filters that a search can have, in the order in which the page shows them. Their values: the kind (`Component`,
 * `Repository`, `runbook`, `check`); the section or book that a document belongs to; the owner's reference, or {@link noOwner};
 * lifecycle and type as declared; the system's reference; `yes` where no catalog file declares the thing.
 */
export const filterNames = ['kind', 'section', 'owner', 'lifecycle', 'type', 'system', 'inferred'] as const;
export type FilterName = (typeof filterNames)[number];

/** Value of the filter `owner` for what should have an owner and has none. */
export const noOwner = 'none';

/** Value of the filter `kind` for repositories, which are not entities. */
export const repositoryKind = 'Repository';

/** Kinds of page that is neither a thing of the catalog nor a document. */
export const pageKinds = ['objective', 'roadmap-item', 'role-matrix', 'responsibilities', 'survey', 'scorecard', 'check', 'campaign', 'changelog'] as const;
export type PageKind = (typeof pageKinds)[number];

/** What one thing of each kind is called in results and filters. */
export const kindLabels: Readonly<Record<EntityKind | DocumentKind | PageKind | typeof repositoryKind, string>> = {
  ...kindWords,
  [repositoryKind]: 'Repository',
  doc: 'Doc',
  change: 'Change',
  runbook: 'Runbook',
  postmortem: 'Post-mortem',
  'architecture-decision': 'Decision',
  drill: 'Drill',
  minutes: 'Minutes',
  charter: 'Charter',
  question: 'Question',
  'repository-doc': 'Component doc',
  objective: 'Objective',
  'roadmap-item': 'Roadmap item',
  'role-matrix': 'Roles',
  responsibilities: 'Responsibilities',
  survey: 'Survey',
  scorecard: 'Scorecard',
  check: 'Check',
  campaign: 'Campaign',
  changelog: 'Changelog',
};
