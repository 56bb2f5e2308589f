import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mayHide, visibleJson } from '../text/visible-text.ts';
import { entityRef } from '../schema/entity.ts';
import { changelogOverview, changelogPage } from '../schema/edition/changelog.ts';
import type { ChangelogOverview, ChangelogPage } from '../schema/edition/changelog.ts';
import { dataQuality, findingList } from '../schema/edition/data-quality.ts';
import type { DataQuality, FindingList } from '../schema/edition/data-quality.ts';
import { entityPage } from '../schema/edition/entity.ts';
import type { EntityPage } from '../schema/edition/entity.ts';
import { documentKindPage, knowledgeOverview } from '../schema/edition/knowledge.ts';
import type { KindPageOf, KnowledgeKind, KnowledgeOverview } from '../schema/edition/knowledge.ts';
import { documentFrame, documentPage, redirects } from '../schema/edition/document.ts';
import type { DocumentFrame, DocumentPage, Redirects } from '../schema/edition/document.ts';
import { editionIndex } from '../schema/edition/index-file.ts';
import type { EditionIndex } from '../schema/edition/index-file.ts';
import { objectiveList, objectivePage } from '../schema/edition/objective.ts';
import type { ObjectiveList, ObjectivePage } from '../schema/edition/objective.ts';
import { responsibilityList, responsibilityPage, roadmapPage, roleMatrixList, roleMatrixPage } from '../schema/edition/planning.ts';
import type { ResponsibilityList, ResponsibilityPage, RoadmapPage, RoleMatrixList, RoleMatrixPage } from '../schema/edition/planning.ts';
import { repositoryPage } from '../schema/edition/repository.ts';
import type { RepositoryPage } from '../schema/edition/repository.ts';
import { entityList, repositoryList } from '../schema/edition/shared.ts';
import type { EntityList, RepositoryList } from '../schema/edition/shared.ts';
import { assessmentList, campaignPage, changeList, checkPage, controlMatrix, decisionList, scorecardList, scorecardPage } from '../schema/edition/scorecard.ts';
import type { AssessmentList, CampaignPage, ChangeList, CheckPage, ControlMatrix, DecisionList, ScorecardList, ScorecardPage } from '../schema/edition/scorecard.ts';
import { sitePath } from '../schema/edition/shared.ts';
import { surveyList, surveyPage } from '../schema/edition/survey.ts';
import type { SurveyList, SurveyPage } from '../schema/edition/survey.ts';
import { repositoryId } from '../schema/primitives.ts';
import { changelogFiles, documentFile, documentFiles, entityFile, findingFile, listFile, planningFiles, repositoryFile, scorecardFiles } from './routes.ts';

/** The environment variable that names the edition's folder: Astro's pages cannot be handed anything. */
export const editionVariable = 'ALMANAC_EDITION';

/** An edition's folder is missing, or one of its files is missing or not what its schema says. */
export class EditionError extends Error {
  override name = 'EditionError';
}

/**
 * An edition on disk, as pages read it. Index, data quality and lists are checked against their published schemas; of
 * the many files of entities and repositories only the keys are (`keysOf`). Every text comes back with hidden
 * characters made visible (`visibleText`), so that no page can print one. Errors: `EditionError`.
 */
