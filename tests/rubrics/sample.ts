import { buildCatalog } from '../../src/catalog/build.ts';
import type { Judged, Judgement, Rules } from '../../src/assess/contract.ts';
import { judge } from '../../src/assess/judge.ts';
import type { KnownEvents, KnownFact } from '../../src/knowledge/known.ts';
import { mergeRepository, type RepositoryRecord } from '../../src/knowledge/repository-record.ts';
import { subjectsOf } from '../../src/rules/subjects.ts';
import type { Delivery } from '../../src/schema/facts/delivery.ts';
import type { Measurement } from '../../src/schema/facts/measurement.ts';
import type { ProductionChange } from '../../src/schema/facts/production-change.ts';
import type { Repository, WellKnownFile } from '../../src/schema/facts/repository.ts';
import type { SupplyChain } from '../../src/schema/facts/supply-chain.ts';
import { codeowners, declare, provenance } from '../catalog/organisation.ts';

export const asOf = '2026-11-21T03:00:00.000Z';
export const repositoryId = 'git.example.com/acme/subject';
export const ref = 'component:default/subject';

/** Everything that is known of one made-up Component. */
export interface Sample {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Undefined: no repository belongs to it. */
  readonly repository: Partial<Repository> | undefined;
  readonly supplyChain: Partial<SupplyChain> | undefined;
  /** By id; those of the repository and those of the entity together. */
  readonly measurements: Readonly<Record<string, number | boolean | string>>;
  /** Undefined: no source of them could be read. */
  readonly changes: readonly Partial<ProductionChange>[] | undefined;
  readonly deliveries: readonly Partial<Delivery>[] | undefined;
  /** Owner in CODEOWNERS, where it is not the one of the catalog. */
  readonly drift?: boolean;
}

/** A sample made into another. */
export type Change = (sample: Sample) => Sample;

export const all = (...changes: Change[]): Change => (sample) => changes.reduce((made, change) => change(made), sample);
export const metadata = (fields: Readonly<Record<string, unknown>>): Change => (sample) => ({ ...sample, metadata: { ...sample.metadata, ...fields } });
export const spec = (fields: Readonly<Record<string, unknown>>): Change => (sample) => ({ ...sample, spec: { ...sample.spec, ...fields } });
export const repository = (fields: Partial<Repository>): Change => (sample) => ({ ...sample, repository: { ...sample.repository, ...fields } });
export const chain = (fields: Partial<SupplyChain>): Change => (sample) => ({ ...sample, supplyChain: { ...sample.supplyChain, ...fields } });
export const measured = (values: Sample['measurements']): Change => (sample) => ({ ...sample, measurements: { ...sample.measurements, ...values } });
export const changes = (...of: readonly Partial<ProductionChange>[]): Change => (sample) => ({ ...sample, changes: of });
export const deliveries = (...of: readonly Partial<Delivery>[]): Change => (sample) => ({ ...sample, deliveries: of });
export const drift: Change = (sample) => ({ ...sample, drift: true });

/** Nothing said of a measurement. */
export const unmeasured = (id: string): Change => (sample) => ({ ...sample, measurements: Object.fromEntries(Object.entries(sample.measurements).filter(([key]) => key !== id)) });
export const noRepository: Change = (sample) => ({ ...sample, repository: undefined, supplyChain: undefined });
export const noChain: Change = (sample) => ({ ...sample, supplyChain: undefined });
export const noEvents: Change = (sample) => ({ ...sample, changes: undefined, deliveries: undefined });
/** Nothing known of its repository but that it is there. */
export const unread: Change = (sample) => ({ ...sample, repository: {}, supplyChain: undefined });

/** A repository with these well-known files only. */
export const withFiles = (...files: readonly WellKnownFile[]): Partial<Repository> => ({ wellKnownFiles: files.map((file) => ({ file, path: file })) });
export const without = (file: WellKnownFile): Change => (sample) => repository({ wellKnownFiles: sample.repository?.wellKnownFiles?.filter((found) => found.file !== file) ?? [] })(sample);

