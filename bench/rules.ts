/**
 * Measures what one evaluation of a rule takes, over 10,000 entities of which some facts are missing:
 *
 *     node bench/rules.ts            10,000 entities
 *     node bench/rules.ts 2000       another number
 *
 * Prints a table in Markdown: microseconds per evaluation, the best of seven rounds, and how many were unknown.
 */
import type { CatalogEntity } from '../src/catalog/model.ts';
import type { Ages } from '../src/knowledge/ages.ts';
import { mergeRepository, type RepositoryRecord } from '../src/knowledge/repository-record.ts';
import { createLanguage } from '../src/rules/language.ts';
import { subjectsOf } from '../src/rules/subjects.ts';
import type { Provenance } from '../src/schema/fact.ts';

const entities = Number(process.argv[2] ?? 10_000);
const asOf = '2026-11-21T03:00:00.000Z';
const provenance: Provenance = { source: 'bench', collector: 'bench', version: '1', observedAt: asOf, since: asOf };
const ages: Ages = { of: () => ({ state: 'current', observedAt: asOf, days: 0 }), failed: [] };

const expressions: readonly string[] = [
  "entity.owner != '' && entity.ownerResolved",
  "entity.kind == 'Component' && entity.lifecycle == 'production'",
  'daysSince(repository.lastCommitAt) <= 90',
  "repository.license in ['MIT', 'Apache-2.0', 'BSD-3-Clause']",
  "repository.hasFile('readme') && repository.hasFile('ci')",
  "repository.archived == false && repository.branches < 50",
  "repository.defaultBranch.matches('^(main|master|trunk)$')",
  "semverAtLeast(repository.latestRelease, '1.0.0')",
  "'example.com/tier' in entity.labels && entity.labels['example.com/tier'] == '1'",
  "entity.dependsOn.all(d, d.owner != '')",
  "repository.languages.exists(l, l.name == 'Go' && l.bytes > 1000)",
  'repository.mergedBranches * 100 / repository.branches < 50',
  "entity.changes.filter(c, daysSince(c.startedAt) <= 90).size() < 10",
];

const subjects = subjectsOf({ asOf, ...organisation(entities), supplyChain: new Map(), measurements: new Map(), changes: { by: new Map() }, deliveries: { by: new Map() }, declared: [] });
const judged = Array.from({ length: entities }, (_, index) => subjects.of(refOf(index))).filter((subject) => subject !== undefined);
const language = createLanguage([]);

console.log(`Node ${process.versions.node}, ${judged.length} entities\n`);
console.log('| expression | µs per evaluation | unknown % |');
console.log('| --- | ---: | ---: |');
let total = 0;
for (const source of expressions) {
  const { value: expression, problems } = language.compile(source, 'bool');
  if (expression === undefined) throw new Error(`${source}: ${problems.map(({ message }) => message).join('; ')}`);
  const rounds = Array.from({ length: 7 }, () => {
    let unknown = 0;
    const start = performance.now();
    for (const subject of judged) if (expression.evaluate(subject).state === 'unknown') unknown += 1;
    return { micros: ((performance.now() - start) * 1000) / judged.length, unknown };
  }).toSorted((a, b) => a.micros - b.micros);
  const { micros, unknown } = rounds[0] ?? { micros: NaN, unknown: 0 };
  total += micros;
  console.log(`| \`${source.replaceAll('|', '\\|')}\` | ${micros.toFixed(2)} | ${((100 * unknown) / judged.length).toFixed(0)} |`);
}
console.log(`| mean | ${(total / expressions.length).toFixed(2)} | |`);

function refOf(index: number): string {
  return `component:default/service-${index}`;
}

function organisation(count: number): { catalog: { entities: Map<string, CatalogEntity>; repositories: Map<never, never>; aside: []; findings: [] }; records: Map<string, RepositoryRecord> } {
  const all = new Map<string, CatalogEntity>();
  const records = new Map<string, RepositoryRecord>();
  for (let index = 0; index < count; index += 1) {
    const ref = refOf(index);
    const repository = `github.com/acme/service-${index}`;
    const targets = [1, 2, 3].map((step) => refOf((index + step) % count));
    all.set(ref, {
      ref,
      kind: 'Component',
      apiVersion: 'backstage.io/v1alpha1',
      namespace: 'default',
      name: `service-${index}`,
      lifecycle: index % 3 === 0 ? 'experimental' : 'production',
      type: 'service',
      tags: ['go'],
      labels: index % 2 === 0 ? { 'example.com/tier': '1' } : {},
      annotations: {},
      links: [],
      spec: { type: 'service' },
      relations: targets.map((target) => ({ type: 'dependsOn', target, dangling: false })),
      ownership: { owner: 'group:default/team', resolved: true, drift: false, evidence: [] },
      repositories: [repository],
      origin: {},
      provenance,
      inferred: false,
      signs: [],
    });
    const value = {
      repository,
      empty: false,
      archived: false,
      defaultBranch: 'main',
      lastCommitAt: '2026-11-01T00:00:00Z',
      branches: 10 + (index % 7),
      mergedBranches: index % 7,
      languages: [{ name: 'Go', bytes: 50_000 }, { name: 'Shell', bytes: 100 }],
      wellKnownFiles: [{ file: 'readme' as const, path: 'README.md' }, { file: 'ci' as const, path: '.github/workflows/ci.yaml' }],
      // Every fifth repository lacks these two.
      ...(index % 5 === 0 ? {} : { license: 'MIT', latestRelease: '2.3.4' }),
    };
    const merged = mergeRepository([{ value, collector: 'git', version: '1', shard: 's', source: 'bench', url: undefined, since: asOf }], ages);
    if (merged !== undefined) records.set(repository, merged);
  }
  return { catalog: { entities: all, repositories: new Map<never, never>(), aside: [], findings: [] }, records };
}
