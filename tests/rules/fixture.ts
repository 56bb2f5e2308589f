import type { Catalog, CatalogEntity } from '../../src/catalog/model.ts';
import type { Ages } from '../../src/knowledge/ages.ts';
import type { KnownEvents, KnownFact } from '../../src/knowledge/known.ts';
import { mergeRepository, type RepositoryRecord } from '../../src/knowledge/repository-record.ts';
import { createLanguage } from '../../src/rules/language.ts';
import type { SubjectInput } from '../../src/rules/subject-input.ts';
import { type EntitySubject, subjectsOf } from '../../src/rules/subjects.ts';
import type { Provenance } from '../../src/schema/fact.ts';
import type { Delivery } from '../../src/schema/facts/delivery.ts';
import type { Measurement } from '../../src/schema/facts/measurement.ts';
import type { ProductionChange } from '../../src/schema/facts/production-change.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';
import type { SupplyChain } from '../../src/schema/facts/supply-chain.ts';
import type { MeasurementDeclaration } from '../../src/schema/scorecards/measurement.ts';

export const asOf = '2026-11-21T03:00:00.000Z';

export const provenance: Provenance = {
  source: 'git clone payments',
  collector: 'git',
  version: '1.0.0',
  observedAt: '2026-11-21T01:00:00.000Z',
  since: '2026-10-01T01:00:00.000Z',
};

export const declared: readonly MeasurementDeclaration[] = [
  { id: 'testCoverage', title: 'Test coverage', type: 'number', unit: '%' },
  { id: 'onCall', title: 'Has a rota', type: 'boolean' },
  { id: 'tier', title: 'Tier', type: 'text' },
  { id: 'reviewedAt', title: 'Last review', type: 'instant' },
];

export const language = createLanguage(declared);

const repositories: readonly Repository[] = [
  {
    repository: 'github.com/acme/payments',
    description: 'Takes payments',
    defaultBranch: 'main',
    head: '0123456789abcdef0123456789abcdef01234567',
    empty: false,
    bare: true,
    archived: false,
    topics: ['go', 'payments', 'tier-1'],
    firstCommitAt: '2019-02-03T10:00:00Z',
    lastCommitAt: '2026-11-11T09:30:00Z',
    branches: 12,
    mergedBranches: 5,
    tags: 40,
    latestRelease: '2.10.1',
    latestReleaseAt: '2026-04-21T03:00:00Z',
    sizeBytes: 1_250_000,
    files: 420,
    gitBytes: 9_000_000,
    languages: [
      { name: 'Go', bytes: 900_000 },
      { name: 'Shell', bytes: 12_000 },
    ],
    license: 'Apache-2.0',
    wellKnownFiles: [
      { file: 'readme', path: 'README.md' },
      { file: 'ci', path: '.github/workflows/build.yaml', system: 'github-actions' },
      { file: 'license', path: 'LICENSE' },
    ],
  },
  { repository: 'github.com/acme/payments-tools', empty: false, archived: false, branches: 2, lastCommitAt: '2026-01-05T00:00:00Z', files: 31, topics: [] },
];

const supplyChain: SupplyChain = {
  repository: 'github.com/acme/payments',
  workflows: [
    {
      path: '.github/workflows/build.yaml',
      valid: true,
      triggers: ['pull_request', 'push'],
      permissions: 'read',
      jobs: [{ id: 'build', permissions: 'unspecified', writes: [] }],
      writes: [],
      actions: [
        { uses: 'actions/checkout@v4', pinned: false, line: 12 },
        { uses: 'actions/cache@0123456789abcdef0123456789abcdef01234567', pinned: true, line: 14 },
      ],
      downloads: [],
      untrustedCheckouts: [],
      scriptInjections: [],
    },
  ],
  images: [{ path: 'Dockerfile', line: 1, image: 'debian:12', pinned: false }],
  downloads: [],
  binaries: [],
  fuzzing: ['go'],
  staticAnalysis: [],
};

const changes: readonly ProductionChange[] = [
  { entity: 'component:default/payments', id: 'c2', startedAt: '2026-11-10T20:00:00Z', announcedAt: '2026-11-08T09:00:00Z', emergency: false, steps: 6, stepsDone: 6, stages: 3, outcome: 'succeeded' },
  { entity: 'component:default/payments', id: 'c1', startedAt: '2026-09-01T07:15:00Z', emergency: true, steps: 4, stepsDone: 2, stages: 1, outcome: 'rolled-back' },
];

const deliveries: readonly Delivery[] = [
  { entity: 'component:default/payments', id: 'd1', supplier: 'Northwind', deliveredAt: '2026-10-01T00:00:00Z', testsRun: 200, testsPassed: 198, builtByUs: true, securityGate: 'passed' },
];

const measurements: readonly Measurement[] = [
  { subject: 'component:default/payments', measurement: 'testCoverage', number: 81.5 },
  { subject: 'component:default/payments', measurement: 'onCall', boolean: true },
  { subject: 'component:default/payments', measurement: 'tier', text: 'one' },
  { subject: 'component:default/payments', measurement: 'reviewedAt', instant: '2026-06-01T00:00:00Z' },
  { subject: 'github.com/acme/payments', measurement: 'testCoverage', number: 64 },
];

type Part = Partial<Omit<CatalogEntity, 'relations' | 'ownership'>> & { readonly relations?: readonly (readonly [CatalogEntity['relations'][number]['type'], string])[]; readonly owner?: string };

