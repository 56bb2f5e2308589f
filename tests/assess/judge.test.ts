import { describe, expect, test } from 'vitest';
import { judge } from '../../src/assess/judge.ts';
import { asOf, check, entity, exemption, measures, message, says, scorecard } from './world.ts';

const one = (facts: Parameters<typeof entity>[1], checks: Parameters<typeof scorecard>[0], exemptions: Parameters<typeof judge>[2] = []) =>
  judge(scorecard(checks), [entity('api', facts)], exemptions, { asOf });

describe('which entities are judged', () => {
  test('components, in order of reference, unless the scorecard says otherwise', () => {
    const all = [entity('b', {}), entity('a', {}), entity('x', {}, { kind: 'API' })];
    const judgement = judge(scorecard([check('owner')]), all, [], { asOf });
    expect(judgement.entities).toEqual(['component:default/a', 'component:default/b']);
    expect([judgement.indexOf('component:default/b'), judgement.indexOf('api:default/x')]).toEqual([1, -1]);
    expect(judgement.about(1).ref).toBe('component:default/b');
  });

  test('never users: nothing about an individual is judged, whatever `applies` says', () => {
    const all = [entity('sam', { live: true }, { kind: 'User' }), entity('api', { live: true })];
    const judgement = judge(scorecard([check('owner')], { applies: says('live') }), all, [], { asOf });
    expect([judgement.entities, judgement.undecided]).toEqual([['component:default/api'], []]);
  });

  test('`applies` decides; where it cannot, the entity is undecided and the reason is named', () => {
    const all = [entity('in', { live: true }), entity('out', { live: false }), entity('lost', {}), entity('broken', { live: 'error' })];
    const judgement = judge(scorecard([check('owner')], { applies: says('live') }), all, [], { asOf });
    expect(judgement.entities).toEqual(['component:default/in']);
    expect(judgement.undecided).toEqual([
      { entity: 'component:default/broken', missing: [{ fact: 'applies', of: 'component:default/broken', reason: 'live is out of range' }] },
      { entity: 'component:default/lost', missing: [{ fact: 'live', of: 'component:default/lost', reason: 'no source says it' }] },
    ]);
    expect(judgement.errors).toMatchObject([{ rule: 'applies', check: undefined, count: 1, entity: 'component:default/broken' }]);
  });
});

describe('verdicts', () => {
  test.each([
    ['a true expression', { c: true }, 'pass'],
    ['a false one', { c: false }, 'fail'],
    ['a missing fact', {}, 'unknown'],
    ['an error of the rule', { c: 'error' }, 'unknown'],
  ] as const)('%s', (_, facts, verdict) => {
    expect(one(facts, [check('c')]).verdict(0, 0)).toBe(verdict);
  });

  test.each([
    ['applies', { when: true, c: false }, 'fail'],
    ['does not apply', { when: false, c: false }, 'not-applicable'],
    ['may apply', { c: false }, 'unknown'],
    ['cannot say whether it applies', { when: 'error', c: false }, 'unknown'],
  ] as const)('a check that %s', (_, facts, verdict) => {
    expect(one(facts, [check('c', { applies: says('when') })]).verdict(0, 0)).toBe(verdict);
  });

  test.each([
    ['at-most', 90, 'pass', 90],
    ['at-most', 90.5, 'fail', 90.5],
    ['at-least', 90, 'pass', 90],
    ['at-least', 89, 'fail', 89],
    ['at-most', Number.POSITIVE_INFINITY, 'unknown', undefined],
    ['at-most', Number.NaN, 'unknown', undefined],
    ['at-most', 'missing', 'unknown', undefined],
  ] as const)('a measure held %s 90: %s gives %s', (direction, age, verdict, measured) => {
    const judgement = one({ age }, [check('c', { criterion: { kind: 'measure', measure: measures('age'), target: 90, direction, unit: 'days' } })]);
    expect([judgement.verdict(0, 0), judgement.measured(0, 0)]).toEqual([verdict, measured]);
  });

  test('an announced check is evaluated but counts for nothing, until its day', () => {
    const checks = [check('a'), check('b', { enabledFrom: '2026-11-22' })];
    const before = one({ a: true, b: false }, checks);
    expect([before.verdict(0, 1), before.announced(1), before.level(0), before.score(0)]).toEqual(['fail', true, 2, 1]);
    const on = judge(scorecard(checks), [entity('api', { a: true, b: false })], [], { asOf: '2026-11-22T00:00:00Z' });
    expect([on.announced(1), on.level(0), on.score(0)]).toEqual([false, -1, 0.5]);
  });

  test('positions outside of the table are refused', () => {
    const judgement = one({ c: true }, [check('c')]);
    expect(() => judgement.verdict(1, 0)).toThrow('There is no verdict at this position');
    expect(() => judgement.verdict(0, 1)).toThrow('There is no verdict at this position');
    expect(() => judgement.about(1)).toThrow('There is no entity at this position');
  });
});

