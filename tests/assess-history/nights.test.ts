import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/assess/changes.ts';
import { spanView } from '../../src/assess/history/views.ts';
import { changeSpan, historyPoint } from '../../src/schema/edition/assessment.ts';
import { Store } from '../../src/store/store.ts';
import { check, dayOf, exemption, type Facts, Nights, type NightRules, type Organisation, plain, scorecard } from './organisation.ts';

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

describe('what changed from one night to the next has its cause', () => {
  it('nothing: a quiet night writes no row', async () => {
    const first = await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, false)), rules });
    expect(first.today).toEqual([]);
    expect(first.kept).toEqual({ changed: 4, tombstones: 0 });
    const quiet = await nights.pass({ asOf: dayOf(2), organisation: both(facts(true, false)), rules });
    expect(quiet.today).toEqual([]);
    expect(quiet.kept).toEqual({ changed: 0, tombstones: 0 });
    expect(nights.judgedAgain).toEqual([]);
  });

  it('facts', async () => {
    await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, false)), rules });
    const { today, kept } = await nights.pass({ asOf: dayOf(2), organisation: both(facts(true, true)), rules });
    expect(today.map(line)).toEqual(['a level: bronze > silver, better, facts', 'a tests: fail > pass, better, facts']);
    expect(kept).toEqual({ changed: 1, tombstones: 0 });
    // The row tells of its last change until the next one, and is not written again.
    expect((await nights.pass({ asOf: dayOf(3), organisation: both(facts(true, true)), rules })).kept).toEqual({ changed: 0, tombstones: 0 });
    expect(nights.judgedAgain).toEqual([]);
  });

  it('rules', async () => {
    const organisation = both(facts(true, true, { licensed: false }), facts(true, true, { licensed: true }));
    await nights.pass({ asOf: dayOf(1), organisation, rules });
    const { today, kept } = await nights.pass({ asOf: dayOf(2), organisation, rules: stricter });
    expect(today.map(line)).toEqual(['a level: silver > bronze, worse, rules', 'a tests: pass > fail, worse, rules']);
    // The digest of the rules stands in both rows; one rule is another one.
    expect(kept).toEqual({ changed: 3, tombstones: 0 });
    expect(nights.judgedAgain).toEqual([dayOf(1)]);
  });

  it('facts and rules on one night, told apart by entity', async () => {
    // a would pass by the new rule with the facts of then; b lost its licence only now, and has had no tests before.
    await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, false, { licensed: true }), facts(true, true, { licensed: true })), rules });
    const { today } = await nights.pass({ asOf: dayOf(2), organisation: both(facts(false, false, { licensed: true }), facts(true, true, { licensed: false })), rules: stricter });
    expect(today.map(line)).toEqual([
      'a level: bronze > none, worse, facts-and-rules',
      'a owner: pass > fail, worse, facts',
      'a tests: fail > pass, better, rules',
      'b level: silver > bronze, worse, facts',
      'b tests: pass > fail, worse, facts',
    ]);
  });

  it('a decision that begins and ends', async () => {
    const organisation = both(facts(true, false));
    const excused: NightRules = { ...rules, exemptions: [exemption('prod/tests', a, { expires: dayOf(2).slice(0, 10) })] };
    await nights.pass({ asOf: dayOf(1), organisation, rules });
    const begun = await nights.pass({ asOf: dayOf(2), organisation, rules: excused });
    expect(begun.today.map(line)).toEqual(['a level: bronze > silver, better, decision', 'a tests: fail > exempt, other, decision']);
    const ended = await nights.pass({ asOf: dayOf(3), organisation, rules: excused });
    expect(ended.today.map(line)).toEqual(['a level: silver > bronze, worse, decision', 'a tests: exempt > fail, other, decision']);
    expect(nights.judgedAgain).toEqual([]);
  });

  it('an announced check that begins to count: the rules', async () => {
    const organisation = both(facts(true, false));
    const announced: NightRules = { scorecards: [scorecard('prod', [check('owner', 0, 'owned'), check('tests', 1, 'tested', { enabledFrom: dayOf(2).slice(0, 10) })])] };
    await nights.pass({ asOf: dayOf(1), organisation, rules: announced });
    expect((await nights.pass({ asOf: dayOf(2), organisation, rules: announced })).today.map(line)).toEqual(['a level: silver > bronze, worse, rules']);
  });

  it('an entity that disappears and comes back: membership, once each', async () => {
    await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, true)), rules });
    const gone = await nights.pass({ asOf: dayOf(2), organisation: { [b]: { owner: blue, facts: facts(true, true) } }, rules });
    expect(gone.today.map(line)).toEqual(['a level: silver > not-judged, other, membership']);
    expect(gone.kept).toEqual({ changed: 0, tombstones: 1 });
    const back = await nights.pass({ asOf: dayOf(3), organisation: both(facts(true, false)), rules });
    expect(back.today.map(line)).toEqual(['a level: not-judged > bronze, other, membership']);
    expect(back.entity('prod', a).changes.map((change) => `${change.at.slice(8, 10)} ${line(change)}`)).toEqual([
      '03 a level: not-judged > bronze, other, membership',
      '02 a level: silver > not-judged, other, membership',
    ]);
  });

  it('a scorecard that is added, and removed', async () => {
    const more: NightRules = { scorecards: [card, scorecard('sec', [check('scan', 0, 'tested'), check('sign', 1, 'owned')])] };
    const organisation = both(facts(true, false));
    await nights.pass({ asOf: dayOf(1), organisation, rules });
    const added = await nights.pass({ asOf: dayOf(2), organisation, rules: more });
    expect(added.today.map((change) => `${change.scorecard} ${line(change)}`)).toEqual(['sec a level: not-judged > none, other, membership', 'sec b level: not-judged > silver, other, membership']);
    expect(added.ruleChanges.map(({ kind, scorecard: id, check: of }) => `${kind} ${id}/${of}`)).toEqual(['added sec/scan', 'added sec/sign']);
    const removed = await nights.pass({ asOf: dayOf(3), organisation, rules });
    expect(removed.today.map((change) => `${change.scorecard} ${line(change)}`)).toEqual(['sec a level: none > not-judged, other, membership', 'sec b level: silver > not-judged, other, membership']);
    expect(removed.kept).toEqual({ changed: 0, tombstones: 4 });
    const after = await nights.pass({ asOf: dayOf(4), organisation, rules });
    expect(after.today).toEqual([]);
    expect(after.kept).toEqual({ changed: 0, tombstones: 0 });
    expect(after.ruleChanges.map(({ at, kind, check: of }) => `${at.slice(8, 10)} ${kind} ${of}`)).toEqual(['03 removed scan', '03 removed sign', '02 added scan', '02 added sign']);
  });
});

