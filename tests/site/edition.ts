import { collected, collectedNothing } from './collected.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { entityFile, entityPath, findingFile, findingPath, listFile, listPath, repositoryFile } from '../../src/edition/routes.ts';
import { codes } from '../../src/findings/codes.ts';
import { dataQuality, findingList } from '../../src/schema/edition/data-quality.ts';
import type { FindingView } from '../../src/schema/edition/data-quality.ts';
import { entityPage } from '../../src/schema/edition/entity.ts';
import type { EntityPage } from '../../src/schema/edition/entity.ts';
import { editionIndex } from '../../src/schema/edition/index-file.ts';
import { repositoryPage } from '../../src/schema/edition/repository.ts';
import type { RepositoryPage } from '../../src/schema/edition/repository.ts';
import { entityList, repositoryList } from '../../src/schema/edition/shared.ts';
import { entityKinds } from '../../src/schema/entity.ts';
import { asOf, component, plain, summaryOf, systems, team, teamName } from './entities.ts';
import { hostileComponent, hostileRepository } from './hostile.ts';
import { emptyRepository, repository, repositorySummaryOf } from './repositories.ts';

/** What a synthetic edition holds. */
export interface SyntheticOptions {
  /** Components, each with a repository; 0 gives an edition without anything in it. */
  readonly components: number;
  readonly teams?: number;
  readonly pageSize?: number;
  /** Adds an entity and a repository made to hurt, and ones with nothing in them. */
  readonly hostile?: boolean;
  readonly siteUrl?: string;
  readonly sample?: boolean;
}

const titles = { Component: 'Components', API: 'APIs', Resource: 'Resources', System: 'Systems', Domain: 'Domains', Group: 'Teams', User: 'Users', Capability: 'Capabilities' } as const;