describe('levels and scores', () => {
  const ladder = [check('a', { weight: 2 }), check('b', { level: 1 }), check('c', { level: 2 })];

  test.each([
    ['all pass', { a: true, b: true, c: true }, 2, 2, 1],
    ['a middle one fails', { a: true, b: false, c: true }, 0, 0, 0.75],
    ['the lowest fails', { a: false, b: true, c: true }, -1, -1, 0.5],
    ['unknown holds, but says what could be', { a: true, c: true }, 0, 2, 1],
    ['a fail above caps what could be', { a: true, c: false }, 0, 1, 2 / 3],
    ['nothing is known', {}, -1, 2, undefined],
  ] as const)('%s', (_, facts, level, potential, score) => {
    const judgement = one(facts, ladder);
    expect([judgement.level(0), judgement.potential(0), judgement.score(0)]).toEqual([level, potential, score]);
  });

  test('a level without checks that apply is reached with the one below; without any check that applies there is none', () => {
    const checks = [check('a', { applies: says('always') }), check('b', { level: 1, applies: says('never') }), check('c', { level: 2, applies: says('always') })];
    expect(one({ always: true, never: false, a: true, c: false }, checks).level(0)).toBe(1);
    const nothing = one({ always: false, never: false }, checks);
    expect([nothing.level(0), nothing.potential(0), nothing.score(0)]).toEqual([-1, -1, undefined]);
    expect(one({}, []).level(0)).toBe(-1);
  });
});

describe('exemptions', () => {
  const all = new Set(['component:default/api']);

  test('stand over a fail: they count towards the level and are out of the score, with the raw one beside it', () => {
    const judgement = one({ a: true, b: false }, [check('a'), check('b')], [exemption('b', { entities: all })]);
    expect([judgement.verdict(0, 1), judgement.raw(0, 1), judgement.level(0)]).toEqual(['exempt', 'fail', 2]);
    expect([judgement.score(0), judgement.rawScore(0)]).toEqual([1, 0.5]);
  });

  test.each([
    ['fail', 'exempt', { b: false }],
    ['unknown', 'exempt', {}],
    ['pass', 'pass', { b: true }],
    ['not-applicable', 'not-applicable', { when: false }],
  ] as const)('over %s: %s', (raw, verdict, facts) => {
    const judgement = one({ when: true, ...facts }, [check('b', { applies: says('when') })], [exemption('b', { entities: all })]);
    expect([judgement.raw(0, 0), judgement.verdict(0, 0)]).toEqual([raw, verdict]);
  });

  test.each([
    ['from its first day', { from: '2026-11-21' }, 'exempt'],
    ['not before', { from: '2026-11-22' }, 'fail'],
    ['to its last day', { expires: '2026-11-21' }, 'exempt'],
    ['not after', { expires: '2026-11-20' }, 'fail'],
    ['not of another scorecard', { scorecard: 'security' }, 'fail'],
    ['not of another entity', { entities: new Set(['component:default/web']) }, 'fail'],
    ['where its rule is true', { where: says('legacy') }, 'exempt'],
    ['not where it is false', { where: says('modern') }, 'fail'],
  ] as const)('hold %s', (_, more, verdict) => {
    expect(one({ b: false, legacy: true, modern: false }, [check('b')], [exemption('b', more)]).verdict(0, 0)).toBe(verdict);
  });

  test('whose rule lacks a fact make a fail unknown, and the fact is named', () => {
    const judgement = one({ b: false }, [check('b')], [exemption('b', { where: says('legacy') })]);
    expect([judgement.raw(0, 0), judgement.verdict(0, 0), judgement.level(0), judgement.potential(0)]).toEqual(['fail', 'unknown', -1, 2]);
    expect(judgement.detail(0, 0)).toMatchObject({ verdict: 'unknown', missing: [{ fact: 'legacy' }], exemption: undefined });
  });

  test('that err are reported at their place, and another one may still hold', () => {
    const broken = exemption('b', { where: says('legacy') });
    const judgement = one({ b: false, legacy: 'error' }, [check('b')], [broken, exemption('b', { entities: all, expires: '2026-12-01' })]);
    expect(judgement.verdict(0, 0)).toBe('exempt');
    expect(judgement.errors).toEqual([{ rule: 'exemption', check: 0, place: broken.place, count: 1, entity: 'component:default/api', message: 'legacy is out of range', outOfSteps: false }]);
  });

  test('of several, the one that holds longest is named', () => {
    const exemptions = ['2026-12-01', '2027-01-01', '2026-12-15'].map((expires) => exemption('b', { entities: all, expires }));
    expect(one({ b: false }, [check('b')], exemptions).detail(0, 0).exemption?.expires).toBe('2027-01-01');
  });
});

