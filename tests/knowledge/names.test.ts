import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/knowledge/catalog-of.ts';
import { emptyOrganisation } from '../../src/content/organisation.ts';
import { type Knowledge, readKnowledge } from '../../src/knowledge/knowledge.ts';
import { type NamedFact, repositoryNames, today } from '../../src/knowledge/repository-names.ts';
import { Store } from '../../src/store/store.ts';
import { publishNight } from './published.ts';

const former = (facts: readonly NamedFact[]): Record<string, string> => Object.fromEntries(repositoryNames(facts).former);
const id = (name: string): string => `github.com/acme/${name}`;

describe('names of repositories', () => {
  it('lead from a former name to the one of today, also over several', () => {
    expect(former([{ repository: id('c'), key: 'R1', formerNames: [id('a'), id('b')] }])).toEqual({ [id('a')]: id('c'), [id('b')]: id('c') });
    expect(former([{ repository: id('b'), formerNames: [id('a')] }, { repository: id('c'), key: 'R1', formerNames: [id('b')] }])).toEqual({ [id('a')]: id('c'), [id('b')]: id('c') });
  });

  it('leave a former name that is a live repository of its own alone', () => {
    const names = repositoryNames([{ repository: id('new'), key: 'R1', formerNames: [id('old')] }, { repository: id('old'), key: 'R2' }]);
    expect([...names.former]).toEqual([]);
    expect(Object.fromEntries(names.keys)).toEqual({ [id('new')]: 'R1', [id('old')]: 'R2' });
  });

  it('leave two that changed names with one another alone', () => {
    expect(former([{ repository: id('a'), key: 'R1', formerNames: [id('b')] }, { repository: id('b'), key: 'R2', formerNames: [id('a')] }])).toEqual({});
  });

  it('leave a name that two claim to nobody', () => {
    expect(former([{ repository: id('a'), key: 'R1', formerNames: [id('old')] }, { repository: id('b'), key: 'R2', formerNames: [id('old')] }, { repository: id('old') }])).toEqual({});
  });

  it('take the name under which an id was seen last', () => {
    expect(former([{ repository: id('new'), key: 'R1' }, { repository: id('old'), key: 'R1' }])).toEqual({ [id('old')]: id('new') });
  });

  it('give a name to the id that was seen last under it, and follow nothing that the other says', () => {
    const names = repositoryNames([{ repository: id('payments'), key: 'R2' }, { repository: id('payments'), key: 'R1', formerNames: [id('billing')] }, { repository: id('billing') }]);
    expect(names.keys.get(id('payments'))).toBe('R2');
    expect([...names.former]).toEqual([]);
  });

  it('are the same whatever their case on a host that gives ids, and ids are those of their host', () => {
    expect(former([{ repository: id('Payments'), key: 'R1' }, { repository: id('payments') }, { repository: 'git.example.com/acme/PAYMENTS' }])).toEqual({ [id('payments')]: id('Payments') });
    expect(former([{ repository: 'github.com/a/x', key: 'R1' }, { repository: 'ghe.example.com/a/y', key: 'R1' }])).toEqual({});
  });

  it('end at a name of today, whatever is said', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e').map(id);
    const fact = fc.record({ repository: name, key: fc.option(fc.constantFrom('R1', 'R2', 'R3'), { nil: undefined }), formerNames: fc.array(name, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 8 }), (facts) => {
        const names = repositoryNames(facts);
        for (const [before, now] of names.former) {
          expect(today(names, now)).toBe(now);
          expect(names.keys.has(before)).toBe(false);
        }
        expect(new Set(names.keys.values()).size).toBe(names.keys.size);
      }),
    );
  });
});

const asOf = '2026-11-21T03:00:00.000Z';
let dir: string;
let store: Store;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-names-'));
  store = await Store.open(join(dir, 'data'));
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const component = (repository: string): Record<string, unknown> => ({
  ref: 'component:default/payments', declaredIn: repository, repository, file: 'catalog-info.yaml', line: 1, known: true,
  entity: { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'payments' }, spec: { type: 'service', lifecycle: 'production', owner: 'a' } },
});
const value = ({ repositories }: Knowledge, repository: string, field: string): unknown => repositories.find((record) => record.repository === repository)?.facts.find((fact) => fact.id === `repository.${field}`);