export interface Edition {
  readonly index: EditionIndex;
  readonly quality: DataQuality;
  /** References of all entities, in the order of `entities.ndjson`, as they are in the files: for paths, not for print. */
  entityRefs(): string[];
  /** Ids of all repositories, in the order of `repositories.ndjson`, as they are in the files. */
  repositoryIds(): string[];
  entity(ref: string): EntityPage;
  repository(id: string): RepositoryPage;
  entityList(kind: string, page: number): EntityList;
  repositoryList(page: number): RepositoryList;
  findingList(code: string, page: number): FindingList;
  readonly scorecards: ScorecardList;
  readonly changes: ChangeList;
  readonly decisions: DecisionList;
  readonly controls: ControlMatrix;
  scorecard(id: string): ScorecardPage;
  assessments(id: string, page: number): AssessmentList;
  check(scorecard: string, check: string): CheckPage;
  campaign(id: string): CampaignPage;
  objectives(page: number): ObjectiveList;
  objective(name: string): ObjectivePage;
  readonly roadmap: RoadmapPage;
  readonly roleMatrices: RoleMatrixList;
  roleMatrix(id: string): RoleMatrixPage;
  readonly responsibilityMatrices: ResponsibilityList;
  responsibilities(id: string): ResponsibilityPage;
  readonly surveys: SurveyList;
  survey(id: string): SurveyPage;
  /** Paths of all documents' pages, in the order of `documents.ndjson`. */
  documentPaths(): string[];
  document(path: string): DocumentPage;
  /** A sidebar; kept, since the pages of a section come one after another and share it. */
  frame(id: string): DocumentFrame;
  readonly redirects: Redirects;
  /** Changes of the whole platform; only where `index.changelog` says that there are any. */
  readonly changelog: ChangelogOverview;
  /** References of the entities and teams that have a changelog, as they are in the files. */
  changelogRefs(): string[];
  /** The changelog of an entity or team that has one. */
  changelogOf(ref: string): ChangelogPage;
  readonly knowledge: KnowledgeOverview;
  /** A page of the list of documents of a kind. */
  documentKind<K extends KnowledgeKind>(kind: K, page: number): KindPageOf<K>;
}

/** Opens the edition in `folder` (which holds `api/v1/`). Files are read when asked for; index and data quality once. */
export function openEdition(folder: string): Edition {
  const read = <S extends z.ZodType>(file: string, schema: S): z.infer<S> => readJson(folder, file, schema);
  let index: EditionIndex | undefined;
  let quality: DataQuality | undefined;
  let scorecards: ScorecardList | undefined;
  let knowledge: KnowledgeOverview | undefined;
  let lastFrame: DocumentFrame | undefined;
  return {
    get index() {
      return (index ??= read('index.json', editionIndex));
    },
    get quality() {
      return (quality ??= read('data-quality.json', dataQuality));
    },
    entityRefs: () => readLines(folder, 'entities.ndjson', entityLine).map((line) => line.ref),
    repositoryIds: () => readLines(folder, 'repositories.ndjson', repositoryLine).map((line) => line.repository),
    entity: (ref) => readMany(folder, entityFile(ref), entityKeys),
    repository: (id) => readMany(folder, repositoryFile(id), repositoryKeys),
    entityList: (kind, page) => read(listFile(kind, page), entityList),
    repositoryList: (page) => read(listFile('repository', page), repositoryList),
    findingList: (code, page) => read(findingFile(code, page), findingList),
    get scorecards() {
      return (scorecards ??= read(scorecardFiles.list, scorecardList));
    },
    get changes() {
      return read(scorecardFiles.changes, changeList);
    },
    get decisions() {
      return read(scorecardFiles.decisions, decisionList);
    },
    get controls() {
      return read(scorecardFiles.controls, controlMatrix);
    },
    scorecard: (id) => read(scorecardFiles.scorecard(id), scorecardPage),
    assessments: (id, page) => read(scorecardFiles.entities(id, page), assessmentList),
    check: (scorecard, check) => read(scorecardFiles.check(scorecard, check), checkPage),
    campaign: (id) => read(scorecardFiles.campaign(id), campaignPage),
    objectives: (page) => read(planningFiles.objectives(page), objectiveList),
    objective: (name) => read(planningFiles.objective(name), objectivePage),
    get roadmap() {
      return read(planningFiles.roadmap, roadmapPage);
    },
    get roleMatrices() {
      return read(planningFiles.list('roles'), roleMatrixList);
    },
    roleMatrix: (id) => read(planningFiles.one('roles', id), roleMatrixPage),
    get responsibilityMatrices() {
      return read(planningFiles.list('responsibilities'), responsibilityList);
    },
    responsibilities: (id) => read(planningFiles.one('responsibilities', id), responsibilityPage),
    get surveys() {
      return read(planningFiles.list('surveys'), surveyList);
    },
    survey: (id) => read(planningFiles.one('surveys', id), surveyPage),
    documentPaths: () => readLines(folder, documentFiles.summaries, documentLine).map((line) => line.path),
    document: (path) => readMany(folder, documentFile(path), documentKeys),
    frame: (id) => {
      if (lastFrame?.id !== id) lastFrame = read(documentFiles.frame(id), documentFrame);
      return lastFrame;
    },
    get redirects() {
      return read(documentFiles.redirects, redirects);
    },
    get changelog() {
      return read(changelogFiles.overview, changelogOverview);
    },
    changelogRefs: () => readLines(folder, changelogFiles.entities, entityInLine).map(({ entity }) => entity.ref),
    changelogOf: (ref) => readMany(folder, changelogFiles.entity(ref), changelogKeys),
    get knowledge() {
      return (knowledge ??= read(documentFiles.knowledge, knowledgeOverview));
    },
    documentKind: (kind, page) => {
      const file = documentFiles.kind(kind, page);
      const list = read(file, documentKindPage);
      if (!isOfKind(list, kind)) throw new EditionError(`api/v1/${file} of the edition lists ${list.kind}, not ${kind}`);
      return list;
    },
  };
}

