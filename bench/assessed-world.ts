import type { Check, Exemption, Judged, Scorecard } from '../src/assess/contract.ts';
import type { Catalog, CatalogEntity } from '../src/catalog/model.ts';
import type { KnownFact } from '../src/knowledge/known.ts';
import type { RepositoryRecord } from '../src/knowledge/repository-record.ts';
import type { Expression, Language } from '../src/rules/contract.ts';
import type { SubjectInput } from '../src/rules/subject-input.ts';
import { subjectsOf } from '../src/rules/subjects.ts';
import type { Provenance } from '../src/schema/fact.ts';
import type { Measurement } from '../src/schema/facts/measurement.ts';
import type { Repository } from '../src/schema/facts/repository.ts';
import type { Relation } from '../src/schema/entity.ts';
import type { MeasurementDeclaration } from '../src/schema/scorecards/measurement.ts';
import { pillars } from '../src/schema/scorecards/names.ts';
import { seeded, type Random } from './random.ts';

export const asOf = '2026-11-21T03:00:00.000Z';
export const declared: readonly MeasurementDeclaration[] = [{ id: 'coverage', title: 'Test coverage', type: 'number', unit: '%' }];

const provenance: Provenance = { source: 'made up', collector: 'bench', version: '1', observedAt: asOf, since: asOf };
const files = ['readme', 'license', 'ci', 'lockfile', 'dockerfile', 'tests', 'codeowners', 'docs', 'security'] as const;

/** An organisation made up from a seed: components with a team, a system and a repository each; a tenth of facts missing. */
export function assessedWorld(components: number, seed: number): readonly Judged[] {
  const random = seeded(seed);
  const counts = { teams: Math.max(3, Math.round(components / 10)), systems: Math.max(2, Math.round(components / 20)) };
  const entities = new Map<string, CatalogEntity>();
  const records = new Map<string, RepositoryRecord>();
  const measurements = new Map<string, Map<string, KnownFact<Measurement>>>();
  for (let n = 0; n < components; n++) {
    const entity = component(n, components, counts, random);
    entities.set(entity.ref, entity);
    for (const id of entity.repositories) records.set(id, { repository: id, known: repository(id, random), facts: [], unread: [], age: { state: 'current', observedAt: asOf }, provenance });
    if (random.chance(0.9)) measurements.set(entity.ref, new Map([['coverage', { value: { subject: entity.ref, measurement: 'coverage', number: random.int(0, 100) }, provenance, unknown: undefined }]]));
  }
  const catalog: Catalog = { entities, repositories: new Map(), aside: [], findings: [] };
  const input: SubjectInput = { asOf, catalog, records, supplyChain: new Map(), measurements, changes: { by: new Map() }, deliveries: { unknown: 'no source gives deliveries' }, declared };
  const subjects = subjectsOf(input);
  return [...entities.values()].flatMap(({ ref, kind, ownership, relations }) => {
    const subject = subjects.of(ref);
    const system = relations.find(({ type }) => type === 'partOf')?.target;
    return subject === undefined ? [] : [{ subject, ref, kind, owner: ownership.owner, system, domain: 'domain:default/business' }];
  });
}

function component(n: number, components: number, { teams, systems }: { readonly teams: number; readonly systems: number }, random: Random): CatalogEntity {
  const name = `component-${n}`;
  const relation = (type: Relation['type'], target: string): Relation => ({ type, target, dangling: false });
  const owner = random.chance(0.95) ? `group:default/team-${n % teams}` : undefined;
  return {
    ref: `component:default/${name}`,
    kind: 'Component',
    apiVersion: 'backstage.io/v1alpha1',
    namespace: 'default',
    name,
    title: `Component ${n}`,
    ...(random.chance(0.8) ? { description: 'Does what it has to do' } : {}),
    tags: [random.pick(['core', 'edge', 'legacy']), `tier-${random.int(1, 3)}`],
    labels: {},
    annotations: random.chance(0.6) ? { 'pagerduty.com/integration-key': 'set' } : {},
    links: random.chance(0.5) ? [{ url: 'https://runbooks.example/one', type: 'runbook' }] : [],
    spec: {},
    lifecycle: random.pick(['production', 'production', 'experimental', 'deprecated']),
    type: random.pick(['service', 'library', 'website']),
    relations: [
      ...(owner === undefined ? [] : [relation('ownedBy', owner)]),
      relation('partOf', `system:default/system-${random.int(0, systems - 1)}`),
      ...Array.from({ length: random.int(0, 4) }, () => relation('dependsOn', `component:default/component-${random.int(0, components - 1)}`)),
    ],
    ownership: { ...(owner === undefined ? {} : { owner }), resolved: owner !== undefined, drift: random.chance(0.05), evidence: [] },
    repositories: random.chance(0.95) ? [`github.com/acme/${name}`] : [],
    origin: { file: 'catalog/components.yaml', line: 1 },
    provenance,
    inferred: false,
    signs: [],
  };
}

