import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../src/findings/codes.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { overlay } from '../../src/knowledge/overlay.ts';
import { mergeRepository } from '../../src/knowledge/repository-record.ts';
import type { Age } from '../../src/schema/edition/shared.ts';
import type { CatalogEntry } from '../../src/schema/facts/catalog-entry.ts';
import { repository, type Repository } from '../../src/schema/facts/repository.ts';
import type { StoredFact } from '../../src/store/store.ts';

const checkout = 'github.com/acme/payments';
const before = '2026-11-19T01:00:00Z';
const now = '2026-11-20T12:00:00Z';

function stored<T>(value: T, observedAt: string, collector = 'git', shard = '.'): StoredFact<T> {
  return { value, collector, version: '1', shard, source: `${collector} of ${observedAt}`, url: undefined, since: observedAt };
}

function entry(ref: string, declaredIn: string, file: string): CatalogEntry {
  return { ref, declaredIn, file, line: 1, known: true, entity: {} };
}

interface Parts {
  readonly repositories?: readonly Repository[];
  readonly entries?: readonly CatalogEntry[];
  readonly age?: Age;
}

/** Knowledge of an instant, with as much of it as a test looks at. */
function knowledge(at: string, { repositories = [], entries = [], age = { state: 'current', observedAt: at, days: 0 } }: Parts): Knowledge {
  const ages = { of: () => age, failed: [] };
  return {
    asOf: now,
    manifest: { asOf: at, backdated: false, offline: false, collectors: [] },
    collectors: ['catalog', 'git'],
    ages,
    names: { former: new Map(), keys: new Map() },
    repositories: repositories.flatMap((value) => mergeRepository([stored(value, at)], ages) ?? []).toSorted((a, b) => compareText(a.repository, b.repository)),
    entries: entries.map((value) => stored(value, at, 'catalog', value.declaredIn === 'content' ? 'content' : '.')),
    codeowners: [],
    ruleFacts: { supplyChain: new Map(), measurements: new Map(), changes: { unknown: 'no source gives changes' }, deliveries: { unknown: 'no source gives deliveries' } },
    unread: { codeowners: new Map(), catalogFiles: new Map() },
    findings: [],
    rows: new Map(),
  };
}

function known(result: Knowledge, id = checkout): Partial<Repository> {
  return result.repositories.find((record) => record.repository === id)?.known ?? {};
}

describe('a checkout over what was known before', () => {
  const night: Repository = {
    repository: checkout,
    empty: false,
    shallow: false,
    head: 'a',
    license: 'MIT',
    wellKnownFiles: [{ file: 'license', path: 'LICENSE' }],
    defaultBranch: 'main',
    branches: 7,
    tags: 3,
    latestRelease: '1.2.0',
    archived: false,
  };
  const shallow: Repository = { repository: checkout, empty: false, shallow: true, head: 'b', wellKnownFiles: [], defaultBranch: 'feature', branches: 1, tags: 0, gitBytes: 5 };

  it('says all of its commit, also what is gone, and of the whole repository what only a night knows', () => {
    const result = overlay(knowledge(before, { repositories: [night] }), [{ knowledge: knowledge(now, { repositories: [shallow] }), checkout, content: false }]);
    expect(known(result)).toEqual({ empty: false, shallow: false, head: 'b', wellKnownFiles: [], defaultBranch: 'main', branches: 7, tags: 3, latestRelease: '1.2.0', archived: false });
    const facts = new Map(result.repositories[0]?.facts.map((fact) => [fact.id, fact]));
    expect(facts.get('repository.license')).toMatchObject({ unknown: 'no source says it' });
    expect(facts.get('repository.tags')?.provenance?.observedAt).toBe(before);
    expect(facts.get('repository.head')?.provenance?.observedAt).toBe(now);
  });

  it('does not take what a shallow one counts for a fact, where nothing was known before', () => {
    const result = overlay(undefined, [{ knowledge: knowledge(now, { repositories: [shallow] }), checkout, content: false }]);
    expect(known(result)).toEqual({ empty: false, shallow: true, head: 'b', wellKnownFiles: [] });
    expect(result.repositories[0]?.facts.find(({ id }) => id === 'repository.tags')).toMatchObject({ unknown: 'a shallow checkout does not tell, and nothing that was collected before does' });
  });

  it('takes what a whole clone says where what was known before is too old to be relied on', () => {
    const old = knowledge(before, { repositories: [night], age: { state: 'unknown', observedAt: before, days: 30, reason: 'gone' } });
    const result = overlay(old, [{ knowledge: knowledge(now, { repositories: [{ ...shallow, shallow: false }] }), checkout, content: false }]);
    expect(known(result)).toMatchObject({ branches: 1, tags: 0, defaultBranch: 'feature' });
    expect(known(result)).not.toHaveProperty('latestRelease');
  });
});

