import { z } from 'zod';
import { catalogFile } from './catalog/kinds.ts';
import { announcements } from './cli/announcement.ts';
import { entityCheck } from './cli/entity-check.ts';
import { explanation } from './cli/explanation.ts';
import { ownersOutput } from './cli/owners.ts';
import { commandReport } from './cli/report.ts';
import { scorecardExplanation, verdictExplanation } from './cli/verdict-explanation.ts';
import { config, ownerRules } from './config.ts';
import { sectionFile } from './documents/doc.ts';
import { contentDocuments } from './documents/kinds.ts';
import { changelogOverview, changelogPage, changelogSummary } from './edition/changelog.ts';
import { dataQuality, findingList } from './edition/data-quality.ts';
import { documentFrame, documentPage, documentSummary, followUp, redirects } from './edition/document.ts';
import { entityPage } from './edition/entity.ts';
import { editionIndex } from './edition/index-file.ts';
import { documentKindPage, knowledgeOverview } from './edition/knowledge.ts';
import { objectiveList, objectivePage } from './edition/objective.ts';
import { responsibilityList, responsibilityPage, roadmapPage, roleMatrixList, roleMatrixPage } from './edition/planning.ts';
import { repositoryPage } from './edition/repository.ts';
import { assessmentList, campaignPage, changeList, checkPage, controlMatrix, decisionList, scorecardList, scorecardPage } from './edition/scorecard.ts';
import { entityList, entitySummary, repositoryList, repositorySummary } from './edition/shared.ts';
import { surveyList, surveyPage } from './edition/survey.ts';
import { factKinds } from './facts/kinds.ts';
import { finding } from './finding.ts';
import { openSlo } from './planning/open-slo.ts';
import { responsibilitiesFile } from './planning/responsibilities.ts';
import { roadmapFile } from './planning/roadmap.ts';
import { roleMatrix } from './planning/roles.ts';
import { surveyFile } from './planning/survey.ts';
import { campaign } from './scorecards/campaign.ts';
import { searchWords } from './search-words.ts';
import { sharedChecksFile } from './scorecards/check.ts';
import { controlsFile } from './scorecards/controls.ts';
import { decisionsFile } from './scorecards/exemption.ts';
import { measurementsFile } from './scorecards/measurement.ts';
import { scorecard } from './scorecards/scorecard.ts';

/** Files of the static API, by the name of their schema under `api/v1/schemas/`. */
const apiSchemas = {
  index: editionIndex,
  'entity-summary': entitySummary,
  entity: entityPage,
  'entity-list': entityList,
  'repository-summary': repositorySummary,
  repository: repositoryPage,
  'repository-list': repositoryList,
  'scorecard-list': scorecardList,
  scorecard: scorecardPage,
  'assessment-list': assessmentList,
  check: checkPage,
  campaign: campaignPage,
  controls: controlMatrix,
  decisions: decisionList,
  changes: changeList,
  document: documentPage,
  'document-frame': documentFrame,
  'document-summary': documentSummary,
  redirects,
  'document-kind': documentKindPage,
  knowledge: knowledgeOverview,
  'follow-up': followUp,
  changelog: changelogPage,
  'changelog-overview': changelogOverview,
  'changelog-summary': changelogSummary,
  'objective-list': objectiveList,
  objective: objectivePage,
  roadmap: roadmapPage,
  'role-matrix-list': roleMatrixList,
  'role-matrix': roleMatrixPage,
  'responsibility-list': responsibilityList,
  responsibilities: responsibilityPage,
  'survey-list': surveyList,
  survey: surveyPage,
  'data-quality': dataQuality,
  'finding-list': findingList,
  finding,
} as const satisfies Record<string, z.ZodType>;
export type ApiSchemaName = keyof typeof apiSchemas;

/** What commands print with `--json`, by the name of their schema under `api/v1/schemas/`. */
const commandSchemas = {
  'cli-announce': announcements,
  'cli-check': z.array(finding),
  'cli-check-entity': entityCheck,
  'cli-explain': explanation,
  'cli-explain-scorecard': scorecardExplanation,
  'cli-explain-check': verdictExplanation,
  'cli-owners': ownersOutput,
  'cli-report': commandReport,
} as const satisfies Record<string, z.ZodType>;

/** Files that people write, by the name of their schema under `content/.schemas/`. */
const contentSchemas = {
  catalog: catalogFile,
  owners: ownerRules,
  search: searchWords,
  section: sectionFile,
  scorecard,
  'shared-checks': sharedChecksFile,
  decisions: decisionsFile,
  campaign,
  controls: controlsFile,
  measurements: measurementsFile,
  'open-slo': openSlo,
  roadmap: roadmapFile,
  roles: roleMatrix,
  responsibilities: responsibilitiesFile,
  survey: surveyFile,
} as const satisfies Record<string, z.ZodType>;

/** JSON Schemas of the static API, of every kind of fact (`fact-repository`, …), and of what commands print (`cli-check`, …), by name. */
export function publishedSchemas(): Map<string, string> {
  const schemas = new Map<string, string>();
  for (const [name, schema] of Object.entries(apiSchemas)) schemas.set(name, jsonSchema(name, schema, 'output'));
  for (const [name, schema] of Object.entries(commandSchemas)) schemas.set(name, jsonSchema(name, schema, 'output'));
  for (const [name, kind] of factKinds) schemas.set(`fact-${name}`, jsonSchema(`fact-${name}`, kind.schema, 'input'));
  return schemas;
}

/**
 * JSON Schemas for editors: `# yaml-language-server: $schema=.schemas/almanac.json` in a hand-written file.
 *
 * @param collectors the collectors there are: what stands under `sources` is theirs
 */
export function editorSchemas(collectors: readonly { readonly id: string; readonly title: string; readonly config: z.ZodType }[]): Map<string, string> {
  const sources = collectors.map(({ id, title, config: entry }) => [id, z.array(entry).optional().describe(title)] as const);
  const almanac = config.extend({ sources: z.strictObject(Object.fromEntries(sources)).optional().describe(config.shape.sources.description ?? '') });
  const frontMatters = Object.entries(contentDocuments).map(([kind, { frontMatter }]) => [`${kind}-front-matter`, frontMatter] as const);
  const schemas = [...Object.entries({ almanac, ...contentSchemas }), ...frontMatters];
  return new Map(schemas.map(([name, schema]) => [name, jsonSchema(name, schema, 'input')]));
}

function jsonSchema(name: string, schema: z.ZodType, io: 'input' | 'output'): string {
  const json = z.toJSONSchema(schema, { io, target: 'draft-7', unrepresentable: 'any' });
  return `${JSON.stringify({ ...json, title: name }, undefined, 2)}\n`;
}
