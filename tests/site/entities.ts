import { entityPath, repositoryPath, searchPath } from '../../src/edition/routes.ts';
import type { EntityPage, HostTeam } from '../../src/schema/edition/entity.ts';
import type { EntityLinkView, EntitySummary, FactView } from '../../src/schema/edition/shared.ts';
import type { EntityKind, Ownership } from '../../src/schema/entity.ts';
import type { Provenance } from '../../src/schema/fact.ts';

/** Instant of every synthetic edition. */
export const asOf = '2026-11-21T03:00:00Z';

export const systems = ['payments', 'orders', 'search', 'identity', 'logistics'] as const;

const verbs = ['Takes', 'Checks', 'Routes', 'Stores', 'Prices', 'Ships'] as const;
const things = ['card payments', 'orders', 'parcels', 'sessions', 'refunds', 'stock levels', 'invoices'] as const;

/** The `n`th of a list, over and over. */
export function pick<T>(list: readonly [T, ...T[]], n: number): T {
  return list[n % list.length] ?? list[0];
}

export function provenanceOf(repository: string, file = 'catalog-info.yaml', line = 1): Provenance {
  return {
    source: `${file}:${line}`,
    url: `https://${repository}/blob/main/${file}#L${line}`,
    collector: 'catalog',
    version: '1.0.0',
    observedAt: asOf,
    since: '2025-02-03T03:00:00Z',
  };
}

export function link(kind: string, name: string, inCatalog = true): EntityLinkView {
  const ref = `${kind.toLowerCase()}:default/${name}`;
  return { ref, title: name, kind, ...(inCatalog ? { path: entityPath(ref) } : {}) };
}

/** Ownership by `team` as the catalog says; with `other`, CODEOWNERS says something else. */
export function ownedBy(team: string, repository: string, other?: string): Ownership {
  const catalog = {
    source: 'catalog',
    owner: `group:default/${team}`,
    resolved: true,
    asWritten: team,
    where: 'catalog-info.yaml:9',
    url: `https://${repository}/blob/main/catalog-info.yaml#L9`,
    decides: true,
  } as const;
  const codeowners = {
    source: 'codeowners',
    owner: `group:default/${other ?? team}`,
    resolved: true,
    asWritten: `@acme/${other ?? team}`,
    where: '.github/CODEOWNERS:1',
    url: `https://${repository}/blob/main/.github/CODEOWNERS#L1`,
    decides: false,
  } as const;
  return { owner: `group:default/${team}`, ownerTitle: title(team), resolved: true, drift: other !== undefined, evidence: [catalog, codeowners] };
}

export const unowned: Ownership = { resolved: false, drift: false, evidence: [] };

/** `payments-api` as `Payments Api`. */
export function title(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, dash: string, letter: string) => (dash === '' ? '' : ' ') + letter.toUpperCase());
}

export const teamName = (n: number): string => `team-${pick(systems, n)}${n < systems.length ? '' : `-${Math.floor(n / systems.length)}`}`;
export const componentName = (n: number): string => `${pick(systems, n)}-${pick(['api', 'worker', 'web', 'batch'], n >> 1)}-${n}`;
export const repositoryName = (n: number): string => `github.com/acme/${componentName(n)}`;

/** Facts about a repository as the page of its component shows them. */
export function excerptFacts(n: number): Omit<FactView, 'provenance' | 'description'>[] {
  const age = { state: 'current', observedAt: asOf, days: 0 } as const;
  return [
    { id: 'repository.lastCommitAt', label: 'Last commit', value: `2026-11-${String(1 + (n % 20)).padStart(2, '0')}T10:12:00Z`, unit: 'instant', age },
    { id: 'repository.latestRelease', label: 'Latest release', value: `${n % 7}.${n % 10}.0`, unit: 'text', age },
    { id: 'repository.license', label: 'Licence', value: 'Apache-2.0', unit: 'text', age },
    { id: 'repository.sizeBytes', label: 'Size', value: 12_345_678 + n, unit: 'bytes', age },
    { id: 'repository.commits', label: 'Commits', value: 1_204 + n, unit: 'count', age },
    { id: 'repository.topics', label: 'Topics', unit: 'list', unknown: 'the source does not say', age: { state: 'unknown' } },
  ];
}