/** Writes an edition for tests and measurements: valid by the schemas, the same bytes for the same options. */
export function writeEdition(folder: string, options: SyntheticOptions): void {
  const { components, teams = 5, pageSize = 100 } = options;
  const write = <S extends z.ZodType>(file: string, schema: S, value: z.input<S>): void => text(file, JSON.stringify(schema.parse(value)));
  const text = (file: string, content: string): void => {
    const path = join(folder, 'api', 'v1', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };

  const entities = entitiesOf(options);
  const repositories: RepositoryPage[] = Array.from({ length: components }, (_, n) => repository(n, teams));
  if (options.hostile === true) repositories.push(hostileRepository(), emptyRepository('local/nothing'));

  for (const page of entities) write(entityFile(page.ref), entityPage, page);
  for (const page of repositories) write(repositoryFile(page.repository), repositoryPage, page);
  text('entities.ndjson', entities.map((page) => `${JSON.stringify(summaryOf(page))}\n`).join(''));
  text('repositories.ndjson', repositories.map((page) => `${JSON.stringify(repositorySummaryOf(page))}\n`).join(''));
  // An edition without documents has the file all the same.
  text('documents.ndjson', '');

  const list = <I>(title: string, items: readonly I[], path: (page: number) => string): { title: string; page: number; pages: number; total: number; previous?: string; next?: string; items: I[] }[] => {
    const pages = Math.max(1, Math.ceil(items.length / pageSize));
    return Array.from({ length: pages }, (_, at) => ({
      title,
      page: at + 1,
      pages,
      total: items.length,
      ...(at > 0 ? { previous: path(at) } : {}),
      ...(at + 1 < pages ? { next: path(at + 2) } : {}),
      items: items.slice(at * pageSize, (at + 1) * pageSize),
    }));
  };
  const kinds = entityKinds.map((kind) => {
    const of = entities.filter((page) => page.kind === kind);
    const pages = list(titles[kind], of.map(summaryOf), (page) => listPath(kind, page));
    for (const page of pages) write(listFile(kind, page.page), entityList, { ...page, kind });
    return { kind, title: titles[kind], description: `All ${titles[kind].toLowerCase()}.`, total: of.length, inferred: of.filter(({ inferred }) => inferred).length, path: listPath(kind), pages: pages.length };
  });
  const repositoryPages = list('Repositories', repositories.map(repositorySummaryOf), (page) => listPath('repository', page));
  for (const page of repositoryPages) write(listFile('repository', page.page), repositoryList, page);

  const findings: FindingView[] = [
    ...entities.flatMap((page) => page.findings.map((finding) => ({ ...finding, entityPath: page.path }))),
    ...repositories.flatMap((page) => page.findings.map((finding) => ({ ...finding, repositoryPath: page.path, since: asOf }))),
  ];
  const groups = Object.entries(codes).flatMap(([code, { title, severity, why, fix }]) => {
    const of = findings.filter((finding) => finding.code === code);
    if (of.length === 0) return [];
    const group = { code, title, severity, why, fix, count: of.length, path: findingPath(code) };
    for (const page of list(title, of, (n) => findingPath(code, n))) write(findingFile(code, page.page), findingList, { ...page, group });
    return [group];
  });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const notes = findings.length - errors - warnings;
  const failed = repositories.filter(({ age, facts }) => age.state !== 'current' && facts.length > 0);
  const facts = components === 0 ? [] : [{ kind: 'repository', title: 'Repositories', rows: repositories.length }, { kind: 'branch', title: 'Branches', rows: repositories.length * 9 }];

  write('data-quality.json', dataQuality, {
    asOf,
    collectors: components === 0 ? [] : [
      { id: 'git', title: 'Git clones', version: '1.0.0', lastRunAt: asOf, shards: repositories.length, read: Math.max(0, repositories.length - failed.length - 30), failed: failed.length, postponed: 3, withheld: 2, heldBack: 25, quarantined: 2, staleAfter: '7d', facts },
      { id: 'catalog', title: 'Catalog files', version: '1.0.0', shards: repositories.length, read: repositories.length, failed: 0, postponed: 0, withheld: 0, heldBack: 0, quarantined: 0, staleAfter: '7d', facts: [] },
    ],
    failedShards: failed.slice(0, 200).map(({ repository: shard, age }) => ({ collector: 'git', shard, reason: age.reason ?? 'unreadable', age })),
    failedShardsTotal: failed.length,
    ...(components === 0 ? collectedNothing : collected),
    findings: { total: findings.length, errors, warnings, notes, groups },
  });
  write('index.json', editionIndex, {
    name: 'Acme',
    description: 'Sells everything to everyone.',
    sample: options.sample ?? false,
    asOf,
    generator: 'Almanac 0.1.0',
    ...(options.siteUrl === undefined ? {} : { siteUrl: options.siteUrl }),
    kinds,
    repositories: { total: repositories.length, unclaimed: repositories.filter(({ claimedBy }) => claimedBy.length === 0).length, path: listPath('repository'), pages: repositoryPages.length },
    owners: { owned: components, of: components === 0 ? 0 : components + 2, drift: Math.ceil(components / 5) },
    scorecards: [],
    facts,
    findings: { errors, warnings, notes },
    sources: { collectors: components === 0 ? 0 : 2, failedShards: failed.length, ...(failed.length > 0 ? { oldest: '2026-10-02T03:00:00Z' } : {}) },
    recent: repositories.slice(0, 10).filter(({ releases }) => releases !== undefined && releases.total > 0).map((page, n) => ({ repository: page.repository, path: page.path, title: page.repository.split('/').at(-1) ?? '', at: `2026-11-${20 - n}T08:00:00Z`, what: '2.4.0' })),
    api: [
      { path: 'api/v1/index.json', description: 'What this edition is and where everything in it is.' },
      { path: 'api/v1/entities.ndjson', description: 'A summary of each entity, one a line.', schema: 'api/v1/schemas/entity-summary.json' },
    ],
  });
}

function entitiesOf({ components, teams = 5, hostile = false }: SyntheticOptions): EntityPage[] {
  if (components === 0) return [];
  const all = Array.from({ length: components }, (_, n) => component(n, teams));
  for (const system of systems) {
    all.push(plain('System', system, teams, { relations: [{ type: 'hasPart', label: 'has part', total: components, targets: all.slice(0, 20).map(({ ref, title }) => ({ ref, title, kind: 'Component', path: entityPath(ref) })), more: `search/?system=${system}` }] }));
    all.push(plain('API', `${system}-api`, teams, { type: 'openapi', lifecycle: 'production', spec: { type: 'openapi', lifecycle: 'production', definition: 'openapi: 3.1.0\ninfo:\n  title: An API\n' } }));
  }
  all.push(plain('Resource', 'orders-database', teams), plain('Domain', 'commerce', teams), plain('Capability', 'deploy-a-service', teams, { description: 'Puts a service into production.' }));
  if (hostile) all.push(hostileComponent(), plain('Component', 'nothing', 1, { ownership: { resolved: false, drift: false, evidence: [] } }));
  const groups = Array.from({ length: teams }, (_, n) => team(n, teams, all));
  groups.push(plain('Group', 'team-new', teams, { team: { owns: [], hostTeams: [], repositories: [], repositoriesTotal: 0 } }));
  const user = plain('User', 'on-call', teams, { relations: [{ type: 'memberOf', label: 'member of', total: 1, targets: [{ ref: `group:default/${teamName(0)}`, title: teamName(0), kind: 'Group', path: entityPath(`group:default/${teamName(0)}`) }] }] });
  return [...all, ...groups, user];
}
