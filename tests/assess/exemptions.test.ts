import { expect, test } from 'vitest';
import { exemptionStates } from '../../src/assess/exemptions.ts';
import { judge } from '../../src/assess/judge.ts';
import { asOf, check, entity, exemption, says, scorecard } from './world.ts';

const entities = [
  entity('a', { owner: false, legacy: true }),
  entity('b', { owner: true, legacy: true }, { owner: 'group:default/search' }),
  entity('c', { legacy: false }),
  entity('d', { owner: false }, { owner: undefined }),
  entity('e', { legacy: true, asked: false }),
];
const judgement = judge(scorecard([check('owner'), check('lock', { applies: says('asked') })]), entities, [], { asOf });
const states = (...exemptions: ReturnType<typeof exemption>[]) => exemptionStates(exemptions, new Map([['production', judgement]]), asOf);
const refs = (...names: string[]) => new Set(names.map((name) => `component:default/${name}`));

test.each([
  ['pending', 41, { from: '2026-11-22', expires: '2027-01-01' }],
  ['active', 31, { expires: '2026-12-22' }],
  ['expiring', 30, { expires: '2026-12-21' }],
  ['expiring', 0, { expires: '2026-11-21' }],
  ['expired', -1, { expires: '2026-11-20' }],
] as const)('%s with %i days left', (state, daysLeft, more) => {
  expect(states(exemption('owner', more))).toMatchObject([{ state, daysLeft }]);
});

test('selects entities by reference or by a rule, and says what that excuses, by team', () => {
  const [byName, byRule] = states(exemption('owner', { entities: refs('d', 'a', 'b', 'gone') }), exemption('owner', { where: says('legacy') }));
  expect(byName).toMatchObject({
    entities: ['component:default/a', 'component:default/b', 'component:default/d'],
    excused: ['component:default/a', 'component:default/d'],
    teams: new Map([['group:default/payments', 1], [undefined, 1]]),
    undecided: 0,
    selectsNothing: false,
  });
  expect(byRule).toMatchObject({ entities: ['component:default/a', 'component:default/b', 'component:default/e'], undecided: 1 });
});

test('selects nothing where no entity matches that the check applies to, unless that is not known', () => {
  const nothing = (more: Partial<ReturnType<typeof exemption>>, of = 'owner') => states(exemption(of, more))[0]?.selectsNothing;
  expect(nothing({ entities: refs('gone') })).toBe(true);
  expect(nothing({ entities: refs('e') }, 'lock')).toBe(true);
  expect(nothing({ where: says('never-said') })).toBe(false);
  expect(nothing({ entities: refs('gone'), expires: '2026-01-01' })).toBe(false);
});

test('one of a scorecard or check that is not there is left out', () => {
  expect(states(exemption('gone'), exemption('owner', { scorecard: 'gone' }))).toEqual([]);
});