describe('entries of the catalog', () => {
  const base = knowledge(before, {
    entries: [entry('component:default/gone', checkout, 'a.yaml'), entry('component:default/kept', 'github.com/acme/other', 'a.yaml'), entry('group:default/old', 'content', 'catalog/a.yaml')],
    age: { state: 'old', observedAt: before, days: 1, reason: 'it was away' },
  });
  const refs = (result: Knowledge): string[] => result.entries.map(({ value }) => `${value.ref} ${value.declaredIn}`);

  it('are those of the checkout in place of what it declared before, and the rest as it was', () => {
    const fresh = knowledge(now, { entries: [entry('component:default/new', checkout, 'b.yaml')] });
    const result = overlay(base, [{ knowledge: fresh, checkout, content: false }]);
    expect(refs(result)).toEqual(['component:default/kept github.com/acme/other', `component:default/new ${checkout}`, 'group:default/old content']);
    // Parts are named alike in both: each keeps its own age.
    expect(result.entries.map(({ collector, shard }) => result.ages.of(collector, shard).state)).toEqual(['old', 'current', 'old']);
  });

  it('are those of the content folder only if it was read whole', () => {
    const fresh = knowledge(now, { entries: [entry('group:default/new', 'content', 'catalog/b.yaml')] });
    expect(refs(overlay(base, [{ knowledge: fresh, checkout: undefined, content: true }]))).not.toContain('group:default/old content');
    expect(refs(overlay(base, [{ knowledge: fresh, checkout: undefined, content: false }]))).toContain('group:default/old content');
  });
});

describe('events of both', () => {
  const entity = 'component:default/payments';
  const withDeliveries = (at: string, ...deliveries: readonly (readonly [string, string])[]): Knowledge => {
    const whole = knowledge(at, {});
    const provenance = { source: 'deliveries.ndjson:1', collector: 'facts', version: '1', observedAt: at, since: at };
    const facts = deliveries.map(([id, deliveredAt]) => ({ value: { id, entity, supplier: at, deliveredAt }, provenance, unknown: undefined }));
    return { ...whole, ruleFacts: { ...whole.ruleFacts, deliveries: { by: new Map([[entity, facts]]) } } };
  };

  it('stand newest first, each once, as it was read last', () => {
    const base = withDeliveries(before, ['2', '2026-10-02T00:00:00Z'], ['1', '2026-10-01T00:00:00Z']);
    const fresh = withDeliveries(now, ['3', '2026-10-03T00:00:00Z'], ['1', '2026-10-01T00:00:00Z']);
    const { deliveries } = overlay(base, [{ knowledge: fresh, checkout: undefined, content: true }]).ruleFacts;
    expect('by' in deliveries && deliveries.by.get(entity)?.map(({ value }) => `${value.id} ${value.supplier}`)).toEqual([`3 ${now}`, `2 ${before}`, `1 ${now}`]);
  });

  it('are those of the one that has any to rely on', () => {
    const some = withDeliveries(before, ['1', '2026-10-01T00:00:00Z']);
    const none = knowledge(now, {});
    for (const [base, fresh] of [[some, none], [none, some]] as const) {
      expect(overlay(base, [{ knowledge: fresh, checkout: undefined, content: true }]).ruleFacts.deliveries).toEqual(some.ruleFacts.deliveries);
    }
  });
});

const fields = Object.keys(repository.shape).filter((field) => field !== 'repository' && field !== 'unread');
const someRepository = fc
  .record({ empty: fc.boolean(), shallow: fc.boolean(), archived: fc.boolean(), head: fc.constantFrom('a', 'b'), license: fc.constantFrom('MIT', 'NONE'), branches: fc.nat(3), tags: fc.nat(3), latestRelease: fc.constantFrom('1', '2') }, { requiredKeys: ['empty'] })
  .chain((value) => fc.constantFrom(checkout, 'github.com/acme/other').map((id): Repository => ({ repository: id, ...value })));
const several = fc.uniqueArray(someRepository, { selector: (value) => value.repository, maxLength: 2 });

it('loses no repository, invents no value, and keeps the order and the form of records', () => {
  fc.assert(
    fc.property(several, several, fc.constantFrom(checkout, undefined), (old, fresh, at) => {
      const result = overlay(knowledge(before, { repositories: old }), [{ knowledge: knowledge(now, { repositories: fresh }), checkout: at, content: false }]);
      expect(result.repositories.map((record) => record.repository)).toEqual([...new Set([...old, ...fresh].map((value) => value.repository))].sort());
      for (const record of result.repositories) {
        const sources: Record<string, unknown>[] = [...old, ...fresh].filter((value) => value.repository === record.repository);
        expect(record.facts.map(({ id }) => id).toSorted()).toEqual(fields.map((field) => `repository.${field}`).toSorted());
        for (const [field, value] of Object.entries(record.known)) expect(sources.map((source) => source[field])).toContain(value);
        for (const { id, value, unknown } of record.facts) {
          expect(value === undefined).toBe(unknown !== undefined);
          expect(value).toEqual(new Map(Object.entries(record.known)).get(id.slice('repository.'.length)));
        }
      }
    }),
    { numRuns: 100 },
  );
});

it('is what was brought, where that is all there is', () => {
  fc.assert(
    fc.property(several, (fresh) => {
      const read = knowledge(now, { repositories: fresh });
      expect(overlay(undefined, [{ knowledge: read, checkout: undefined, content: true }])).toEqual(read);
    }),
    { numRuns: 50 },
  );
});
