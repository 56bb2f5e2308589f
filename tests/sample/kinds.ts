import type { Edition } from '../../src/edition/read.ts';
import {
  assessmentListPath, campaignPath, catalogPath, changelogPath, checkPath, designPath, documentListPath, documentListPaths, entityPath, findingPath, knowledgePath,
  listPath, objectivePath, planningPath, planningRoutes, repositoryPath, scorecardPath, scorecardRoutes,
} from '../../src/edition/routes.ts';
import type { DocumentPage } from '../../src/schema/edition/document.ts';

/** Where a page of a kind is in an edition; undefined where the edition has none. */
type Finder = (edition: Edition) => string | undefined;

const first = (titles: readonly string[], path: (title: string) => string): string | undefined => (titles[0] === undefined ? undefined : path(titles[0]));
const document = (fits: (page: DocumentPage) => boolean): Finder => (edition) => edition.documentPaths().find((path) => fits(edition.document(path)));
const doc = (fits: (page: DocumentPage) => boolean): Finder => document((page) => page.kind === 'doc' && fits(page));
/** The entity of a kind with the most relations: its page shows the most. */
const entity = (kind: string): Finder => (edition) => {
  const pages = edition.entityRefs().filter((ref) => ref.startsWith(`${kind}:`)).map((ref) => ({ ref, relations: edition.entity(ref).relations.length }));
  return first(pages.sort((a, b) => b.relations - a.relations).map(({ ref }) => ref), entityPath);
};
const scorecard = (path: (id: string) => string | undefined): Finder => ({ scorecards }) => (scorecards.scorecards[0] === undefined ? undefined : path(scorecards.scorecards[0].id));
const at = (path: string): Finder => () => path;

/** Kinds of document about services and teams: the list of each, and a page. */
const records = (['runbook', 'postmortem', 'architecture-decision', 'drill', 'minutes', 'charter', 'question'] as const).flatMap((kind): [string, Finder][] => [
  [`list: ${kind}`, at(documentListPath(kind))],
  [kind, document((page) => page.kind === kind)],
]);

/** Every kind of page that the sample organisation has, each with where one is. */
export const sampleKinds: readonly (readonly [string, Finder])[] = [
  ['home', at('')],
  ['docs', at(documentListPaths.doc)],
  ['a page with tabs', doc(({ html }) => html.includes('class="tabset"'))],
  ['a page with code', doc(({ html }) => html.includes('class="code"'))],
  ['a page with a diagram', doc(({ html }) => html.includes('diagram'))],
  ['a page with a table', doc(({ html }) => html.includes('table-scroll'))],
  ['MDX', doc(({ file }) => file.endsWith('.mdx'))],
  ['an old version', doc(({ version }) => version?.current !== undefined)],
  ['the current version', doc(({ version }) => version !== undefined && version.current === undefined)],
  ['a journey', doc(({ record }) => record.kind === 'doc' && record.journey.length > 0)],
  ['docs of a repository', document(({ kind, path }) => kind === 'repository-doc' && path.endsWith('/docs/'))],
  ['docs that a techdocs-ref names', (edition) => first(edition.entityRefs().filter((ref) => edition.entity(ref).annotations['backstage.io/techdocs-ref'] !== undefined), (ref) => edition.entity(ref).documents?.book?.path ?? `no docs of ${ref}`)],
  ['a page of the docs of a repository', document(({ kind, html }) => kind === 'repository-doc' && html.includes('class="code"'))],
  ...(['component', 'api', 'resource', 'system', 'domain', 'group', 'capability'] as const).map((kind): [string, Finder] => [kind, entity(kind)]),
  ['repository', (edition) => first(edition.repositoryIds().filter((id) => edition.repository(id).claimedBy.length > 0), repositoryPath)],
  ['repository with what its host tells', (edition) => first(edition.repositoryIds().filter((id) => edition.repository(id).activity.runs !== undefined), repositoryPath)],
  ['team with a team of its host', (edition) => first(edition.entityRefs().filter((ref) => (edition.entity(ref).team?.hostTeams.length ?? 0) > 0), entityPath)],
  ['catalog', at(catalogPath)],
  ['list of components', at(listPath('component'))],
  ['list of teams', at(listPath('group'))],
  ['list of repositories', at(listPath('repository'))],
  ['scorecards', at(scorecardRoutes.list)],
  ['scorecard', scorecard(scorecardPath)],
  ['check', (edition) => scorecard((id) => first(edition.scorecard(id).levels.flatMap(({ checks }) => checks.map((check) => check.id)), (check) => checkPath(id, check)))(edition)],
  ['entities of a scorecard', scorecard((id) => assessmentListPath(id))],
  ['changes of scorecards', at(scorecardRoutes.changes)],
  ['campaigns', at(scorecardRoutes.campaigns)],
  ['campaign', ({ scorecards }) => first(scorecards.campaigns.map(({ id }) => id), campaignPath)],
  ['controls', at(scorecardRoutes.controls)],
  ['exemptions', at(scorecardRoutes.decisions)],
  ['changelog', at(documentListPaths.change)],
  ['changelog of a component', (edition) => first(edition.changelogRefs().filter((ref) => ref.startsWith('component:') && edition.changelogOf(ref).affecting.length > 0), changelogPath)],
  ['changelog of a team', (edition) => first(edition.changelogRefs().filter((ref) => ref.startsWith('group:')), changelogPath)],
  ['an entry of a changelog', document(({ kind }) => kind === 'change')],
  ['knowledge', at(knowledgePath)],
  ...records,
  ...Object.entries(planningRoutes).map(([name, path]): [string, Finder] => [`list: ${name}`, at(path)]),
  ['objective', (edition) => first(edition.objectives(1).items.map(({ name }) => name), objectivePath)],
  ['roles', (edition) => first(edition.roleMatrices.matrices.map(({ id }) => id), (id) => planningPath('roles', id))],
  ['responsibilities', (edition) => first(edition.responsibilityMatrices.matrices.map(({ id }) => id), (id) => planningPath('responsibilities', id))],
  ['survey', (edition) => first(edition.surveys.surveys.map(({ id }) => id), (id) => planningPath('surveys', id))],
  ['search', at('search/')],
  ['data quality', at('data-quality/')],
  ['findings of a code', ({ quality }) => first(quality.findings.groups.map(({ code }) => code), findingPath)],
  ['provenance', at('provenance/')],
  ['static API', at('api/')],
  ['design', at(designPath)],
  ['not found', at('no/such/page/')],
];
