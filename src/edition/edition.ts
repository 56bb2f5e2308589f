import { join } from 'node:path';
import { assess, type Assessed } from '../assess/assess.ts';
import { exemptionStates } from '../assess/exemptions.ts';
import { assessmentFindings } from '../assess/findings.ts';
import { readHistory } from '../assess/history/history.ts';
import type { EditionRecord } from '../assess/history/record.ts';
import type { Organisation } from '../content/organisation.ts';
import { readPlanning } from '../content/planning/planning.ts';
import { readRules } from '../content/rules/rules.ts';
import { compareFindings } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import { publishedSchemas } from '../schema/json-schemas.ts';
import type { Instant } from '../schema/primitives.ts';
import type { Store } from '../store/store.ts';
import type { BaseContext, EditionContext } from './context.ts';
import { changelogFindings } from './changelog/findings.ts';
import { writeChangelogs } from './changelog/write.ts';
import { writeDocuments } from './documents/write.ts';
import { catalogOf } from '../knowledge/catalog-of.ts';
import { writeEntityPages } from './entity-pages.ts';
import { FindingIndex, type IndexedFinding } from './finding-index.ts';
import { HostTeams } from './host-teams.ts';
import { writeIndex } from './index-file.ts';
import { readKnowledge } from '../knowledge/knowledge.ts';
import { writePlanning } from './planning/write.ts';
import { writeQuality } from './quality.ts';
import { writeRepositoryPages } from './repository-pages.ts';
import { Past } from './scorecards/past.ts';
import { scorecardView } from './scorecards/view.ts';
import { campaignStates, writeScorecards } from './scorecards/write.ts';
import { Summaries } from './summaries.ts';
import { EditionWriter } from './writer.ts';

/** What an edition is made from, and where to. */
export interface EditionInput {
  readonly store: Store;
  readonly organisation: Organisation;
  readonly asOf: Instant;
  /** Folder that gets `api/v1/…`; must be new. */
  readonly dir: string;
  /** Name and version of what builds it. */
  readonly generator: string;
  /** Folder for what rendering documents keeps from one build to the next; by default below `dir`, so that nothing is kept. */
  readonly cacheDir?: string;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** What an edition holds. */
export interface EditionCounts {
  readonly entities: number;
  readonly repositories: number;
  readonly facts: number;
  readonly scorecards: number;
  readonly documents: number;
  readonly files: number;
  readonly findings: readonly Finding[];
  /** Those of them that keep the site from being published. */
  readonly blocking: readonly Finding[];
  /** Sources whose facts are not of the last run: part and age in days. */
  readonly ages: readonly { readonly collector: string; readonly shard: string; readonly days: number | undefined; readonly reason: string }[];
  /** What the edition leaves behind once it is published. */
  readonly record: EditionRecord;
}

/** Builds the catalog of what was known at `asOf` and writes the edition: the same input gives the same bytes. */
export async function writeEdition(input: EditionInput): Promise<EditionCounts> {
  const { organisation, asOf, dir } = input;
  const knowledge = await readKnowledge(input.store, asOf);
  const store = await input.store.named(knowledge.names);
  const catalog = catalogOf(knowledge, organisation);
  const { rules, findings: ruleFindings } = readRules(organisation.dir, { asOf, knownEntities: new Set(catalog.entities.keys()) });
  const assessed = assess(knowledge, catalog, rules);
  const exemptions = exemptionStates(rules.exemptions, assessed.judgements, asOf);
  const judgeAt = async (at: Instant): Promise<Assessed['judgements']> => {
    const then = await readKnowledge(input.store, at);
    return assess(then, catalogOf(then, organisation), rules).judgements;
  };
  const history = await readHistory({ store, asOf, rules, judgements: assessed.judgements, entities: assessed.entities, judgeAt });
  const judged = assessmentFindings(assessed, exemptions, knowledge.ruleFacts.measurements);
  const writer = new EditionWriter(dir);
  const written = await writeDocuments({
    store,
    knowledge,
    catalog,
    organisation,
    writer,
    cacheDir: input.cacheDir ?? join(dir, 'cache'),
    signal: input.signal ?? new AbortController().signal,
    log: input.log ?? (() => undefined),
  });
  const planned = readPlanning(organisation.dir, { asOf, knownEntities: new Set(catalog.entities.keys()) });
  const own = [...organisation.findings, ...planned.findings, ...written.findings, ...changelogFindings(written.index.changes(), catalog, asOf), ...ruleFindings, ...judged, ...catalog.findings].map((finding): IndexedFinding => ({ finding, since: undefined }));
  const findings = new FindingIndex([...own, ...knowledge.findings]);
  const summaries = new Summaries({ knowledge, catalog, findings });
  const base: BaseContext = { knowledge, catalog, organisation, findings, summaries, writer, documents: written.index };
  const context: EditionContext = { ...base, changelog: await writeChangelogs(base, store), planning: await writePlanning(planned, base) };
  const view = scorecardView(context, assessed, exemptions);
  const past = new Past(history, { scorecards: rules.scorecards, link: (ref) => summaries.link(ref) });
  const campaigns = campaignStates(view, past);
  const assessment = { view, past, campaigns };
  const hostTeams = await HostTeams.read(store, knowledge, catalog);
  await writeEntityPages(context, assessment, hostTeams);
  await writeScorecards(view, past, campaigns);
  await writeRepositoryPages(context, store, hostTeams);
  await writeQuality(context, store);
  await writer.stage('search-synonyms.json', JSON.stringify(organisation.synonyms));
  for (const [name, schema] of publishedSchemas()) await writer.text(`schemas/${name}.json`, schema);
  await writer.finish();
  await writeIndex(context, assessment, store, { generator: input.generator, documents: written.overview });
  await writer.finish();
  return {
    entities: catalog.entities.size,
    repositories: knowledge.repositories.length,
    facts: [...knowledge.rows.values()].flatMap((rows) => [...rows.values()]).reduce((sum, rows) => sum + rows, 0),
    scorecards: rules.scorecards.size,
    documents: written.documents,
    files: writer.files,
    findings: findings.all.map(({ finding }) => finding).toSorted(compareFindings),
    blocking: written.blocking,
    ages: knowledge.ages.failed.map(({ collector, shard, label = shard, reason, age }) => ({ collector, shard: label, days: age.days, reason })),
    record: history.record,
  };
}
