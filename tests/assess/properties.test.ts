import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Judgement } from '../../src/assess/contract.ts';
import { judge } from '../../src/assess/judge.ts';
import { stepsOf } from '../../src/assess/next-steps.ts';
import { movesOf } from '../../src/assess/moves.ts';
import { rollUpsOf } from '../../src/assess/roll-up.ts';
import { heatMapOf } from '../../src/assess/heat-map.ts';
import { actionsOf } from '../../src/assess/actions.ts';
import { campaignState } from '../../src/assess/campaign.ts';
import { controlMatrix } from '../../src/assess/controls.ts';
import { exemptionStates } from '../../src/assess/exemptions.ts';
import { assessedEntities } from '../../src/assess/published.ts';
import { changesOf } from '../../src/assess/changes.ts';
import type { Expression } from '../../src/rules/contract.ts';
import { asOf, campaign, check, entity, type Facts, type World, worlds } from './world.ts';

const judged = ({ scorecard, entities, exemptions }: World): Judgement => judge(scorecard, entities, exemptions, { asOf });
const cells = (judgement: Judgement): [number, number][] => judgement.entities.flatMap((_, e) => judgement.scorecard.checks.map((__, c): [number, number] => [e, c]));
const everything = (judgement: Judgement): unknown[] => [
  judgement.entities,
  cells(judgement).map(([e, c]) => [judgement.verdict(e, c), judgement.raw(e, c), judgement.measured(e, c), judgement.detail(e, c)]),
  judgement.entities.map((_, e) => [judgement.level(e), judgement.potential(e), judgement.score(e), judgement.rawScore(e)]),
  judgement.errors,
  judgement.undecided,
];
const withFacts = (world: World, change: (facts: Facts, index: number) => Facts): World => ({
  ...world,
  entities: world.entities.map((old, index) => ({ ...entity(`e${index}`, change(world.facts[index] ?? {}, index)), owner: old.owner, system: old.system })),
});
test('no missing fact ever yields a fail: what fails, fails however the missing facts turn out', () => {
  fc.assert(
    fc.property(worlds, fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.nat(10)), (world, booleans, numbers) => {
      const judgement = judged(world);
      const known = withFacts(world, (facts) =>
        Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact !== 'missing' && fact !== 'error' ? fact : name.startsWith('m') ? (numbers.next().value ?? 0) : (booleans.next().value ?? true)])),
      );
      const filled = judged(known);
      for (const [e, c] of cells(judgement)) {
        const verdict = judgement.verdict(e, c);
        const binds = ['fail', 'unknown'].includes(filled.raw(e, c));
        if (verdict === 'exempt') expect(filled.verdict(e, c)).toBe(binds ? 'exempt' : filled.raw(e, c));
        else if (verdict !== 'unknown') expect(filled.verdict(e, c)).toBe(verdict);
      }
    }),
    { numRuns: 200 },
  );
});

test('where a collector failed and every fact is missing, nothing fails and nothing is held to be passed', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const judgement = judged(withFacts(world, () => ({})));
      for (const [e, c] of cells(judgement)) expect(['unknown', 'exempt']).toContain(judgement.verdict(e, c));
      for (const e of judgement.entities.keys()) expect(judgement.score(e)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

test('no exempt check ever yields a fail, and an exemption changes neither a pass nor what does not apply', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const judgement = judged(world);
      for (const { check: id, where } of world.exemptions) {
        const c = world.scorecard.checks.findIndex((one) => one.id === id);
        for (const e of judgement.entities.keys()) {
          const outcome = where?.evaluate(judgement.about(e).subject);
          const selects = outcome === undefined || (outcome.state === 'value' && outcome.value);
          const [verdict, raw] = [judgement.verdict(e, c), judgement.raw(e, c)];
          if (selects || outcome?.state !== 'value') expect(verdict).not.toBe('fail');
          if (raw === 'pass' || raw === 'not-applicable') expect(verdict).toBe(raw);
          else if (selects) expect(verdict).toBe('exempt');
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('adding a check that passes never lowers a level, a potential or a score', () => {
  fc.assert(
    fc.property(worlds, fc.nat(2), fc.nat(8), fc.nat(10), (world, level, weight, at) => {
      const before = judged(world);
      const added = check('added', { level, weight });
      const richer = withFacts({ ...world, scorecard: { ...world.scorecard, checks: world.scorecard.checks.toSpliced(at, 0, added) } }, (facts) => ({ ...facts, added: true }));
      const after = judged(richer);
      for (const e of before.entities.keys()) {
        expect(after.level(e)).toBeGreaterThanOrEqual(before.level(e));
        expect(after.potential(e)).toBeGreaterThanOrEqual(before.potential(e));
        expect(after.score(e) ?? 0).toBeGreaterThanOrEqual(before.score(e) ?? 0);
        expect(after.rawScore(e) ?? 0).toBeGreaterThanOrEqual(before.rawScore(e) ?? 0);
      }
    }),
    { numRuns: 200 },
  );
});

test('the potential is at least the level, and is the level if every unknown passes', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const judgement = judged(world);
      for (const e of judgement.entities.keys()) {
        expect(judgement.potential(e)).toBeGreaterThanOrEqual(judgement.level(e));
        const unknown = [...judgement.scorecard.checks.keys()].filter((c) => judgement.verdict(e, c) === 'unknown');
        expect(levelAfter(world, e, unknown)).toBe(judgement.potential(e));
      }
    }),
    { numRuns: 200 },
  );
});

test('fixing the next steps reaches the next level, and fixing any part of them does not', () => {
  fc.assert(
    fc.property(worlds, fc.option(fc.nat(2), { nil: undefined }), (world, target) => {
      const judgement = judged(world);
      const steps = stepsOf(judgement);
      for (const e of judgement.entities.keys()) {
        const next = steps.next(e, target);
        if (next === undefined) continue;
        const checks = next.steps.map((step) => step.check);
        expect(next.level).toBe(target ?? judgement.level(e) + 1);
        expect(levelAfter(world, e, checks)).toBeGreaterThanOrEqual(next.level);
        // Every part lacks one at least, and to fix more is never worse: the largest parts stand for all.
        for (const left of checks) expect(levelAfter(world, e, checks.filter((c) => c !== left))).toBeLessThan(next.level);
      }
    }),
    { numRuns: 200 },
  );
});

test('the checks that move an entity are those that raise its level when they alone pass', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const judgement = judged(world);
      const moves = [...movesOf(judgement)];
      const counted = world.scorecard.checks.map((_, c) => judgement.entities.filter((__, e) => ['fail', 'unknown'].includes(judgement.verdict(e, c)) && levelAfter(world, e, [c]) > judgement.level(e)).length);
      expect(moves).toEqual(counted);
      const actions = [...actionsOf([judgement]).values()].flat();
      expect(world.scorecard.checks.map((_, c) => actions.filter((action) => action.check === c).reduce((sum, { rises }) => sum + rises, 0))).toEqual(counted);
    }),
    { numRuns: 100 },
  );
});

