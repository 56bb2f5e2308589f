import type { EditionIndex } from '../schema/edition/index-file.ts';
import type { ApiSchemaName } from '../schema/json-schemas.ts';
import { optional } from './summaries.ts';
import type { EditionWriter } from './writer.ts';

/**
 * The files of the static API, as the index lists them: those whose path is fixed only where they were written. Every
 * file but the index must be on the disk by then.
 */
export function apiList(writer: EditionWriter): EditionIndex['api'] {
  const entry = (path: string, description: string, schema?: ApiSchemaName): EditionIndex['api'][number] => ({
    path: `api/v1/${path}`,
    description,
    ...optional('schema', schema === undefined ? undefined : `api/v1/schemas/${schema}.json`),
  });
  const all = [
    entry('index.json', 'This edition: when, how much, and where everything is', 'index'),
    entry('entities.ndjson', 'A summary of every entity, one JSON object a line', 'entity-summary'),
    entry('entities/<kind>/<namespace>/<name>.json', 'Everything on the page of one entity', 'entity'),
    entry('repositories.ndjson', 'A summary of every repository, one JSON object a line', 'repository-summary'),
    entry('repositories/<host>/<path>.json', 'Everything on the page of one repository, each fact with its provenance', 'repository'),
    entry('lists/<kind>/<page>.json', 'The pages of the lists of entities under Browse', 'entity-list'),
    entry('lists/repository/<page>.json', 'The pages of the list of repositories', 'repository-list'),
    entry('changelog.json', 'Changes of the whole platform: what is to come, what the organisation announced, the latest releases', 'changelog-overview'),
    entry('changelog/entities.ndjson', 'Every entity and team with a changelog, one JSON object a line', 'changelog-summary'),
    entry('changelog/<kind>/<namespace>/<name>.json', 'What changed of one entity or team, and what affects it', 'changelog'),
    entry('scorecards.json', 'All scorecards, with how many are at each level, campaigns and feeds', 'scorecard-list'),
    entry('scorecards/<id>.json', 'A scorecard: checks, roll-ups, heat map, history', 'scorecard'),
    entry('scorecards/<id>.csv', 'The same as a table: a row an entity, a column a check'),
    entry('scorecards/<id>/entities/<page>.json', 'Entities of a scorecard with their levels', 'assessment-list'),
    entry('scorecards/<id>/checks/<check>.json', 'A check: who passes, who fails, and why', 'check'),
    entry('scorecards/<id>/checks/<check>.csv', 'The same as a table: a row an entity'),
    entry('campaigns/<id>.json', 'A campaign: its state and what remains per team', 'campaign'),
    entry('controls.json', 'Compliance controls and their evidence', 'controls'),
    entry('decisions.json', 'Exemptions and when they end', 'decisions'),
    entry('changes.json', 'What changed since yesterday, last week and last quarter, and why', 'changes'),
    entry('badges/<scorecard>/<kind>/<namespace>/<name>.svg', 'The level of an entity as a badge; badges/<scorecard>.svg for all'),
    entry('planning/objectives/<page>.json', 'Objectives of services (OpenSLO), a page of the list each', 'objective-list'),
    entry('planning/objectives/by-name/<name>.json', 'An objective: target, indicator, what it allows to fail, alerts', 'objective'),
    entry('planning/roadmap.json', 'The roadmap by quarter, and what is late', 'roadmap'),
    entry('planning/roles.json', 'Role matrices', 'role-matrix-list'),
    entry('planning/roles/<id>.json', 'A role matrix: who may do what', 'role-matrix'),
    entry('planning/responsibilities.json', 'Lines of responsibility between teams', 'responsibility-list'),
    entry('planning/responsibilities/<id>.json', 'Areas by teams: accountable, responsible, consulted, informed', 'responsibilities'),
    entry('planning/surveys.json', 'Surveys', 'survey-list'),
    entry('planning/surveys/<id>.json', 'The results of a survey, small groups withheld', 'survey'),
    entry('documents.ndjson', 'A summary of every document, one JSON object a line', 'document-summary'),
    entry('documents/pages/<path>.json', 'A document: its text as HTML, headings, owner, review date, and what its kind has besides', 'document'),
    entry('documents/frames/<id>.json', 'The sidebar of a section, or of the docs of a repository', 'document-frame'),
    entry('documents/redirects.json', 'Earlier paths of pages', 'redirects'),
    entry('documents/kinds/<kind>.json', 'Runbooks, post-mortems and the other kinds of document about services and teams; later pages are documents/kinds/<kind>/<page>.json', 'document-kind'),
    entry('documents/knowledge.json', 'What there is of each of these kinds, and what is still to be done', 'knowledge'),
    entry('documents/follow-ups.ndjson', 'Every action item and follow-up, one JSON object a line', 'follow-up'),
    entry('data-quality.json', 'Collectors, their ages, and findings by code', 'data-quality'),
    entry('findings.ndjson', 'Every finding, one JSON object a line', 'finding'),
    entry('findings/<code>/<page>.json', 'Findings of one code, with links', 'finding-list'),
    entry('schemas/<name>.json', 'JSON Schemas of all of these, of every kind of fact (fact-<kind>), and of what commands print with --json (cli-<command>)'),
  ];
  return all.filter(({ path }) => path.includes('<') || path === 'api/v1/index.json' || writer.wrote(path.slice('api/v1/'.length)));
}