/** Component `n` of `teams` teams. Every third is inferred, every fifth has owners that disagree. */
export function component(n: number, teams: number): EntityPage {
  const name = componentName(n);
  const repository = repositoryName(n);
  const ref = `component:default/${name}`;
  const team = teamName(n % teams);
  const inferred = n % 3 === 2;
  const system = pick(systems, n);
  return {
    asOf,
    ref,
    kind: 'Component',
    namespace: 'default',
    name,
    title: title(name),
    path: entityPath(ref),
    description: `${pick(verbs, n)} ${pick(things, n)} for everything that the ${system} system sells, day and night, and says so in its events.`,
    ...(inferred ? {} : { lifecycle: pick(['production', 'experimental', 'deprecated'], n), type: pick(['service', 'website', 'library'], n) }),
    tags: [pick(['go', 'java', 'typescript'], n), 'tier-1'],
    labels: { 'acme.example/tier': '1' },
    annotations: { 'github.com/project-slug': `acme/${name}`, 'backstage.io/techdocs-ref': 'dir:.' },
    links: [{ url: `https://runbooks.acme.example/${name}`, title: 'Runbook' }, { url: `https://dashboards.acme.example/${name}` }],
    spec: inferred ? {} : { type: 'service', lifecycle: 'production', owner: team, system },
    ownership: ownedBy(team, repository, n % 5 === 1 ? teamName((n + 1) % teams) : undefined),
    ownerPath: entityPath(`group:default/${team}`),
    relations: [
      { type: 'ownedBy', label: 'owned by', total: 1, targets: [link('Group', team)] },
      { type: 'partOf', label: 'part of', total: 1, targets: [link('System', system)] },
      { type: 'dependsOn', label: 'depends on', total: 3, targets: [link('Component', componentName(Math.max(0, n - 1))), link('Resource', 'orders-database'), link('Component', 'gone', false)] },
      { type: 'providesApi', label: 'provides API', total: 1, targets: [link('API', `${system}-api`)] },
    ],
    repositories: [{ repository, path: repositoryPath(repository), webUrl: `https://${repository}`, facts: excerptFacts(n) }],
    repositoriesTotal: 1,
    inferred,
    ...(inferred ? { declareSnippet: `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: ${team}\n` } : {}),
    provenance: provenanceOf(repository),
    findings: n % 4 === 0 ? [{ code: 'ALM0305', severity: 'warning', what: 'dependsOn names component:default/gone, which is not in the catalog.', why: 'The relation leads nowhere.', fix: 'Correct the name, or declare the entity.', repository, entity: ref, file: 'catalog-info.yaml', line: 14, column: 7 }] : [],
    findingsTotal: n % 4 === 0 ? 1 : 0,
    scorecards: [],
    evidenceSources: [],
  };
}

/** An entity of another kind, with little to say. */
export function plain(kind: EntityKind, name: string, teams: number, more: Partial<EntityPage> = {}): EntityPage {
  const ref = `${kind.toLowerCase()}:default/${name}`;
  const team = teamName(name.length % teams);
  return {
    asOf,
    ref,
    kind,
    namespace: 'default',
    name,
    title: title(name),
    path: entityPath(ref),
    tags: [],
    labels: {},
    annotations: {},
    links: [],
    spec: {},
    ownership: kind === 'Group' || kind === 'User' ? unowned : ownedBy(team, 'github.com/acme/catalog'),
    ...(kind === 'Group' || kind === 'User' ? {} : { ownerPath: entityPath(`group:default/${team}`) }),
    relations: [],
    repositories: [],
    repositoriesTotal: 0,
    inferred: false,
    provenance: provenanceOf('github.com/acme/catalog', 'catalog/all.yaml', 3),
    findings: [],
    findingsTotal: 0,
    scorecards: [],
    evidenceSources: [],
    ...more,
  };
}

/** The line of a list about an entity's page. */
export function summaryOf(page: EntityPage): EntitySummary {
  const { ref, kind, namespace, name, path, tags, inferred } = page;
  const system = page.relations.find(({ type }) => type === 'partOf')?.targets[0];
  return {
    ref, kind, namespace, name, title: page.title, path, tags, inferred,
    drift: page.ownership.drift,
    findings: page.findingsTotal,
    ...(page.description === undefined ? {} : { description: page.description.slice(0, 240) }),
    ...(page.ownership.owner === undefined ? {} : { owner: page.ownership.owner }),
    ...(page.ownership.ownerTitle === undefined ? {} : { ownerTitle: page.ownership.ownerTitle }),
    ...(page.ownerPath === undefined ? {} : { ownerPath: page.ownerPath }),
    ...(page.lifecycle === undefined ? {} : { lifecycle: page.lifecycle }),
    ...(page.type === undefined ? {} : { type: page.type }),
    ...(system === undefined ? {} : { system }),
    ...(page.repositoriesTotal > 0 ? { lastCommitAt: '2026-11-12T10:12:00Z' } : {}),
  };
}

/** The page of a team with what it owns of `pages`. */
export function team(n: number, teams: number, pages: readonly EntityPage[]): EntityPage {
  const name = teamName(n);
  const ref = `group:default/${name}`;
  const owned = pages.filter((page) => page.ownership.owner === ref);
  const kinds = [...new Set(owned.map(({ kind }) => kind))];
  return plain('Group', name, teams, {
    description: `Builds and runs what belongs to ${pick(systems, n)}.`,
    type: 'team',
    relations: [
      { type: 'hasMember', label: 'has member', total: 1, targets: [link('User', 'on-call')] },
      ...(n === 0 ? [] : [{ type: 'childOf' as const, label: 'child of', total: 1, targets: [link('Group', teamName(0))] }]),
    ],
    team: {
      owns: kinds.map((kind) => {
        const items = owned.filter((page) => page.kind === kind).map(summaryOf);
        return { kind, total: items.length, items: items.slice(0, 50), ...(items.length > 50 ? { more: searchPath({ owner: ref, kind }) } : {}) };
      }),
      hostTeams: n === 0 ? [hostTeam(n)] : [],
      repositories: [],
      repositoriesTotal: 0,
    },
  });
}

/** The team of a host that team `n` is. */
function hostTeam(n: number): HostTeam {
  return {
    team: `github.com/acme/${teamName(n)}`, name: `Team ${n}`, url: `https://github.com/orgs/acme/teams/${teamName(n)}`, parent: { team: 'github.com/acme/engineering' },
    members: 7, maintainers: 2, permissions: [{ permission: 'push', repositories: 12 }, { permission: 'admin', repositories: 1 }],
    age: { state: 'current', observedAt: asOf, days: 0 }, provenance: { source: 'GitHub team', collector: 'github-teams', version: '1', observedAt: asOf, since: asOf },
  };
}
