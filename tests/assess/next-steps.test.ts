import { describe, expect, test } from 'vitest';
import { judge } from '../../src/assess/judge.ts';
import { stepsOf } from '../../src/assess/next-steps.ts';
import { actionsOf } from '../../src/assess/actions.ts';
import { asOf, check, entity, exemption, type Facts, scorecard } from './world.ts';

const checks = [
  check('owner'),
  check('readme', { level: 1 }),
  check('ci', { level: 1, weight: 3 }),
  check('license', { level: 1 }),
  check('signed', { level: 2 }),
  check('sbom', { level: 1, enabledFrom: '2027-01-01' }),
];
const all: Facts = { owner: true, readme: true, ci: true, license: true, signed: true, sbom: true };
const judged = (facts: readonly Facts[], exemptions: Parameters<typeof judge>[2] = []) =>
  judge(scorecard(checks), facts.map((own, index) => entity(`e${index}`, own, { owner: index < 2 ? 'group:default/payments' : 'group:default/search' })), exemptions, { asOf });
const ids = (steps: readonly { readonly check: number }[] | undefined) => steps?.map((step) => checks[step.check]?.id);

describe('next steps', () => {
  test('are what holds up the next level, first what the largest share of peers passed, then what weighs most', () => {
    const judgement = judged([{ ...all, readme: false, ci: false, license: 'missing', signed: false }, { ...all, readme: false }, { ...all, readme: false, license: false }, all]);
    const next = stepsOf(judgement).next(0);
    expect([next?.level, ids(next?.steps)]).toEqual([1, ['ci', 'license', 'readme']]);
    expect(next?.steps.map(({ verdict, peers }) => [verdict, peers])).toEqual([
      ['fail', { passed: 3, of: 3 }],
      ['unknown', { passed: 2, of: 3 }],
      ['fail', { passed: 1, of: 3 }],
    ]);
  });

  test('to a level further up take in all below it, lowest level first', () => {
    const judgement = judged([{ ...all, owner: false, signed: false }]);
    expect(ids(stepsOf(judgement).next(0)?.steps)).toEqual(['owner']);
    expect(ids(stepsOf(judgement).next(0, 2)?.steps)).toEqual(['owner', 'signed']);
  });

  test('there are none at the top, above it, below what is reached, and where no check applies', () => {
    const steps = stepsOf(judged([all]));
    expect([steps.next(0), steps.next(0, 1), steps.next(0, 3)]).toEqual([undefined, undefined, undefined]);
    const nothing = judge(scorecard([]), [entity('a', {})], [], { asOf });
    expect(stepsOf(nothing).next(0)).toBeUndefined();
  });

  test('leave out announced checks, which are told apart up to the next level', () => {
    const steps = stepsOf(judged([{ ...all, readme: false, sbom: false }, { ...all, owner: false, sbom: false }, { ...all, sbom: false }]));
    expect(ids(steps.next(0)?.steps)).toEqual(['readme']);
    expect([ids(steps.announced(0)), ids(steps.announced(1)), ids(steps.announced(2))]).toEqual([['sbom'], [], ['sbom']]);
  });

  test('leave out what is exempt', () => {
    expect(stepsOf(judged([{ ...all, readme: false }], [exemption('readme')])).next(0)?.level).toBeUndefined();
  });
});

describe('actions', () => {
  test('come by team, first what raises most levels, then what wins most weight', () => {
    const judgement = judged([
      { ...all, owner: false, ci: false },
      { ...all, readme: false, signed: 'missing' },
      { ...all, license: false, ci: false, sbom: false },
    ]);
    const actions = actionsOf([judgement]);
    expect([...actions.keys()]).toEqual(['group:default/payments', 'group:default/search']);
    const told = (team: string) => actions.get(team)?.map(({ check: index, rises, weight, failing, unknown }) => [checks[index]?.id, rises, weight, failing, unknown]);
    expect(told('group:default/payments')).toEqual([
      ['owner', 1, 1, [0], []],
      ['readme', 1, 1, [1], []],
      ['ci', 0, 3, [0], []],
      ['signed', 0, 1, [], [1]],
    ]);
    expect(told('group:default/search')).toEqual([
      ['ci', 0, 3, [2], []],
      ['license', 0, 1, [2], []],
    ]);
  });

  test('of several scorecards stand in one list; a person is no team', () => {
    const own = [entity('a', { owner: false }, { owner: 'user:default/someone' })];
    const both = ['b-card', 'a-card'].map((id) => judge(scorecard([check('owner')], { id }), own, [], { asOf }));
    expect([...actionsOf(both)].map(([team, list]) => [team, list.map(({ scorecard: id }) => id)])).toEqual([[undefined, ['a-card', 'b-card']]]);
  });
});
