import { expect, it } from 'vitest';
import { EntityHistory } from '../../src/assess/history/entity-history.ts';
import { PastChanges } from '../../src/assess/history/past-changes.ts';
import { CodedVerdicts, checkListOf } from '../../src/assess/history/verdicts.ts';
import type { Version } from '../../src/assess/history/versions.ts';
import { check, dayOf, scorecard } from './organisation.ts';

const checks = checkListOf(['tests']);
const past = new PastChanges(new Map([['prod', scorecard('prod', [check('tests', 1, 'tested')])]]));

/** Versions that go up and down, one a night. */
function upAndDown(count: number): Version[] {
  return Array.from({ length: count }, (_, index) => {
    const up = index % 2 === 1;
    const [from, to] = up ? ['bronze', 'silver'] : ['silver', 'bronze'];
    return {
      at: dayOf(index + 1),
      deleted: false,
      owner: undefined,
      level: to,
      score: up ? 1 : 0,
      rules: 'r',
      verdicts: new CodedVerdicts(checks, up ? 'pp' : 'ff'),
      changedAt: dayOf(index + 1),
      changes: JSON.stringify([
        { subject: 'level', from, to, cause: 'facts' },
        { subject: 'tests', from: up ? 'fail' : 'pass', to: up ? 'pass' : 'fail', cause: 'facts' },
      ]),
    };
  });
}

it('shows at most 26 points and 20 changes of an entity, the newest, levels before checks', () => {
  const history = new EntityHistory(past);
  const versions = upAndDown(100);
  history.take({ scorecard: 'prod', entity: 'component:default/a', versions });
  const { points, changes } = history.of('prod', 'component:default/a', versions.at(-1), [], dayOf(101));
  expect(points).toHaveLength(26);
  expect(points.at(-1)).toEqual({ at: dayOf(100), level: 'silver', score: 1 });
  expect(changes).toHaveLength(20);
  expect(changes.slice(0, 3).map(({ at, check: id, from, to, direction }) => [at, id, from, to, direction])).toEqual([
    [dayOf(100), undefined, 'bronze', 'silver', 'better'],
    [dayOf(100), 'tests', 'fail', 'pass', 'better'],
    [dayOf(99), undefined, 'silver', 'bronze', 'worse'],
  ]);
});

it('has a point for the edition at hand only where that says something new', () => {
  const history = new EntityHistory(past);
  const [first] = upAndDown(1);
  if (first === undefined) throw new Error('no version');
  history.take({ scorecard: 'prod', entity: 'a', versions: [first] });
  expect(history.of('prod', 'a', first, [], dayOf(9)).points).toHaveLength(1);
  expect(history.of('prod', 'a', { ...first, score: 0.5 }, [], dayOf(9)).points.map(({ at, score }) => [at, score])).toEqual([[dayOf(1), 0], [dayOf(9), 0.5]]);
  expect(history.of('prod', 'a', undefined, [], dayOf(9)).points).toHaveLength(1);
  expect(history.of('prod', 'new', first, [], dayOf(9)).points).toEqual([{ at: dayOf(9), level: 'bronze', score: 0 }]);
});

it('does not say again what an entity that came back said before', () => {
  const history = new EntityHistory(past);
  const [first, second] = upAndDown(2);
  if (first === undefined || second === undefined) throw new Error('no versions');
  history.take({ scorecard: 'prod', entity: 'a', versions: [first, { ...first, at: dayOf(2), deleted: true }, { ...first, at: dayOf(3), changedAt: undefined, changes: '[]' }] });
  const { points, changes } = history.of('prod', 'a', undefined, [], dayOf(4));
  expect(points.map(({ at }) => at)).toEqual([dayOf(1), dayOf(3)]);
  expect(changes.map(({ at, to }) => [at, to])).toEqual([[dayOf(2), 'not-judged'], [dayOf(1), 'bronze'], [dayOf(1), 'fail']]);
});
