import type { Rules } from '../assess/contract.ts';
import type { Catalog } from '../catalog/model.ts';
import { readRules } from '../content/rules/rules.ts';
import { catalogOf } from '../knowledge/catalog-of.ts';
import { type Knowledge, readKnowledge } from '../knowledge/knowledge.ts';
import type { RepositoryRecord } from '../knowledge/repository-record.ts';
import { explanation, type Explanation } from '../schema/cli/explanation.ts';
import type { Ownership } from '../schema/entity.ts';
import { Store } from '../store/store.ts';
import { entityNames, findEntity } from './entity-name.ts';
import { exitCode, orNearest, UsageError } from './errors.ts';
import { explainRule, isRule } from './explain-rule.ts';
import { formatBytes } from './format.ts';
import type { Io } from './io.ts';
import { resolveWorkspace, type WorkspaceOptions } from './workspace.ts';

interface ExplainOptions extends WorkspaceOptions {
  readonly json?: boolean;
}

/**
 * `almanac explain SUBJECT [FACT]`: values with their provenance, and owners with their evidence. With a scorecard, or
 * `<scorecard>/<check>`, as the subject and an entity after it: why the entity has the verdicts it has.
 */
export async function explain(subject: string, fact: string | undefined, options: ExplainOptions, io: Io): Promise<number> {
  const workspace = resolveWorkspace(options, io.cwd, io.clock);
  const store = await Store.open(workspace.dataDir);
  try {
    const knowledge = await readKnowledge(store, workspace.asOf);
    if (knowledge.manifest === undefined) {
      throw new UsageError(`Nothing was collected into ${workspace.dataDir} by ${workspace.asOf}. Run \`almanac collect\` first, or name the data folder with --data.`);
    }
    const catalog = catalogOf(knowledge, workspace.organisation);
    const { rules } = readRules(workspace.organisation.dir, { asOf: workspace.asOf });
    if (isRule(subject, fact, rules, catalog)) {
      io.out(explainRule(subject, fact, { knowledge, catalog, rules }, options.json === true));
      return exitCode.done;
    }
    const found = explanation.parse(narrowed(explanationOf(subject, knowledge, catalog, rules), fact));
    io.out(options.json === true ? `${JSON.stringify(found)}\n` : `${printed(found)}\n`);
    return exitCode.done;
  } finally {
    store.close();
  }
}

function explanationOf(subject: string, knowledge: Knowledge, catalog: Catalog, { scorecards }: Rules): Explanation {
  const entity = findEntity(subject, catalog);
  const byId = new Map(knowledge.repositories.map((record) => [record.repository.toLowerCase(), record]));
  const record = byId.get(subject.toLowerCase());
  if (entity !== undefined) {
    const repositories = entity.repositories.flatMap((id) => byId.get(id.toLowerCase()) ?? []);
    const { source, url, collector, version, observedAt } = entity.provenance;
    return {
      subject: entity.ref,
      declared: { source, ...(url === undefined ? {} : { url }), collector, version, observedAt, inferred: entity.inferred },
      ownership: entity.ownership,
      facts: repositories.flatMap(factsOf),
    };
  }
  if (record !== undefined) {
    const ownership = catalog.repositories.get(record.repository)?.ownership;
    return { subject: record.repository, ...(ownership === undefined ? {} : { ownership }), facts: factsOf(record) };
  }
  const checks = [...scorecards.values()].flatMap(({ id, checks: list }) => list.map((check) => `${id}/${check.id}`));
  const known = [...entityNames(catalog), ...byId.keys(), ...scorecards.keys(), ...checks];
  throw new UsageError(
    `There is no entity or repository \`${subject}\`${orNearest(subject, known)} Name it as kind:namespace/name, as a name alone, or as host/path/name.`,
  );
}

function factsOf(record: RepositoryRecord): Explanation['facts'] {
  return record.facts.map(({ id, label, value, unit, unknown, provenance, age }) => ({
    id,
    repository: record.repository,
    label,
    unit,
    ...(value === undefined ? {} : { value }),
    ...(unknown === undefined ? {} : { unknown }),
    ...(provenance === undefined ? {} : { provenance }),
    age,
  }));
}

function narrowed(whole: Explanation, fact: string | undefined): Explanation {
  if (fact === undefined) return whole;
  if (fact === 'owner') return { ...whole, facts: [] };
  const facts = whole.facts.filter(({ id }) => id === fact || id === `repository.${fact}`);
  if (facts.length === 0) {
    const names = ['owner', ...new Set(whole.facts.map(({ id }) => id.replace(/^repository\./, '')))];
    throw new UsageError(`${whole.subject} has no fact \`${fact}\`${orNearest(fact, names)} Facts: ${names.join(', ')}.`);
  }
  const { ownership: _, ...rest } = whole;
  return { ...rest, facts };
}

function printed({ subject, declared, ownership, facts }: Explanation): string {
  const lines = [subject];
  if (declared !== undefined) lines.push(`  ${declared.inferred ? 'inferred from' : 'declared in'} ${declared.source}${declared.url === undefined ? '' : ` (${declared.url})`}`);
  if (ownership !== undefined) lines.push(...ownershipLines(ownership));
  for (const { repository, label, value, unit, unknown, provenance, age } of facts) {
    lines.push(`  ${label}: ${unknown === undefined ? valueText(value, unit) : `unknown (${unknown})`}`);
    if (provenance !== undefined) {
      const { source, collector, version, observedAt, since } = provenance;
      lines.push(`    from ${source} of ${repository}, collector ${collector} ${version}, observed ${observedAt}, so since ${since}`);
    }
    if (age.state !== 'current') lines.push(`    ${age.state}: ${age.reason ?? 'its source could not be read'}`);
  }
  return lines.join('\n');
}

function ownershipLines({ owner, resolved, drift, evidence }: Ownership): string[] {
  const note = owner === undefined || resolved ? '' : ', which is not in the catalog';
  return [
    `  owner: ${owner ?? 'none: no source names one'}${note}${drift ? '; the sources disagree' : ''}`,
    ...evidence.map((item) => `    ${item.decides ? '*' : ' '} ${item.source}: ${item.owner} (${item.asWritten === item.owner ? '' : `written ${item.asWritten}, `}${item.where})`),
  ];
}

function valueText(value: unknown, unit: string): string {
  if (unit === 'bytes' && typeof value === 'number') return formatBytes(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