let opened: { readonly folder: string; readonly edition: Edition } | undefined;

/** The edition that is rendered: the folder that {@link editionVariable} names, opened once. A preview names another one with every change. */
export function currentEdition(): Edition {
  const folder = process.env[editionVariable];
  if (folder === undefined || folder === '') throw new EditionError(`${editionVariable} is not set: it names the edition's folder`);
  if (opened?.folder !== folder) opened = { folder, edition: openEdition(folder) };
  return opened.edition;
}

function isOfKind<K extends KnowledgeKind>(list: { readonly kind: KnowledgeKind }, kind: K): list is KindPageOf<K> {
  return list.kind === kind;
}

/** What is needed of a line to know its page; the rest of the summary is the lists' concern. */
const entityLine = z.object({ ref: entityRef });
const entityInLine = z.object({ entity: entityLine });
const repositoryLine = z.object({ repository: repositoryId });
const documentLine = z.object({ path: sitePath });

function readText(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, 'api', 'v1', file), 'utf8');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const what = missing ? 'is missing' : `cannot be read (${cause instanceof Error ? cause.message : String(cause)})`;
    throw new EditionError(`api/v1/${file} of the edition ${what}; the edition in ${folder} is not whole, so build it again`, { cause });
  }
}

function readJson<S extends z.ZodType>(folder: string, file: string, schema: S): z.infer<S> {
  return check(readValue(folder, file), file, schema);
}

function readValue(folder: string, file: string): unknown {
  const text = readText(folder, file);
  const value = parse(text, file);
  return mayHide(text) ? visibleJson(value) : value;
}

/**
 * Whether a value has the keys of a schema, all that are required and no other. The writer puts every value through the
 * whole schema as it writes it, minutes before; doing so again took more than a quarter of the time of a page. A value that fails
 * here is put through the schema after all, for what is wrong.
 */
interface Keys<S extends z.ZodObject> {
  readonly schema: S;
  readonly match: (value: unknown) => value is z.infer<S>;
}

function keysOf<S extends z.ZodObject>(schema: S): Keys<S> {
  const all = new Set(Object.keys(schema.shape));
  const required = Object.entries(schema.shape).flatMap(([key, inner]) => (z.safeParse(inner, undefined).success ? [] : [key]));
  return {
    schema,
    match: (value): value is z.infer<S> =>
      typeof value === 'object' && value !== null && required.every((key) => key in value) && Object.keys(value).every((key) => all.has(key)),
  };
}

const entityKeys = keysOf(entityPage);
const repositoryKeys = keysOf(repositoryPage);
const changelogKeys = keysOf(changelogPage);
const documentKeys = keysOf(documentPage);

function readMany<S extends z.ZodObject>(folder: string, file: string, keys: Keys<S>): z.infer<S> {
  const value = readValue(folder, file);
  return keys.match(value) ? value : check(value, file, keys.schema);
}

function readLines<S extends z.ZodType>(folder: string, file: string, schema: S): z.infer<S>[] {
  return readText(folder, file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => check(parse(line, `${file}:${at + 1}`), `${file}:${at + 1}`, schema));
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EditionError(`api/v1/${place} of the edition is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function check<S extends z.ZodType>(value: unknown, place: string, schema: S): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new EditionError(`api/v1/${place} of the edition is not what its schema says:\n${z.prettifyError(result.error)}`);
}