function entity(ref: string, kind: CatalogEntity['kind'], { relations = [], owner, ...rest }: Part): CatalogEntity {
  return {
    ref,
    kind,
    apiVersion: 'backstage.io/v1alpha1',
    namespace: 'default',
    name: ref.slice(ref.indexOf('/') + 1),
    tags: [],
    labels: {},
    annotations: {},
    links: [],
    spec: {},
    relations: relations.map(([type, target]) => ({ type, target, dangling: target.endsWith('/gone') })),
    ownership: { ...(owner === undefined ? {} : { owner }), resolved: owner !== undefined, drift: false, evidence: [] },
    repositories: [],
    origin: {},
    provenance,
    inferred: false,
    signs: [],
    ...rest,
  };
}

const team = 'group:default/team-payments';

export const entities: readonly CatalogEntity[] = [
  entity('api:default/payments', 'API', { owner: team, type: 'openapi', lifecycle: 'production', relations: [['ownedBy', team], ['apiProvidedBy', 'component:default/payments']] }),
  entity('component:default/payments', 'Component', {
    owner: team,
    title: 'Payments',
    description: 'Takes payments by card and by account.',
    type: 'service',
    lifecycle: 'production',
    tags: ['go', 'tier-1'],
    labels: { 'example.com/tier': '1', constructor: 'harbour' },
    annotations: { 'pagerduty.com/service-id': 'P123', 'example.com/since': '2019' },
    links: [{ url: 'https://runbooks.example.com/payments', title: 'Runbook', type: 'runbook' }, { url: 'https://example.com' }],
    spec: { type: 'service', lifecycle: 'production', replicas: 3, public: true, ports: [80, 8080], runtime: { name: 'go', version: '1.25' }, nothing: null },
    relations: [['ownedBy', team], ['providesApi', 'api:default/payments'], ['dependsOn', 'component:default/gone'], ['dependsOn', 'resource:default/ledger'], ['partOf', 'system:default/billing']],
    repositories: ['github.com/acme/payments', 'github.com/acme/payments-tools'],
  }),
  entity('component:default/website', 'Component', { type: 'website', lifecycle: 'experimental', inferred: true, relations: [['partOf', 'system:default/billing']] }),
  entity('domain:default/finance', 'Domain', { owner: team, relations: [['hasPart', 'system:default/billing']] }),
  entity(team, 'Group', { title: 'Team Payments', type: 'team', relations: [['ownerOf', 'api:default/payments'], ['ownerOf', 'component:default/payments']] }),
  entity('resource:default/ledger', 'Resource', { owner: 'nobody', type: 'database', relations: [['dependencyOf', 'component:default/payments']] }),
  entity('system:default/billing', 'System', { owner: team, relations: [['hasPart', 'component:default/payments'], ['hasPart', 'component:default/website'], ['partOf', 'domain:default/finance']] }),
];

const ages: Ages = { of: () => ({ state: 'current', observedAt: provenance.observedAt, days: 0 }), failed: [] };

function record(value: Repository): RepositoryRecord {
  const merged = mergeRepository([{ value, collector: 'git', version: '1.0.0', shard: 's', source: `git clone ${value.repository}`, url: undefined, since: provenance.since }], ages);
  if (merged === undefined) throw new Error('A record was expected');
  return merged;
}

function known<T>(value: T): KnownFact<T> {
  return { value, provenance, unknown: undefined };
}

/** Takes out what is optional of an object and asked to be. */
function without<T extends object>(value: T, bearer: string, fact: string, required: readonly string[], removed: (fact: string) => boolean): T {
  const copy = { ...value };
  for (const name of Object.keys(copy)) if (!required.includes(name) && removed(`${bearer} ${fact}.${name}`)) Reflect.deleteProperty(copy, name);
  return copy;
}

/** The organisation, less the facts that are asked to be missing: `github.com/acme/payments repository.license`. */
export function organisation(removed: (fact: string) => boolean = () => false): SubjectInput {
  const catalog: Catalog = { entities: new Map(entities.map((one) => [one.ref, one])), repositories: new Map(), aside: [], findings: [] };
  const records = repositories
    .filter(({ repository }) => !removed(`${repository} repository`))
    .map((one) => record(without(one, one.repository, 'repository', ['repository', 'empty'], removed)));
  const values = new Map<string, Map<string, KnownFact<Measurement>>>();
  for (const one of measurements) {
    if (removed(`${one.subject} measurements.${one.measurement}`)) continue;
    values.set(one.subject, (values.get(one.subject) ?? new Map()).set(one.measurement, known(one)));
  }
  const events = <T extends { readonly entity: string; readonly id: string }>(list: readonly T[], name: string, required: readonly string[]): KnownEvents<T> => {
    if (removed(`all ${name}`)) return { unknown: `no source of ${name} was read` };
    return { by: Map.groupBy(list.map((one) => known(without(one, one.id, name, required, removed))), ({ value }) => value.entity) };
  };
  return {
    asOf,
    catalog,
    records: new Map(records.map((one) => [one.repository, one])),
    supplyChain: removed('supplyChain') ? new Map() : new Map([[supplyChain.repository, known(supplyChain)]]),
    measurements: values,
    changes: events(changes, 'changes', ['entity', 'id', 'startedAt']),
    deliveries: events(deliveries, 'deliveries', ['entity', 'id', 'supplier', 'deliveredAt']),
    declared,
  };
}

/** Every fact that can be missing. */
export function removableFacts(): readonly string[] {
  const facts: string[] = [];
  organisation((fact) => {
    facts.push(fact);
    return false;
  });
  return facts;
}

export function subject(ref = 'component:default/payments', input: SubjectInput = organisation()): EntitySubject {
  const found = subjectsOf(input).of(ref);
  if (found === undefined) throw new Error(`${ref} was expected`);
  return found;
}
