import { describe, expect, it } from 'vitest';
import type { Repository } from '../../src/schema/facts/repository.ts';
import { noRepository, type Sample } from '../rubrics/sample.ts';
import { Judged } from './examples.ts';

/** What a clone and a host's API together say of a repository that is in use. */
const active: Partial<Repository> = { archived: false, topics: [], lastCommitAt: '2026-11-20T12:00:00Z' };

/** A component of one repository of that name; what is undefined is not known. */
function component(known: Partial<Repository> | { readonly [field in keyof Repository]?: undefined }, name = 'payments'): Sample {
  const id = `github.com/acme/${name}`;
  const fields = Object.fromEntries(Object.entries({ ...active, ...known }).filter(([, value]) => value !== undefined));
  return {
    metadata: { annotations: { 'backstage.io/source-location': `url:https://${id}/` } },
    spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
    repository: { ...fields, repository: id },
    supplyChain: undefined,
    measurements: {},
    changes: undefined,
    deliveries: undefined,
  };
}

const judge = (sample: Sample): Judged => new Judged('stale-repos', sample);
const verdict = (sample: Sample): string => judge(sample).verdict('not-stale');
const judgedAtAll = (sample: Sample): boolean => judge(sample).judgement.entities.length === 1;

describe('stale-repos as a scorecard', () => {
  // The clock of the tests says 2026-11-21T03:00:00Z.
  it.each([
    ['2026-11-21T02:59:59Z', 'pass', '0 days inactive, limit 365'],
    ['2025-11-21T03:00:00Z', 'pass', '365 days inactive, limit 365'],
    ['2025-11-20T03:00:01Z', 'pass', '365 days inactive, limit 365'],
    ['2025-11-20T03:00:00Z', 'fail', '366 days inactive, limit 365'],
    ['2019-01-01T00:00:00Z', 'fail', '2881 days inactive, limit 365'],
  ])('a repository committed to at %s is a %s: whole days, and stale only when there are more than the threshold', (lastCommitAt, expected, message) => {
    const judged = judge(component({ lastCommitAt }));
    expect(judged.verdict('not-stale')).toBe(expected);
    expect(judged.message('not-stale')).toBe(message);
  });

  it('skips what is archived, however old', () => {
    expect(judgedAtAll(component({ archived: true, lastCommitAt: '2019-01-01T00:00:00Z' }))).toBe(false);
  });

  it.each([
    ['demo-shop', false],
    ['demo-', false],
    ['shop-archive', false],
    ['shop-demo-old', true],
    ['Demo-shop', true],
    ['demo', true],
    ['archive', true],
  ])('the repository %s is judged: %s; globs are held against the whole name, by case', (name, expected) => {
    expect(judgedAtAll(component({}, name))).toBe(expected);
  });

  it('holds globs against the name alone, not against its organisation', () => {
    expect(judgedAtAll(component({}, 'demo-team/shop'))).toBe(true);
  });

  it.each([
    [['keep'], false],
    [['go', 'reference'], false],
    [['keeper', 'go'], true],
    [['Keep'], true],
  ])('a repository of the topics %j is judged: %s; topics are held against whole', (topics, expected) => {
    expect(judgedAtAll(component({ topics }))).toBe(expected);
  });

  it('skips what has no commit, and so no date', () => {
    expect(verdict(component({ empty: true, lastCommitAt: undefined }))).toBe('not-applicable');
  });

  it('is unknown where there must be a date that nobody could read', () => {
    const judged = judge(component({ lastCommitAt: undefined }));
    expect(judged.verdict('not-stale')).toBe('unknown');
    expect(judged.missing('not-stale')).toEqual(['repository.lastCommitAt']);
  });

  it('judges no component without a repository', () => {
    expect(judge({ ...noRepository(component({})), metadata: {} }).judgement).toMatchObject({ entities: [], undecided: [] });
  });
});

describe('a repository of which only a clone is known', () => {
  const undecided = (sample: Sample): string[][] => judge(sample).judgement.undecided.map(({ missing }) => missing.map(({ fact }) => fact));

  it.each([
    [{ archived: undefined }, ['repository.archived']],
    [{ topics: undefined }, ['repository.topics']],
    [{ archived: undefined, topics: undefined }, ['repository.archived', 'repository.topics']],
  ])('is undecided, not stale, where it may be skipped: %j', (unknown, missing) => {
    const sample = component({ lastCommitAt: '2019-01-01T00:00:00Z', ...unknown });
    expect(judgedAtAll(sample)).toBe(false);
    expect(undecided(sample)).toEqual([missing]);
  });

  it('is skipped all the same where one of the reasons is known', () => {
    for (const sample of [component({ archived: undefined, topics: ['keep'] }), component({ archived: true, topics: undefined }), component({ archived: undefined, topics: undefined }, 'demo-shop')]) {
      expect(judge(sample).judgement).toMatchObject({ entities: [], undecided: [] });
    }
  });
});

describe('stale-repos by the last push, which is its default', () => {
  const pushed = (pushedAt: string | undefined, known: Partial<Repository> = {}): Judged => new Judged('stale-repos-pushed', component({ ...known, ...(pushedAt === undefined ? {} : { pushedAt }) }));

  it.each([
    ['2026-11-21T02:59:59Z', 'pass', '0 days inactive, limit 365'],
    ['2025-11-20T03:00:01Z', 'pass', '365 days inactive, limit 365'],
    ['2025-11-20T03:00:00Z', 'fail', '366 days inactive, limit 365'],
  ])('a repository pushed to at %s is a %s, whenever the default branch was committed to', (pushedAt, expected, message) => {
    for (const lastCommitAt of ['2019-01-01T00:00:00Z', '2026-11-20T12:00:00Z']) {
      const judged = pushed(pushedAt, { lastCommitAt });
      expect(judged.verdict('not-stale')).toBe(expected);
      expect(judged.message('not-stale')).toBe(message);
    }
  });

  it('is unknown of a repository that only clones are known of: git keeps no date of a push', () => {
    const judged = pushed(undefined);
    expect(judged.verdict('not-stale')).toBe('unknown');
    expect(judged.missing('not-stale')).toEqual(['repository.pushedAt']);
  });

  it('skips what is archived, exempt or without a commit as the other does', () => {
    for (const known of [{ archived: true }, { topics: ['keep'] }]) expect(pushed('2019-01-01T00:00:00Z', known).judgement).toMatchObject({ entities: [], undecided: [] });
    expect(pushed(undefined, { empty: true }).verdict('not-stale')).toBe('not-applicable');
  });
});
