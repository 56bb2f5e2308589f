import { describe, expect, test } from 'vitest';
import { changesOf, countChanges } from '../../src/assess/changes.ts';
import { judge } from '../../src/assess/judge.ts';
import { assessedEntities, type AssessedEntities } from '../../src/assess/published.ts';
import type { Check, Exemption, Scorecard } from '../../src/assess/contract.ts';
import { asOf, check, entity, exemption, type Facts, says, scorecard } from './world.ts';

const then = '2026-11-20T03:00:00Z';
const card = (...checks: Check[]) => scorecard(checks);
const said = (rules: Scorecard, facts: Facts, at = asOf, exemptions: readonly Exemption[] = []): AssessedEntities => assessedEntities(judge(rules, [entity('api', facts)], exemptions, { asOf: at }));
/** What changed, as `subject from to direction cause`. */
const told = (rules: Scorecard, before: AssessedEntities, rejudged: AssessedEntities | undefined, now: AssessedEntities) =>
  changesOf(rules, { before, rejudged, now }).map(({ check: id, from, to, direction, cause }) => `${id ?? 'level'}: ${from} > ${to}, ${direction}, ${cause}`);

describe('causes', () => {
  const rules = card(check('owner'), check('ci', { level: 1 }));
  /** The same ids, but `ci` asks for another fact. */
  const older = card(check('owner'), { ...check('ci', { level: 1 }), criterion: check('build').criterion });

  test('facts: the same rules say something else', () => {
    expect(told(rules, said(rules, { owner: true, ci: false }, then), undefined, said(rules, { owner: true, ci: true }))).toEqual(['level: bronze > gold, better, facts', 'ci: fail > pass, better, facts']);
    expect(told(rules, said(rules, { owner: true, ci: true }, then), undefined, said(rules, { owner: true }))).toEqual(['level: gold > bronze, worse, facts', 'ci: pass > unknown, other, facts']);
  });

  test('rules: the same facts are judged otherwise', () => {
    const facts = { owner: true, build: true, ci: false };
    expect(told(rules, said(older, facts, then), said(rules, facts, then), said(rules, facts))).toEqual(['level: gold > bronze, worse, rules', 'ci: pass > fail, worse, rules']);
  });

  test('facts and rules: each would have changed it', () => {
    const before = { owner: true, build: true };
    const now = { owner: true, build: true, ci: false };
    expect(told(rules, said(older, before, then), said(rules, before, then), said(rules, now))).toEqual(['level: gold > bronze, worse, rules', 'ci: pass > fail, worse, facts-and-rules']);
    const fell = { owner: false, build: true, ci: false };
    expect(told(rules, said(older, now, then), said(rules, now, then), said(rules, fell))).toEqual(['level: gold > none, worse, facts-and-rules', 'owner: pass > fail, worse, facts', 'ci: pass > fail, worse, rules']);
    const unjudged: AssessedEntities = new Map();
    expect(told(rules, said(older, now, then), unjudged, said(rules, now))).toEqual(['level: gold > bronze, worse, facts-and-rules', 'ci: pass > fail, worse, facts-and-rules']);
  });

  test('a decision: the raw verdict is the same', () => {
    const facts = { owner: true, ci: false };
    const exempt = said(rules, facts, asOf, [exemption('ci')]);
    expect(told(rules, said(rules, facts, then), undefined, exempt)).toEqual(['level: bronze > gold, better, decision', 'ci: fail > exempt, other, decision']);
    expect(told(rules, exempt, undefined, said(rules, facts))).toEqual(['level: gold > bronze, worse, decision', 'ci: exempt > fail, other, decision']);
    expect(told(rules, exempt, undefined, said(rules, { owner: true, ci: true }))).toEqual(['ci: exempt > pass, better, facts']);
  });

  test('a check that begins to count moves the level by the rules, and has no verdict that changed', () => {
    const coming = card(check('owner'), check('ci', { enabledFrom: '2026-11-21' }));
    const facts = { owner: true, ci: false };
    expect([...(said(coming, facts, then).get('component:default/api')?.verdicts.keys() ?? [])]).toEqual(['owner']);
    expect(told(coming, said(coming, facts, then), undefined, said(coming, facts))).toEqual(['level: gold > none, worse, rules']);
  });

  test('a check that was added, taken out or moved to another level moves the level by the rules', () => {
    const facts = { owner: true, ci: false };
    const without = card(check('owner'));
    const higher = card(check('owner'), check('ci', { level: 2 }));
    for (const [before, now, from, to] of [[without, rules, 'gold', 'bronze'], [rules, without, 'bronze', 'gold'], [rules, higher, 'bronze', 'silver'], [higher, rules, 'silver', 'bronze']] as const) {
      expect(told(now, said(before, facts, then), said(now, facts, then), said(now, facts))).toEqual([`level: ${from} > ${to}, ${from === 'gold' || to === 'bronze' ? 'worse' : 'better'}, rules`]);
    }
  });

  test('a level that the ladder has no more is neither better nor worse', () => {
    const ladder = { ...rules, levels: [{ id: 'ready', title: 'Ready' }, { id: 'steady', title: 'Steady' }] };
    const facts = { owner: true, ci: true };
    expect(told(ladder, said(rules, facts, then), said(ladder, facts, then), said(ladder, facts))).toEqual(['level: gold > steady, other, rules']);
  });

  test('an entity to which checks begin to apply rises by the facts', () => {
    const conditional = card(check('ci', { applies: says('built') }));
    expect(told(conditional, said(conditional, { built: false }, then), undefined, said(conditional, { built: true, ci: true }))).toEqual(['level: none > gold, better, facts', 'ci: not-applicable > pass, other, facts']);
  });

  test('membership: judged on one side only, told once', () => {
    const facts = { owner: true, ci: true };
    expect(told(rules, new Map(), undefined, said(rules, facts))).toEqual(['level: not-judged > gold, other, membership']);
    expect(told(rules, said(rules, { owner: false }), undefined, new Map())).toEqual(['level: none > not-judged, other, membership']);
  });

  test('facts that changed back and forth between rules and facts are no change', () => {
    const facts = { owner: true, build: false, ci: true };
    expect(told(rules, said(older, facts, then), said(rules, facts, then), said(rules, { ...facts, ci: false }))).toEqual([]);
  });
});

describe('the list', () => {
  test('is in order of entity, level first, then checks as in the scorecard; with the owner of now', () => {
    const rules = card(check('z'), check('a'));
    const world = (fact: boolean, owner: string | undefined) => assessedEntities(judge(rules, ['y', 'x'].map((name) => entity(name, { z: fact, a: fact }, { owner })), [], { asOf }));
    const changes = changesOf(rules, { before: world(true, 'group:default/search'), now: world(false, undefined) });
    expect(changes.map(({ entity: ref, check: id, owner }) => [ref, id, owner])).toEqual(['x', 'y'].flatMap((name) => [undefined, 'z', 'a'].map((id) => [`component:default/${name}`, id, 'group:default/search'])));
    expect(countChanges(changes)).toEqual({ levels: { better: 0, worse: 2 }, checks: { better: 0, worse: 4 }, causes: { facts: 6, rules: 0, 'facts-and-rules': 0, decision: 0, membership: 0 } });
  });
});
