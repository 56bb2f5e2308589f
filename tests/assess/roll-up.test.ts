import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heatMapOf } from '../../src/assess/heat-map.ts';
import { judge } from '../../src/assess/judge.ts';
import { movesOf } from '../../src/assess/moves.ts';
import { bandOf, quantile, quartilesOf } from '../../src/assess/quantiles.ts';
import { rollUpsOf, scoreQuartiles, teamBandsOf } from '../../src/assess/roll-up.ts';
import { addCounts, tallyChecks, tallyEntity } from '../../src/assess/tally.ts';
import { asOf, check, entity, exemption, type Facts, scorecard } from './world.ts';

const checks = [check('owner'), check('ci', { level: 1 }), check('sbom', { level: 2 }), check('soon', { enabledFrom: '2027-01-01' })];
const facts: readonly Facts[] = [
  { owner: true, ci: true, sbom: true, soon: false },
  { owner: true, ci: false, sbom: false, soon: true },
  { owner: false, ci: false, sbom: true, soon: true },
  { owner: true, sbom: true, soon: true },
  { owner: true, ci: true, sbom: false, soon: true },
];
const owners = ['group:default/search', 'group:default/search', 'group:default/payments', undefined, 'user:default/someone'];
const judgement = judge(
  scorecard(checks),
  facts.map((own, index) => entity(`e${index}`, own, { owner: owners[index], system: index === 0 ? 'system:default/z' : 'system:default/a' })),
  [exemption('sbom', { entities: new Set(['component:default/e4']) })],
  { asOf },
);

describe('roll-ups', () => {
  test('count entities at each level, none first, in order of reference, those without a team last', () => {
    const { organisation, teams, systems } = rollUpsOf(judgement);
    expect(organisation).toEqual({
      entities: 5,
      levels: [
        { title: 'No level', entities: 1 },
        { id: 'bronze', title: 'bronze', entities: 2 },
        { id: 'silver', title: 'silver', entities: 0 },
        { id: 'gold', title: 'gold', entities: 2 },
      ],
    });
    expect(teams.map(({ of, entities, distribution }) => [of, entities, distribution.levels.map((level) => level.entities)])).toEqual([
      ['group:default/payments', [2], [1, 0, 0, 0]],
      ['group:default/search', [0, 1], [0, 1, 0, 1]],
      [undefined, [3, 4], [0, 1, 0, 1]],
    ]);
    expect(systems.map(({ of }) => of)).toEqual(['system:default/a', 'system:default/z']);
  });

  test('verdicts are counted by check and by entity; announced checks only by check', () => {
    expect(tallyChecks(judgement)[1]).toEqual({ pass: 2, fail: 2, 'not-applicable': 0, unknown: 1, exempt: 0 });
    expect(tallyChecks(judgement, [4])[2]).toMatchObject({ exempt: 1, fail: 0 });
    expect(tallyChecks(judgement)[3]).toMatchObject({ pass: 4, fail: 1 });
    expect(tallyEntity(judgement, 0)).toEqual({ pass: 3, fail: 0, 'not-applicable': 0, unknown: 0, exempt: 0 });
    expect(addCounts(tallyChecks(judgement)).pass).toBe(13);
  });

  test('the heat map shows teams by the checks that count, and how many were left out', () => {
    const { teams } = rollUpsOf(judgement);
    const map = heatMapOf(judgement, teams);
    expect([map.checks, map.more]).toEqual([[0, 1, 2], 0]);
    expect(map.rows).toEqual([
      { team: 'group:default/payments', cells: [{ passed: 0, judged: 1, unknown: 0 }, { passed: 0, judged: 1, unknown: 0 }, { passed: 1, judged: 1, unknown: 0 }] },
      { team: 'group:default/search', cells: [{ passed: 2, judged: 2, unknown: 0 }, { passed: 1, judged: 2, unknown: 0 }, { passed: 1, judged: 2, unknown: 0 }] },
    ]);
    const small = heatMapOf(judgement, teams, 1);
    expect([small.rows.map(({ team }) => team), small.more]).toEqual([['group:default/search'], 1]);
  });

  test('a check moves those that it alone keeps from their next level, unknown ones too', () => {
    expect([...movesOf(judgement)]).toEqual([1, 2, 0, 0]);
  });
});

describe('quantiles', () => {
  // quantile(c(10, 20, 30, 1000), c(.25, .5, .75), type = 7) in R
  test('are those of type 7', () => {
    const sorted = [10, 20, 30, 1000];
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(sorted, p))).toEqual([10, 17.5, 25, 272.5, 1000]);
    expect(quartilesOf([1000, 30, 20, 10])).toEqual({ lower: 17.5, median: 25, upper: 272.5, of: 4 });
  });

  test('of fewer than four there are none', () => {
    expect(quartilesOf([1, 2, 3])).toBeUndefined();
    expect(scoreQuartiles(judgement)).toEqual({ lower: 1 / 3, median: 1, upper: 1, of: 5 });
  });

  test('an outer band holds no more than a quarter, rounded up, whatever the ties', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 4 }), (values) => {
        const quartiles = quartilesOf(values);
        if (quartiles === undefined) throw new Error('There are four values at least');
        const bands = values.map((value) => bandOf(value, quartiles));
        for (const band of ['upper quarter', 'lower quarter']) expect(bands.filter((one) => one === band).length).toBeLessThanOrEqual(Math.ceil((values.length - 1) / 4));
      }),
    );
  });

  test('teams stand in bands by the share of their entities at the highest level', () => {
    const share = (team: string, gold: number, of: number) => ({ of: team, entities: [], distribution: { entities: of, levels: [{ title: 'No level', entities: of - gold }, { id: 'gold', title: 'Gold', entities: gold }] } });
    const teams = [share('group:default/a', 0, 4), share('group:default/b', 1, 4), share('group:default/c', 2, 4), share('group:default/d', 4, 4), { ...share('', 4, 4), of: undefined }];
    expect(teamBandsOf(teams)).toEqual({
      quartiles: { lower: 0.1875, median: 0.375, upper: 0.625, of: 4 },
      bands: new Map([['group:default/a', 'lower quarter'], ['group:default/b', 'middle half'], ['group:default/c', 'middle half'], ['group:default/d', 'upper quarter']]),
    });
    expect(teamBandsOf(teams.slice(0, 3))).toBeUndefined();
  });
});