it('merges a clone whose remote has a former name into the repository of today, with all that was read of it', async () => {
  const clone = { repository: id('old'), empty: false, bare: true, shallow: false, defaultBranch: 'main', head: 'aaaa', lastCommitAt: '2026-11-01T00:00:00Z', files: 12, license: 'MIT', description: 'From .git/description', languages: [{ name: 'Go', bytes: 9 }] };
  const host = { repository: id('new'), key: 'R1', empty: false, formerNames: [id('old')], defaultBranch: 'main', head: 'bbbb', lastCommitAt: '2026-11-20T00:00:00Z', archived: true, description: 'On its host', license: 'NOASSERTION', languages: [{ name: 'Go', bytes: 7 }], unread: [{ field: 'protection', reason: 'the token lacks Administration: read' }] };
  await publishNight(store, dir, asOf, [
    { collector: 'git', shard: 'old', facts: { repository: [clone], tag: [{ repository: id('old'), name: 'v1.0.0', version: '1.0.0', prerelease: false }] } },
    { collector: 'catalog', shard: 'old', facts: { 'catalog-entry': [component(id('old'))] } },
    { collector: 'github-repositories', shard: 'R1', facts: { repository: [host], 'catalog-entry': [component(id('new'))] } },
  ]);
  const knowledge = await readKnowledge(store, asOf);
  expect(knowledge.repositories.map(({ repository }) => repository)).toEqual([id('new')]);
  // What a host decides is the host's, files are the clone's; each says so.
  const shown = (field: string): unknown => value(knowledge, id('new'), field);
  expect(shown('head')).toMatchObject({ value: 'bbbb', provenance: { collector: 'github-repositories' } });
  expect(shown('description')).toMatchObject({ value: 'On its host', provenance: { collector: 'github-repositories' } });
  expect(shown('license')).toMatchObject({ value: 'MIT', provenance: { collector: 'git' } });
  expect(shown('languages')).toMatchObject({ value: [{ name: 'Go', bytes: 9 }], provenance: { collector: 'git' } });
  expect(shown('files')).toMatchObject({ value: 12, provenance: { collector: 'git', source: 'old read by git' } });
  expect(shown('protection')).toMatchObject({ unknown: 'the token lacks Administration: read' });
  // One declaration that two collectors read is no duplicate.
  const catalog = catalogOf(knowledge, emptyOrganisation('Acme', dir));
  expect(catalog.entities.get('component:default/payments')?.repositories).toEqual([id('new')]);
  expect(catalog.findings.map(({ code }) => code)).not.toContain('ALM0304');
});

it('mixes nothing that was said of a deleted repository into the one that has its name now', async () => {
  const export_ = { collector: 'facts', shard: 'export.ndjson', facts: { repository: [{ repository: id('payments'), key: 'R1', empty: false, template: true }] } };
  const host = (key: string): Record<string, unknown> => ({ repository: id('payments'), key, empty: false, formerNames: [] });
  await publishNight(store, dir, '2026-11-20T03:00:00.000Z', [export_, { collector: 'github-repositories', shard: 'sweep', facts: { repository: [host('R1')] } }]);
  expect(value(await readKnowledge(store, '2026-11-20T03:00:00.000Z'), id('payments'), 'template')).toMatchObject({ value: true });
  await publishNight(store, dir, asOf, [export_, { collector: 'github-repositories', shard: 'sweep', facts: { repository: [host('R2')] } }]);
  const knowledge = await readKnowledge(store, asOf);
  expect(knowledge.names.keys.get(id('payments'))).toBe('R2');
  expect(value(knowledge, id('payments'), 'template')).toMatchObject({ unknown: 'no source says it' });
});

it('takes what a clone with another default branch says of files only where the host says nothing', async () => {
  const clone = { repository: id('a'), empty: false, bare: true, shallow: false, defaultBranch: 'old-main', files: 3, languages: [{ name: 'Perl', bytes: 9 }] };
  const host = { repository: id('a'), key: 'R1', empty: false, defaultBranch: 'main', languages: [{ name: 'Go', bytes: 7 }] };
  await publishNight(store, dir, asOf, [
    { collector: 'git', shard: 'a', facts: { repository: [clone] } },
    { collector: 'github-repositories', shard: 'R1', facts: { repository: [host] } },
  ]);
  const knowledge = await readKnowledge(store, asOf);
  expect(value(knowledge, id('a'), 'languages')).toMatchObject({ value: [{ name: 'Go', bytes: 7 }] });
  expect(value(knowledge, id('a'), 'defaultBranch')).toMatchObject({ value: 'main' });
  expect(value(knowledge, id('a'), 'files')).toMatchObject({ value: 3 });
});

it('takes the fresher source, whoever knows better, once a night lies between them', async () => {
  const clone = { repository: id('a'), empty: false, bare: true, shallow: false, description: 'new' };
  const host = { repository: id('a'), key: 'R1', empty: false, description: 'old' };
  await publishNight(store, dir, '2026-11-19T03:00:00.000Z', [{ collector: 'github-repositories', shard: 'R1', facts: { repository: [host] } }, { collector: 'git', shard: 'a', facts: { repository: [clone] } }]);
  await publishNight(store, dir, asOf, [
    { collector: 'github-repositories', shard: 'R1', unread: { state: 'failed', reason: 'HTTP 502', lastGoodAt: '2026-11-19T03:00:00.000Z' } },
    { collector: 'git', shard: 'a', facts: { repository: [clone] } },
  ]);
  expect(value(await readKnowledge(store, asOf), id('a'), 'description')).toMatchObject({ value: 'new' });
});