describe('spans', () => {
  it('compare with what was published then, though rules changed since, and say why', async () => {
    const silver = both(facts(true, true, { licensed: false }));
    await nights.pass({ asOf: dayOf(1), organisation: silver, rules });
    await nights.pass({ asOf: dayOf(7), organisation: silver, rules: stricter });
    const { spans } = await nights.pass({ asOf: dayOf(8), organisation: both(facts(false, true, { licensed: true }), facts(true, true, { licensed: true })), rules: stricter });
    const [day, week, quarter] = spans;
    expect(day?.since).toBe(dayOf(7));
    // b had no licence either, when it was published as unknown by the stricter rules on day 7.
    expect(day?.all.changes.map(line)).toEqual([
      'a level: bronze > none, worse, facts',
      'b level: bronze > silver, better, facts',
      'a owner: pass > fail, worse, facts',
      'a tests: fail > pass, better, facts',
      'b tests: unknown > pass, other, facts',
    ]);
    expect(week?.since).toBe(dayOf(1));
    expect(week?.all.changes.map(line)).toEqual(['a level: silver > none, worse, facts-and-rules', 'a owner: pass > fail, worse, facts']);
    expect(week?.all.levels).toEqual({ better: 0, worse: 1 });
    expect(week?.all.checks).toEqual({ better: 0, worse: 1 });
    const levels = (of: { readonly levels: readonly { readonly entities: number }[] } | undefined): number[] | undefined => of?.levels.map(({ entities }) => entities);
    const prod = week?.scorecards.get('prod');
    expect([levels(prod?.published), levels(prod?.rejudged), levels(prod?.now)]).toEqual([[0, 0, 2], [0, 2, 0], [1, 0, 1]]);
    // Younger than a quarter, it compares with its beginning.
    expect(quarter).toMatchObject({ compared: true, since: dayOf(1), all: { total: 2 } });
    expect(levels(quarter?.scorecards.get('prod')?.published)).toEqual([0, 0, 2]);
  });

  it('judge again once an instant, and only where the rules are others', async () => {
    const organisation = both(facts(true, true, { licensed: true }), facts(true, true, { licensed: true }));
    for (const n of [1, 85, 91]) await nights.pass({ asOf: dayOf(n), organisation, rules });
    await nights.pass({ asOf: dayOf(92), organisation, rules: stricter });
    // The edition before is also the one of yesterday.
    expect(nights.judgedAgain).toEqual([dayOf(91), dayOf(85), dayOf(1)]);
  });

  it('show the changes of an entity under the team that owns it now', async () => {
    await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, true)), rules });
    const moved: Organisation = { [a]: { owner: blue, facts: facts(true, false) }, [b]: { owner: blue, facts: facts(true, true) } };
    const { spans, kept, log } = await nights.pass({ asOf: dayOf(2), organisation: moved, rules });
    expect(kept?.changed).toBe(1);
    expect([...(spans[0]?.teams ?? [])].map(([team, { levels }]) => [team, levels])).toEqual([[blue, { better: 0, worse: 1 }]]);
    expect(log.teams).toEqual([blue]);
  });

  it('write a row when an owner changes, which is no change of level or verdict', async () => {
    await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, true)), rules });
    await nights.pass({ asOf: dayOf(2), organisation: both(facts(true, false)), rules });
    const owner = await nights.pass({ asOf: dayOf(3), organisation: { ...both(facts(true, false)), [a]: { owner: blue, facts: facts(true, false) } }, rules });
    expect(owner.kept).toEqual({ changed: 1, tombstones: 0 });
    // What changed on the second night is told still, and dated then.
    expect(owner.entity('prod', a).changes.map(({ at, check: id }) => [at, id])).toEqual([[dayOf(2), undefined], [dayOf(2), 'tests']]);
    expect(owner.log.entries(9).map(({ at }) => at)).toEqual([dayOf(2)]);
    expect(owner.log.teams).toEqual([blue]);
  });

  it('compare with the night before, though it began some seconds later in the night', async () => {
    const later = (n: number, seconds: number): string => new Date(Date.parse(dayOf(n)) + seconds * 1000).toISOString();
    await nights.pass({ asOf: later(1, 20), organisation: both(facts(false, false)), rules });
    await nights.pass({ asOf: later(2, 30), organisation: both(facts(true, false)), rules });
    const { spans } = await nights.pass({ asOf: later(3, 10), organisation: both(facts(true, true)), rules });
    expect(spans[0]?.since).toBe(later(2, 30));
    expect(spans[0]?.all.changes.map(line)).toEqual(['a level: bronze > silver, better, facts', 'a tests: fail > pass, better, facts']);
  });
});