function repository(id: string, random: Random): Partial<Repository> {
  const daysAgo = (days: number): string => new Date(Date.parse(asOf) - days * 86_400_000).toISOString();
  return {
    repository: id,
    defaultBranch: random.chance(0.9) ? 'main' : 'master',
    empty: false,
    ...(random.chance(0.9) ? { archived: random.chance(0.05) } : {}),
    ...(random.chance(0.9) ? { lastCommitAt: daysAgo(random.int(0, 400)) } : {}),
    branches: random.int(1, 80),
    mergedBranches: random.int(0, 40),
    ...(random.chance(0.8) ? { latestRelease: `${random.int(0, 3)}.${random.int(0, 9)}.0`, latestReleaseAt: daysAgo(random.int(0, 700)) } : {}),
    files: random.int(10, 4000),
    sizeBytes: random.int(1000, 90_000_000),
    languages: [{ name: random.pick(['TypeScript', 'Go', 'Java']), bytes: random.int(1000, 900_000) }, { name: 'Shell', bytes: 900 }],
    license: random.pick(['Apache-2.0', 'MIT', 'NONE']),
    ...(random.chance(0.9) ? { wellKnownFiles: files.filter(() => random.chance(0.7)).map((file) => ({ file, path: file.toUpperCase() })) } : {}),
  };
}

/** What checks ask, in the forms that people write; `{n}` makes each of them an expression of its own. */
const rules: readonly string[] = [
  "entity.owner != ''",
  'entity.ownerResolved && !entity.ownerDrift',
  "entity.description != ''",
  "repository.hasFile('readme')",
  "repository.hasFile('ci') && repository.hasFile('tests')",
  "repository.wellKnownFiles.exists(f, f.file == 'security')",
  'daysSince(repository.lastCommitAt) <= 9{n}',
  "repository.license in ['Apache-2.0', 'MIT'] || entity.lifecycle == 'experimental'",
  "semverMatches(repository.latestRelease, '>=1.{n}')",
  "'pagerduty.com/integration-key' in entity.annotations",
  "entity.links.exists(l, l.type == 'runbook')",
  'entity.dependsOn.all(d, d.owner != "")',
  "repository.defaultBranch.matches('^(main|trunk)$')",
  "entity.tags.exists(t, t.startsWith('tier-'))",
];
const measures: readonly (readonly [string, 'at-most' | 'at-least', number])[] = [
  ['daysSince(repository.latestReleaseAt)', 'at-most', 180],
  ['entity.measurements.coverage', 'at-least', 60],
  ['repository.branches - repository.mergedBranches', 'at-most', 20],
];
const conditions: readonly (string | undefined)[] = [undefined, undefined, "entity.type == 'service'", "entity.lifecycle == 'production'"];

/** A scorecard of five levels, half of whose checks apply on a condition and a sixth of which measure. */
export function benchScorecard(language: Language, size: number): Scorecard {
  const levels = ['one', 'two', 'three', 'four', 'five'].map((id) => ({ id, title: id }));
  const place = { file: 'scorecards/bench.yaml', line: 1, column: 1 };
  const checks = Array.from({ length: size }, (_, n): Check => {
    const condition = conditions[n % conditions.length];
    const [measure, direction, target] = measures[Math.floor(n / 6) % measures.length] ?? measures[0] ?? ['0.0', 'at-most', 0];
    const rule = (rules[n % rules.length] ?? 'true').replace('{n}', String(Math.floor(n / rules.length)));
    return {
      id: `check-${n}`,
      title: `Check ${n}`,
      description: undefined,
      level: n % levels.length,
      weight: 1 + (n % 3),
      pillar: pillars[n % pillars.length] ?? 'security',
      criterion:
        n % 6 === 5
          ? { kind: 'measure', measure: compiled(language, `${measure} + ${n}.0`, 'number'), target: target + n, direction, unit: undefined }
          : { kind: 'expression', expression: compiled(language, n < rules.length ? rule : `${rule} || entity.name == 'component-${n}'`, 'bool') },
      message: undefined,
      fix: undefined,
      controls: n % 2 === 0 ? ['SOC2:CC8.1', `ISO27001:A.8.${n}`] : [],
      applies: condition === undefined ? undefined : compiled(language, condition, 'bool'),
      enabledFrom: undefined,
      digest: `${n}`,
      definition: rule,
      place,
    };
  });
  return { id: 'bench', title: 'Bench', description: undefined, owner: undefined, extends: undefined, levels, checks, applies: undefined, digest: 'bench', place };
}

/** Exemptions of every tenth check, by reference and by rule. */
export function benchExemptions(language: Language, { checks }: Scorecard, entities: readonly Judged[]): readonly Exemption[] {
  return checks.flatMap(({ id, place }, n): Exemption[] => {
    if (n % 10 !== 3) return [];
    const common = { scorecard: 'bench', check: id, reason: 'It is being replaced', approvedBy: 'the architecture board', from: undefined, expires: '2027-06-30', place };
    const some = new Set(entities.filter((_, index) => index % 50 === n % 50).map(({ ref }) => ref));
    return [{ ...common, entities: some, where: undefined }, { ...common, entities: undefined, where: compiled(language, "'legacy' in entity.tags", 'bool') }];
  });
}

function compiled<K extends 'bool' | 'number'>(language: Language, source: string, type: K): Expression<K> {
  const { value, problems } = language.compile(source, type);
  if (value === undefined) throw new Error(`${source}: ${problems.map(({ message }) => message).join('; ')}`);
  return value;
}
