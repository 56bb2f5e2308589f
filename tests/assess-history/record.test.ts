import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPublished, readPublishedRules } from '../../src/assess/history/published.ts';
import { record } from '../../src/assess/history/record.ts';
import { assessmentKind, publishedRuleKind } from '../../src/schema/facts/assessment.ts';
import { publishedEditionKind } from '../../src/schema/facts/published-edition.ts';
import { Store } from '../../src/store/store.ts';
import { check, dayOf, Nights, type NightRules, type Organisation, scorecard } from './organisation.ts';

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-record-'));
  store = await Store.open(dir);
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const a = 'component:default/a';
const organisation = (tested: boolean): Organisation => ({ [a]: { owner: 'group:default/red', facts: { owned: true, tested } } });
const rules: NightRules = { scorecards: [scorecard('prod', [check('owner', 0, 'owned'), check('tests', 1, 'tested')])] };
const more: NightRules = { scorecards: [...rules.scorecards, scorecard('sec', [check('scan', 0, 'tested')])] };

/** Everything that editions left behind. */
async function everything(of: Store): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const kind of [publishedRuleKind, assessmentKind, publishedEditionKind]) {
    for await (const version of of.history<typeof kind.schema>(kind, { collectors: ['almanac'], until: dayOf(999) })) all.push(version);
  }
  return all;
}

/** A store that dies when it is to take in a kind. */
function dyingAt(kind: string): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const [first] = args;
        const of = typeof first === 'object' && first !== null && 'kind' in first ? first.kind : undefined;
        if (name === 'publish' && typeof of === 'object' && of !== null && 'kind' in of && of.kind === kind) throw new Error('killed');
        return Reflect.apply(value, target, args);
      };
    },
  });
}

it('keeps what was published, and reads it back as it was', async () => {
  const nights = new Nights(store);
  await nights.pass({ asOf: dayOf(1), organisation: organisation(false), rules });
  await nights.pass({ asOf: dayOf(2), organisation: organisation(true), rules: more });
  const then = await readPublished(store, dayOf(1), dayOf(9));
  expect([...then.sheets.keys()]).toEqual(['prod']);
  expect(then.sheets.get('prod')?.standings.get(a)).toMatchObject({ owner: 'group:default/red', level: 'bronze', score: 0.5, rules: rules.scorecards[0]?.digest, changedAt: undefined });
  expect([...(then.sheets.get('prod')?.standings.get(a)?.verdicts ?? [])]).toEqual([
    ['owner', { verdict: 'pass', raw: 'pass' }],
    ['tests', { verdict: 'fail', raw: 'fail' }],
  ]);
  expect([...(await readPublished(store, dayOf(5), dayOf(9))).sheets.keys()]).toEqual(['prod', 'sec']);
  expect((await readPublishedRules(store, dayOf(5), dayOf(9))).map(({ scorecard: id, check: of, level, definition }) => [id, of, level, definition])).toEqual([
    ['prod', 'owner', 'bronze', 'owned'],
    ['prod', 'tests', 'silver', 'tested'],
    ['sec', 'scan', 'bronze', 'tested'],
  ]);
  // Of its own instant, an edition sees nothing.
  expect([...(await readPublished(store, dayOf(2), dayOf(2))).sheets.keys()]).toEqual(['prod']);
  expect((await readPublishedRules(store, dayOf(1), dayOf(1))).length).toBe(0);
});

it('writes nothing when the same edition is kept again, and leaves no files under way', async () => {
  const nights = new Nights(store);
  await nights.pass({ asOf: dayOf(1), organisation: organisation(false), rules });
  const { record: edition } = await nights.pass({ asOf: dayOf(2), organisation: organisation(true), rules: more });
  const once = await everything(store);
  expect(await record(store, edition, dayOf(2))).toEqual({ changed: 0, tombstones: 0 });
  expect(await everything(store)).toEqual(once);
  expect(readdirSync(store.lake.stagingDir)).toEqual(['files']);
});

it('replaces what an edition said when the same instant is published again with other content', async () => {
  const nights = new Nights(store);
  await nights.pass({ asOf: dayOf(1), organisation: organisation(false), rules });
  await nights.pass({ asOf: dayOf(2), organisation: organisation(true), rules: more });
  const again = await nights.pass({ asOf: dayOf(2), organisation: organisation(false), rules });
  expect(again.today).toEqual([]);
  expect([...(await readPublished(store, dayOf(2), dayOf(3))).sheets.keys()]).toEqual(['prod']);
  expect((await nights.read({ asOf: dayOf(3), organisation: organisation(false), rules })).today).toEqual([]);
});

it('leaves what was published later alone', async () => {
  const nights = new Nights(store);
  await nights.pass({ asOf: dayOf(1), organisation: organisation(false), rules });
  await nights.pass({ asOf: dayOf(3), organisation: organisation(false), rules });
  const once = await everything(store);
  const between = await nights.pass({ asOf: dayOf(2), organisation: organisation(true), rules: more });
  expect(between.kept).toBeUndefined();
  expect(await everything(store)).toEqual(once);
});

describe('killed between', () => {
  it.each(['published-rule', 'assessment', 'published-edition'])('before %s, the next run ends in the same state', async (kind) => {
    const nights = new Nights(store);
    await nights.pass({ asOf: dayOf(1), organisation: organisation(false), rules: more });
    const night = { asOf: dayOf(2), organisation: organisation(true), rules };
    const { record: edition } = await nights.read(night);
    await expect(record(dyingAt(kind), edition, night.asOf)).rejects.toThrow('killed');
    const after = await nights.pass(night);

    const otherDir = mkdtempSync(join(tmpdir(), 'almanac-record-'));
    const other = await Store.open(otherDir);
    try {
      const unbroken = new Nights(other);
      await unbroken.pass({ asOf: dayOf(1), organisation: organisation(false), rules: more });
      const { today } = await unbroken.pass(night);
      expect(after.today).toEqual(today);
      expect(await everything(store)).toEqual(await everything(other));
    } finally {
      other.close();
      rmSync(otherDir, { recursive: true, force: true });
    }
  });

  it.each([
    ['assessment', ['level bronze > silver', 'tests fail > pass']],
    ['published-edition', []],
  ])('before %s, the next night tells each change once', async (kind, told) => {
    const nights = new Nights(store);
    await nights.pass({ asOf: dayOf(1), organisation: organisation(false), rules });
    const { record: edition } = await nights.read({ asOf: dayOf(2), organisation: organisation(true), rules });
    await expect(record(dyingAt(kind), edition, dayOf(2))).rejects.toThrow('killed');
    const { today, log } = await nights.pass({ asOf: dayOf(3), organisation: organisation(true), rules });
    expect(today.map(({ check: id, from, to }) => `${id ?? 'level'} ${from} > ${to}`)).toEqual(told);
    expect(log.entries(9).flatMap(({ changes }) => changes.map(({ check: id }) => id ?? 'level'))).toEqual(['level', 'tests']);
  });
});