test('distributions sum up: each way of grouping holds every entity once, at its level', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const judgement = judged(world);
      const { organisation, teams, systems, domains } = rollUpsOf(judgement);
      expect(organisation.entities).toBe(judgement.entities.length);
      expect(organisation.levels.reduce((sum, { entities }) => sum + entities, 0)).toBe(judgement.entities.length);
      for (const groups of [teams, systems, domains]) {
        expect(groups.flatMap(({ entities }) => entities).sort((a, b) => a - b)).toEqual([...judgement.entities.keys()]);
        organisation.levels.forEach(({ entities }, index) => expect(groups.reduce((sum, { distribution }) => sum + (distribution.levels[index]?.entities ?? 0), 0)).toBe(entities));
      }
    }),
    { numRuns: 100 },
  );
});

test('the order of entities and exemptions makes no difference to anything', () => {
  fc.assert(
    fc.property(
      worlds.chain((world) => fc.tuple(fc.constant(world), fc.shuffledSubarray([...world.entities], { minLength: world.entities.length }), fc.shuffledSubarray([...world.exemptions], { minLength: world.exemptions.length }))),
      ([world, entities, exemptions]) => {
        const all = (of: World): unknown[] => {
          const judgement = judged(of);
          const { teams } = rollUpsOf(judgement);
          const byId = new Map([['production', judgement]]);
          const states = exemptionStates(of.exemptions, byId, asOf).map((state) => [state.exemption.check, state.entities, state.excused, [...state.teams]]);
          return [
            everything(judgement),
            rollUpsOf(judgement),
            heatMapOf(judgement, teams, 1),
            [...actionsOf([judgement])],
            campaignState(campaign(), judgement, [], asOf),
            controlMatrix([judgement], { schemes: [] }),
            states.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
          ];
        };
        expect(all({ ...world, entities, exemptions })).toEqual(all(world));
      },
    ),
    { numRuns: 50 },
  );
});

test('nothing is said to have changed where nothing did, and every verdict that changed is told with a cause', () => {
  fc.assert(
    fc.property(worlds, worlds, (world, other) => {
      const now = assessedEntities(judged(world));
      expect(changesOf(world.scorecard, { before: now, now })).toEqual([]);
      const before = assessedEntities(judge(world.scorecard, other.entities, world.exemptions, { asOf }));
      const changes = changesOf(world.scorecard, { before, now });
      const differing = [...now].flatMap(([ref, { verdicts }]) => [...verdicts].filter(([id, { verdict }]) => before.has(ref) && before.get(ref)?.verdicts.get(id)?.verdict !== verdict).map(([id]) => `${ref} ${id}`));
      expect(changes.flatMap(({ entity: ref, check: id }) => (id === undefined ? [] : [`${ref} ${id}`]))).toEqual(differing);
      for (const { cause } of changes) expect(['facts', 'decision', 'membership']).toContain(cause);
    }),
    { numRuns: 100 },
  );
});

/** The level of an entity with some checks made to pass and to apply, and without exemptions that are not known to hold. */
function levelAfter(world: World, e: number, passed: readonly number[]): number {
  const judgement = judged(world);
  const verdicts = world.scorecard.checks.map((_, c) => (passed.includes(c) ? 'pass' : judgement.verdict(e, c)));
  // Each check is made anew as one that gives the verdict wanted, so that the level comes from the judge itself.
  const facts: Record<string, boolean> = {};
  const checks = world.scorecard.checks.map((old, c) => {
    if (verdicts[c] !== 'unknown') facts[`v${c}`] = verdicts[c] === 'pass' || verdicts[c] === 'exempt';
    return check(`v${c}`, { level: old.level, enabledFrom: old.enabledFrom, applies: verdicts[c] === 'not-applicable' ? never : undefined });
  });
  return judge({ ...world.scorecard, checks }, [entity('again', facts)], [], { asOf }).level(0);
}

const never: Expression<'bool'> = {
  source: 'false',
  type: 'bool',
  facts: [],
  evaluate: () => ({ state: 'value', value: false }),
  trace: () => ({ outcome: { state: 'value', value: false }, reads: [] }),
};
