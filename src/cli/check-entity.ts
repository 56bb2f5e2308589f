import { appendFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { assess } from '../assess/assess.ts';
import { generatorName } from '../build/generator.ts';
import { latestManifest } from '../collect/manifest.ts';
import { type Organisation, readOrganisation } from '../content/organisation.ts';
import { readRules } from '../content/rules/rules.ts';
import { optional } from '../edition/summaries.ts';
import { formatFinding } from '../findings/codes.ts';
import { catalogOf } from '../knowledge/catalog-of.ts';
import { type Knowledge, readKnowledge } from '../knowledge/knowledge.ts';
import { type Fresh, overlay } from '../knowledge/overlay.ts';
import { isReporter, type ReporterName, reporters, summary } from '../reporters/reporters.ts';
import { entityCheck, type EntityCheck } from '../schema/cli/entity-check.ts';
import type { Finding } from '../schema/finding.ts';
import type { Instant } from '../schema/primitives.ts';
import { lakeAt } from '../store/lake.ts';
import { Store } from '../store/store.ts';
import { requireAsked, selectScorecards } from './chosen-scorecards.ts';
import { requireEntity } from './entity-name.ts';
import { exitCode, orNearest, UsageError } from './errors.ts';
import { counted } from './format.ts';
import { cloneFacts, contentFacts } from './fresh-facts.ts';
import type { Io } from './io.ts';
import { cloneView, judgedClone } from './judged-clone.ts';
import { entityView } from './outcomes.ts';
import { parseAsOf } from './workspace.ts';

export interface CheckEntityOptions {
  readonly entity: string;
  readonly content?: string;
  readonly clone?: string;
  readonly data?: string;
  readonly scorecard?: readonly string[];
  readonly level?: string;
  readonly reporter?: string;
  readonly json?: boolean;
  readonly asOf?: string;
}

/**
 * `almanac check --entity X`: judges one entity by the organisation's scorecards, with the commit that is checked out laid
 * over what the last night knew, so that a repository's own CI says what the night would.
 *
 * @returns 1 if a check that counts fails or, with `--level`, if that level is not reached; else 0
 */
export async function checkEntity(options: CheckEntityOptions, io: Io): Promise<number> {
  const reporter = reporterOf(options, io);
  const organisation = organisationOf(options, io);
  const now = io.clock.now().toISOString();
  const asOf = options.asOf === undefined ? now : parseAsOf(options.asOf);
  const time = { asOf, backdated: asOf < now };
  const { rules, findings } = readRules(organisation.dir, { asOf });
  requireAsked(options, rules.scorecards);
  const base = options.data === undefined ? undefined : await readBefore(resolve(io.cwd, options.data), asOf);
  const clone = await judgedClone(options.clone, time, io);
  if ((clone?.uncommitted ?? 0) > 0) io.err(`${counted(clone?.uncommitted ?? 0, 'file')} with changes that are not committed: the commit is judged, without them.\n`);

  // What the clone says comes last: it counts over what was brought, as over what was known before.
  const fresh: [Fresh, ...Fresh[]] = [await contentFacts(organisation, time, io), ...(clone === undefined ? [] : [await cloneFacts(organisation, clone, time, io)])];
  const knowledge = overlay(base, fresh);
  const inClone = fresh.flatMap(({ knowledge: { findings: dated }, checkout }) => (checkout === undefined ? [] : dated.map(({ finding }) => finding)));
  sayFindings([...[...organisation.findings, ...findings].filter(({ severity }) => severity === 'error'), ...inClone.filter(({ severity }) => severity !== 'note')], io);
  const catalog = catalogOf(knowledge, organisation);
  const entity = requireEntity(options.entity, catalog);
  const assessed = assess(knowledge, catalog, rules);
  const chosen = selectScorecards(assessed, entity.ref, options, asOf);
  const report = entityCheck.parse({
    asOf,
    tool: generatorName(),
    entity: entityView(entity),
    ...chosen,
    ...(clone === undefined ? {} : cloneView(clone, entity, knowledge)),
    ...optional('previously', base?.manifest?.asOf),
  } satisfies EntityCheck);

  io.out(reporters[reporter](report));
  const summaryFile = io.env['GITHUB_STEP_SUMMARY'];
  if (reporter === 'github' && summaryFile !== undefined && summaryFile !== '') appendFileSync(summaryFile, summary(report));
  return report.failed ? exitCode.findings : exitCode.done;
}

function reporterOf({ reporter, json }: CheckEntityOptions, { env }: Io): ReporterName {
  if (reporter === undefined) return json === true ? 'json' : env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'text';
  if (isReporter(reporter)) return reporter;
  const names = Object.keys(reporters);
  throw new UsageError(`There is no reporter \`${reporter}\`${orNearest(reporter, names)} Reporters: ${names.join(', ')}.`);
}

function organisationOf({ content }: CheckEntityOptions, { cwd }: Io): Organisation {
  const organisation = readOrganisation(resolve(cwd, content ?? 'content'));
  if (organisation.exists) return organisation;
  throw new UsageError(`There is no content folder ${organisation.dir}, which holds the scorecards. Name the organisation's with --content.`);
}

/** What was known before, as of now: too old a fact is unknown, as it would be on a page. */
async function readBefore(dir: string, asOf: Instant): Promise<Knowledge> {
  if (!existsSync(dir) || latestManifest(lakeAt(dir).runsDir, asOf) === undefined) {
    throw new UsageError(`Nothing was collected into ${dir} by ${asOf}. Name the data folder of a night with --data, or leave it out.`);
  }
  const store = await Store.open(dir);
  try {
    return await readKnowledge(store, asOf);
  } finally {
    store.close();
  }
}

/** How many findings are printed; `almanac check` has them all. */
const said = 10;

/** What is wrong with the rules or in the repository itself: it may be why a verdict is not what was expected. */
function sayFindings(findings: readonly Finding[], io: Io): void {
  for (const finding of findings.slice(0, said)) io.err(`${formatFinding(finding)}\n`);
  if (findings.length > said) io.err(`and ${counted(findings.length - said, 'other finding')}; \`almanac check\` lists those of the content folder.\n`);
}