it('shows spans and changes in words, as the edition publishes them', async () => {
  await nights.pass({ asOf: dayOf(1), organisation: both(facts(true, true)), rules });
  await nights.pass({ asOf: dayOf(5), organisation: both(facts(true, false)), rules });
  const history = await nights.read({ asOf: dayOf(8), organisation: { [a]: { owner: red, facts: facts(true, false) } }, rules });
  const names = { scorecards: new Map([['prod', card]]), link: (ref: string) => ({ ref, title: ref.slice(-3), kind: 'Component' }) };
  const [, week] = history.spans;
  const scope = week?.scorecards.get('prod');
  if (week === undefined || scope === undefined) throw new Error('no span of a week');
  const view = changeSpan.parse(spanView(week, scope, names, history.changedAt));
  expect(view).toMatchObject({ span: 'week', since: dayOf(1), compared: true, total: 3, causes: { facts: 2, membership: 1 }, levels: { better: 0, worse: 1 } });
  expect(view.changes.map(({ at, entity, owner, subject, from, to }) => [at, entity.title, owner?.title, subject, from, to])).toEqual([
    [dayOf(5), 't/a', 'red', 'level', 'Silver', 'Bronze'],
    [dayOf(8), 't/b', 'lue', 'level', 'Silver', 'not judged'],
    [dayOf(5), 't/a', 'red', 'Check tests', 'pass', 'fail'],
  ]);
  expect(history.scorecard('prod').map((point) => historyPoint.parse(point).at)).toEqual([dayOf(1), dayOf(5), dayOf(8)]);
});

