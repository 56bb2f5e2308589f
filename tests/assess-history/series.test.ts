import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/assess/changes.ts';
import { Store } from '../../src/store/store.ts';
import { campaign, check, dayOf, exemption, type Facts, Nights, type NightRules, type Organisation, scorecard } from './organisation.ts';

let dir: string;
let store: Store;
let nights: Nights;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-nights-'));
  store = await Store.open(dir);
  nights = new Nights(store);
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const a = 'component:default/a';
const b = 'component:default/b';
const red = 'group:default/red';
const blue = 'group:default/blue';
const facts = (owned: boolean, tested: boolean, more: Facts = {}): Facts => ({ owned, tested, ...more });
const both = (of: Facts, other: Facts = facts(true, true)): Organisation => ({ [a]: { owner: red, facts: of }, [b]: { owner: blue, facts: other } });

const card = scorecard('prod', [check('owner', 0, 'owned'), check('tests', 1, 'tested')]);
const rules: NightRules = { scorecards: [card] };
/** Asks for a licence too, where it asked for tests. */
const stricter: NightRules = { scorecards: [scorecard('prod', [check('owner', 0, 'owned'), check('tests', 1, 'licensed')])] };

const line = ({ entity, check: id, from, to, direction, cause }: Change): string => `${entity.slice(-1)} ${id ?? 'level'}: ${from} > ${to}, ${direction}, ${cause}`;

describe('series', () => {
  it('have a point a week as published, and judged again where spans compare', async () => {
    const organisation = both(facts(true, true, { licensed: false }), facts(true, true, { licensed: true }));
    for (const n of [1, 8, 15, 21]) await nights.pass({ asOf: dayOf(n), organisation, rules });
    const history = await nights.read({ asOf: dayOf(22), organisation, rules: stricter });
    const silver = (of: { readonly levels: readonly { readonly id?: string | undefined; readonly entities: number }[] } | undefined): number | undefined => of?.levels.find(({ id }) => id === 'silver')?.entities;
    expect(history.scorecard('prod').map(({ at, published, rejudged }) => [at.slice(8, 10), silver(published), silver(rejudged)])).toEqual([
      ['01', 2, 1],
      ['08', 2, undefined],
      ['15', 2, 1],
      ['21', 2, 1],
      ['22', 1, 1],
    ]);
    expect(history.entity('prod', a).points).toEqual([
      { at: dayOf(1), level: 'silver', score: 1 },
      { at: dayOf(22), level: 'bronze', score: 0.5 },
    ]);
    expect(history.entity('prod', b).points).toEqual([{ at: dayOf(1), level: 'silver', score: 1 }]);
  });

  it('show levels that the ladder has no more under their ids, last', async () => {
    await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, true)), rules });
    const shorter = { ...scorecard('prod', [check('owner', 0, 'owned')]), levels: [{ id: 'bronze', title: 'Bronze' }], digest: 'shorter' };
    const history = await nights.pass({ asOf: dayOf(8), organisation: both(facts(true, true)), rules: { scorecards: [shorter] } });
    expect(history.scorecard('prod')[0]?.published?.levels).toEqual([{ title: 'No level', entities: 0 }, { id: 'bronze', title: 'Bronze', entities: 0 }, { id: 'silver', title: 'silver', entities: 2 }]);
    expect(history.today.map(line)).toEqual(['a level: silver > bronze, other, rules', 'b level: silver > bronze, other, rules']);
  });

  it('count campaigns as published: done, exempt and not concerned as today', async () => {
    const by: NightRules = { ...rules, campaigns: [campaign('all-tested', 'prod', { checks: ['tests'] }), campaign('silver', 'prod')] };
    const excused: NightRules = { ...by, exemptions: [exemption('prod/tests', a)] };
    await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, false), facts(true, false)), rules: by });
    await nights.pass({ asOf: dayOf(8), organisation: both(facts(true, false), facts(true, true)), rules: by });
    await nights.pass({ asOf: dayOf(15), organisation: both(facts(true, false), facts(true, true)), rules: excused });
    const history = await nights.read({ asOf: dayOf(22), organisation: both(facts(true, true)), rules: by });
    const points = [{ at: dayOf(1), done: 0, of: 2 }, { at: dayOf(8), done: 1, of: 2 }, { at: dayOf(15), done: 1, of: 1 }];
    expect(history.campaign('all-tested')).toEqual(points);
    expect(history.campaign('silver')).toEqual(points);
    expect(history.campaign('unheard-of')).toEqual([]);
  });

  it('leave out points of a campaign at which its check did not count yet', async () => {
    await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, true)), rules: { scorecards: [scorecard('prod', [check('owner', 0, 'owned')])] } });
    await nights.pass({ asOf: dayOf(8), organisation: both(facts(true, true)), rules });
    const history = await nights.read({ asOf: dayOf(15), organisation: both(facts(true, true)), rules: { ...rules, campaigns: [campaign('all-tested', 'prod', { checks: ['tests'] })] } });
    expect(history.campaign('all-tested')).toEqual([{ at: dayOf(8), done: 2, of: 2 }]);
  });
});
