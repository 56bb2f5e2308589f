import { z } from 'zod';
import { entityKind, entityLink, entityRef, ownership, relationType } from '../entity.ts';
import { provenance } from '../fact.ts';
import { finding } from '../finding.ts';
import { instant, repositoryId } from '../primitives.ts';
import { entityScorecard } from './assessment.ts';
import { entityChangelog } from './changelog.ts';
import { entityDocuments } from './document.ts';
import { entityPlanning } from './planning.ts';
import { teamScorecards } from './scorecard.ts';
import { age, entityLinkView, entitySummary, factView, repositorySummary, sitePath } from './shared.ts';

/** Relations of one type: at most 100 targets, with the total and where the rest is. */
export const relationGroup = z.strictObject({
  type: relationType,
  label: z.string().describe('The relation in words: depends on'),
  total: z.int().nonnegative(),
  targets: z.array(entityLinkView),
  more: sitePath.optional().describe('A search that lists all of them, where there are more than are shown'),
});

/** What a team owns, by kind: at most 50 of each. */
export const ownedGroup = z.strictObject({
  kind: entityKind,
  total: z.int().nonnegative(),
  items: z.array(entitySummary),
  more: sitePath.optional(),
});

/** What a repository says about itself on the page of the entity that it belongs to. */
export const repositoryExcerpt = z.strictObject({
  repository: repositoryId,
  path: sitePath,
  webUrl: z.string().optional(),
  facts: z.array(factView.omit({ provenance: true, description: true })),
});

/** A team of a host that a Group says it is. Members are counted, not named. */
export const hostTeam = z.strictObject({
  team: z.string().describe('host/organisation/slug'),
  name: z.string(),
  description: z.string().optional(),
  url: z.string().optional(),
  parent: z.strictObject({ team: z.string(), entity: entityLinkView.optional().describe('The Group that it is') }).optional(),
  visible: z.boolean().optional().describe('False for a team that only its members see'),
  members: z.int().nonnegative().optional().describe('Its own members, those of teams below it apart; absent if they may not be read'),
  maintainers: z.int().nonnegative().optional(),
  permissions: z.array(z.strictObject({ permission: z.string(), repositories: z.int().nonnegative() })).describe('In how many repositories it may do what; most first'),
  unknown: z.string().optional().describe('Why nothing is known of it any more'),
  age,
  provenance,
});
export type HostTeam = z.infer<typeof hostTeam>;

/** The page of one entity: `api/v1/entities/<kind>/<namespace>/<name>.json`. */
export const entityPage = z.strictObject({
  asOf: instant,
  ref: entityRef,
  kind: entityKind,
  namespace: z.string(),
  name: z.string(),
  title: z.string(),
  path: sitePath,
  description: z.string().optional(),
  lifecycle: z.string().optional(),
  type: z.string().optional(),
  tags: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  links: z.array(entityLink),
  spec: z.json().describe('spec as declared'),
  ownership,
  ownerPath: sitePath.optional(),
  relations: z.array(relationGroup),
  repositories: z.array(repositoryExcerpt).describe('At most 20'),
  repositoriesTotal: z.int().nonnegative(),
  inferred: z.boolean(),
  declareSnippet: z.string().optional().describe('For an inferred entity: the catalog-info.yaml that would declare it'),
  provenance: provenance.describe('Where the entity is declared'),
  age: age.optional().describe('How old what is shown is; only where its source could not be read for this edition'),
  findings: z.array(finding).describe('At most 50'),
  findingsTotal: z.int().nonnegative(),
  scorecards: z.array(entityScorecard).describe('Scorecards that judge it'),
  documents: entityDocuments.optional().describe('Its own docs and documents about it; absent if there are none'),
  changelog: entityChangelog.optional().describe('What changed of late and what will; absent if nothing is known'),
  planning: entityPlanning.optional().describe('Objectives, roadmap, roles and lines of responsibility; absent if there are none'),
  evidenceSources: z.array(provenance).describe('What the evidence of the checks rests on'),
  team: z
    .strictObject({
      owns: z.array(ownedGroup),
      hostTeams: z.array(hostTeam).describe('Teams of hosts that its annotation names'),
      repositories: z.array(repositorySummary).describe('Repositories owned, at most 50'),
      repositoriesTotal: z.int().nonnegative(),
      scorecards: teamScorecards.optional().describe('Absent if no scorecard judges anything that it owns'),
    })
    .optional()
    .describe('For a Group: what it owns'),
});
export type EntityPage = z.infer<typeof entityPage>;