it('lists rules that changed, with the definition before and after; a new title is no change', async () => {
  const organisation = both(facts(true, true));
  const renamed: NightRules = { scorecards: [scorecard('prod', [check('owner', 0, 'owned', { title: 'Somebody owns it' }), check('tests', 1, 'tested')])] };
  const lifted: NightRules = { scorecards: [scorecard('prod', [check('owner', 1, 'owned'), check('tests', 0, 'tested')])] };
  await nights.pass({ asOf: dayOf(1), organisation, rules });
  await nights.pass({ asOf: dayOf(2), organisation, rules: stricter });
  await nights.pass({ asOf: dayOf(3), organisation, rules });
  expect((await nights.pass({ asOf: dayOf(4), organisation, rules: renamed })).ruleChanges.map(({ at }) => at)).toEqual([dayOf(3), dayOf(2)]);
  const { ruleChanges } = await nights.pass({ asOf: dayOf(5), organisation, rules: lifted });
  expect(ruleChanges).toEqual([
    { at: dayOf(5), scorecard: 'prod', check: 'owner', title: 'Check owner', kind: 'changed', before: 'owned\nlevel: bronze', after: 'owned\nlevel: silver' },
    { at: dayOf(5), scorecard: 'prod', check: 'tests', title: 'Check tests', kind: 'changed', before: 'tested\nlevel: silver', after: 'tested\nlevel: bronze' },
    { at: dayOf(3), scorecard: 'prod', check: 'tests', title: 'Check tests', kind: 'changed', before: 'licensed', after: 'tested' },
    { at: dayOf(2), scorecard: 'prod', check: 'tests', title: 'Check tests', kind: 'changed', before: 'tested', after: 'licensed' },
  ]);
  // Past 91 days they are history.
  expect((await nights.read({ asOf: dayOf(95), organisation, rules: lifted })).ruleChanges.map(({ at }) => at)).toEqual([dayOf(5), dayOf(5)]);
});

it('rebuilds an older night as it was, whether or not it and later ones were kept', async () => {
  const script: readonly (readonly [Organisation, NightRules])[] = [
    [both(facts(true, false)), rules],
    [both(facts(true, true)), rules],
    [both(facts(true, true), facts(false, true)), stricter],
    [both(facts(true, true, { licensed: true }), facts(true, true)), { ...stricter, exemptions: [exemption('prod/tests', b)] }],
    [{ [a]: { owner: blue, facts: facts(false, true) } }, rules],
  ];
  const told: unknown[] = [];
  for (const [index, [organisation, by]] of script.entries()) {
    const night = { asOf: dayOf(index + 1), organisation, rules: by };
    const once = plain(await nights.read(night), [a, b], ['prod']);
    expect(plain(await nights.read(night), [a, b], ['prod'])).toEqual(once);
    const passed = await nights.pass(night);
    told.push(plain(passed, [a, b], ['prod']));
    expect(told.at(-1)).toEqual(once);
  }
  for (const [index, [organisation, by]] of script.entries()) {
    expect(plain(await nights.read({ asOf: dayOf(index + 1), organisation, rules: by }), [a, b], ['prod'])).toEqual(told[index]);
  }
});