describe('what a verdict rests on', () => {
  test('reads of `applies` and of the rule, and a message with what was measured', () => {
    const measured = check('c', { message, applies: says('live'), criterion: { kind: 'measure', measure: measures('age'), target: 90, direction: 'at-most', unit: 'days' } });
    const { reads, ...detail } = one({ live: true, age: 214 }, [measured]).detail(0, 0);
    expect(detail).toEqual({ verdict: 'fail', raw: 'fail', announced: false, measured: 214, message: 'component:default/api: 214 of 90', missing: [], error: undefined, exemption: undefined });
    expect(reads.map(({ fact, value }) => [fact, value])).toEqual([['live', true], ['age', 214]]);
  });

  test('a check that does not apply says only why, and one that lacks a fact names it', () => {
    const checks = [check('c', { message, applies: says('live') })];
    expect(one({ live: false }, checks).detail(0, 0)).toMatchObject({ verdict: 'not-applicable', message: undefined, reads: [{ fact: 'live' }], missing: [] });
    expect(one({ live: true }, checks).detail(0, 0)).toMatchObject({ verdict: 'unknown', message: 'component:default/api: unknown of none', missing: [{ fact: 'c' }] });
  });

  test('an error is told, a measure without a number among them', () => {
    expect(one({ c: 'error' }, [check('c')]).detail(0, 0).error).toBe('c is out of range');
    const judgement = one({ age: Number.NaN }, [check('c', { criterion: { kind: 'measure', measure: measures('age'), target: 1, direction: 'at-most', unit: undefined } })]);
    expect(judgement.detail(0, 0).error).toMatchInlineSnapshot(`"It gave NaN, which is no number that a target can be held against"`);
    expect(judgement.errors).toMatchObject([{ rule: 'measure', check: 0, count: 1 }]);
  });

  test('an expression that checks share is evaluated once for each entity', () => {
    let evaluated = 0;
    const live = says('live');
    const counted = { ...live, evaluate: (...given: Parameters<typeof live.evaluate>) => ((evaluated += 1), live.evaluate(...given)) };
    judge(scorecard(['a', 'b', 'c'].map((id) => check(id, { applies: counted }))), [entity('x', { live: true }), entity('y', {})], [], { asOf });
    expect(evaluated).toBe(2);
  });

  test('errors are counted by rule, with the first entity', () => {
    const all = ['b', 'a', 'c'].map((name) => entity(name, { c: name === 'c' ? true : 'error' }));
    expect(judge(scorecard([check('c')]), all, [], { asOf }).errors).toMatchObject([{ rule: 'expression', check: 0, count: 2, entity: 'component:default/a', message: 'c is out of range' }]);
  });
});