/** What else there is in the catalog: teams, APIs, a database, components of tier 1 and of none. */
const surroundings = [
  { kind: 'Group', metadata: { name: 'team-a' }, spec: { type: 'team', children: [] } },
  { kind: 'Group', metadata: { name: 'team-b' }, spec: { type: 'team', children: [] } },
  { kind: 'System', metadata: { name: 'shop' }, spec: { owner: 'team-a' } },
  { kind: 'API', metadata: { name: 'orders', description: 'Place and follow orders' }, spec: { type: 'openapi', lifecycle: 'production', owner: 'team-a', definition: 'openapi: 3.1.0\ninfo: { title: Orders, version: 1.0.0 }\npaths: { /orders: {} }\n' } },
  { kind: 'API', metadata: { name: 'bare' }, spec: { type: 'openapi', lifecycle: 'experimental', owner: 'team-a', definition: 'see wiki' } },
  { kind: 'Resource', metadata: { name: 'db' }, spec: { type: 'database', owner: 'team-a' } },
  { kind: 'Component', metadata: { name: 'strong', labels: { 'harbour.example.com/tier': '1' } }, spec: { type: 'service', lifecycle: 'production', owner: 'team-a' } },
  { kind: 'Component', metadata: { name: 'weak' }, spec: { type: 'service', lifecycle: 'experimental', owner: 'team-a' } },
];

/** The sample as rules see it. */
export function judgedOf(sample: Sample, { measurements: declared }: Rules): Judged {
  const subject = { kind: 'Component', metadata: { name: 'subject', ...sample.metadata }, spec: sample.spec };
  const text = [...surroundings, subject].map((entity) => JSON.stringify({ apiVersion: 'backstage.io/v1alpha1', ...entity })).join('\n---\n');
  const repositoryValue: Repository | undefined = sample.repository === undefined ? undefined : { repository: repositoryId, empty: false, ...sample.repository };
  const source = provenance('test');
  const catalog = buildCatalog({
    entries: declare(text),
    repositories: repositoryValue === undefined ? [] : [{ value: repositoryValue, provenance: source }],
    codeowners: sample.drift === true ? [codeowners(repositoryId, ['@acme/team-b'])] : [],
    ownerRules: [],
    precedence: ['content', 'catalog', 'codeowners'],
  });
  const known = <T>(value: T): KnownFact<T> => ({ value, provenance: source, unknown: undefined });
  const subjects = subjectsOf({
    asOf,
    catalog,
    records: recordsOf(repositoryValue),
    supplyChain: new Map(sample.supplyChain === undefined ? [] : [[repositoryId, known({ repository: repositoryId, workflows: [], images: [], downloads: [], binaries: [], fuzzing: [], staticAnalysis: [], ...sample.supplyChain })]]),
    measurements: new Map([ref, repositoryId].map((of) => [of, measurementsOf(of, sample, known)])),
    changes: eventsOf(sample.changes, (value, index): ProductionChange => ({ entity: ref, id: `C-${index}`, startedAt: asOf, ...value }), ({ startedAt }) => startedAt),
    deliveries: eventsOf(sample.deliveries, (value, index): Delivery => ({ entity: ref, id: `D-${index}`, supplier: 'Example', deliveredAt: asOf, ...value }), ({ deliveredAt }) => deliveredAt),
    declared,
  });
  const found = subjects.of(ref);
  if (found === undefined) throw new Error(`${ref} is not in the catalog`);
  return { subject: found, ref, kind: 'Component', owner: 'group:default/team-a', system: undefined, domain: undefined };

  function eventsOf<T>(of: readonly Partial<T>[] | undefined, whole: (value: Partial<T>, index: number) => T, at: (value: T) => string): KnownEvents<T> {
    if (of === undefined) return { unknown: 'its source could not be read' };
    const sorted = of.map(whole).toSorted((a, b) => Date.parse(at(b)) - Date.parse(at(a)));
    return { by: new Map([[ref, sorted.map(known)]]) };
  }
}

function recordsOf(value: Repository | undefined): Map<string, RepositoryRecord> {
  if (value === undefined) return new Map();
  const age = { state: 'current', observedAt: asOf, days: 0 } as const;
  const fact = { value, collector: 'test', version: '1', shard: 'one', source: 'test', url: undefined, since: asOf };
  const record = mergeRepository([fact], { of: () => age, failed: [] });
  return new Map(record === undefined ? [] : [[value.repository, record]]);
}

/** The same for entity and repository: which of the two a rule reads is seen in the sample organisation. */
function measurementsOf(subject: string, { measurements }: Sample, known: (value: Measurement) => KnownFact<Measurement>): Map<string, KnownFact<Measurement>> {
  return new Map(
    Object.entries(measurements).map(([measurement, value]) => {
      const field = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : /^\d{4}-/.test(value) ? 'instant' : 'text';
      return [measurement, known({ subject, measurement, [field]: value })];
    }),
  );
}

/** The judgement of one sample by one scorecard, exemptions apart. */
export function judgeSample(scorecard: string, sample: Sample, rules: Rules): Judgement {
  const card = rules.scorecards.get(scorecard);
  if (card === undefined) throw new Error(`There is no scorecard ${scorecard}`);
  return judge(card, [judgedOf(sample, rules)], [], { asOf });
}
