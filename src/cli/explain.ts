import type { Catalog, CatalogEntity } from '../catalog/model.ts';
import { catalogOf } from '../knowledge/catalog-of.ts';
import { type Knowledge, readKnowledge } from '../knowledge/knowledge.ts';
import type { RepositoryRecord } from '../knowledge/repository-record.ts';
import { compareText } from '../findings/codes.ts';
import { nearestKey } from '../content/document.ts';
import { explanation, type Explanation } from '../schema/cli/explanation.ts';
import type { Ownership } from '../schema/entity.ts';
import { Store } from '../store/store.ts';
import { exitCode, UsageError } from './errors.ts';
import { formatBytes } from './format.ts';
import type { Io } from './io.ts';
import { resolveWorkspace, type WorkspaceOptions } from './workspace.ts';

interface ExplainOptions extends WorkspaceOptions {
  readonly json?: boolean;
}

/** `almanac explain SUBJECT [FACT]`: values with their provenance, and owners with their evidence. */
export async function explain(subject: string, fact: string | undefined, options: ExplainOptions, io: Io): Promise<number> {
  const workspace = resolveWorkspace(options, io.cwd, io.clock);
  const store = await Store.open(workspace.dataDir);
  try {
    const knowledge = await readKnowledge(store, workspace.asOf);
    if (knowledge.manifest === undefined) {
      throw new UsageError(`Nothing was collected into ${workspace.dataDir} by ${workspace.asOf}. Run \`almanac collect\` first, or name the data folder with --data.`);
    }
    const catalog = catalogOf(knowledge, workspace.organisation);
    const found = explanation.parse(narrowed(explanationOf(subject, knowledge, catalog), fact));
    io.out(options.json === true ? `${JSON.stringify(found)}\n` : `${printed(found)}\n`);
    return exitCode.done;
  } finally {
    store.close();
  }
}

function explanationOf(subject: string, knowledge: Knowledge, catalog: Catalog): Explanation {
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
  const near = nearestKey(subject, [...catalog.entities.keys(), ...[...catalog.entities.values()].map(({ name }) => name), ...byId.keys()]);
  throw new UsageError(
    `There is no entity or repository \`${subject}\`${near === undefined ? '' : `; did you mean \`${near}\`?`} Name it as kind:namespace/name, as a name alone, or as host/path/name.`,
  );
}

/** By full reference, by kind:name in the default namespace, or by a name that only one entity has. */
function findEntity(subject: string, catalog: Catalog): CatalogEntity | undefined {
  const text = subject.toLowerCase();
  const [, kind, namespace = 'default', name] = /^([^:/]+):(?:([^/]+)\/)?([^/]+)$/.exec(text) ?? [];
  if (kind !== undefined && name !== undefined) return catalog.entities.get(`${kind}:${namespace}/${name}`);
  const named = [...catalog.entities.values()].filter((entity) => entity.name.toLowerCase() === text);
  if (named.length > 1) {
    throw new UsageError(`\`${subject}\` names ${named.length} entities: ${named.map(({ ref }) => ref).toSorted(compareText).join(', ')}. Name one in full.`);
  }
  return named[0];
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
    const near = nearestKey(fact, names);
    throw new UsageError(`${whole.subject} has no fact \`${fact}\`${near === undefined ? '' : `; did you mean \`${near}\`?`} Facts: ${names.join(', ')}.`);
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
