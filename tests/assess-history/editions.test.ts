import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisons, editionNear, seriesEditions } from '../../src/assess/history/editions.ts';
import { CodedVerdicts, checkListOf, codeOf } from '../../src/assess/history/verdicts.ts';
import { verdicts } from '../../src/schema/scorecards/names.ts';
import { dayOf } from './organisation.ts';

const hours = (n: number, more: number): string => new Date(Date.parse(dayOf(n)) + more * 3_600_000).toISOString();

describe('the edition that is compared with', () => {
  it.each([
    ['the one at that very instant', [dayOf(1), dayOf(2), dayOf(3)], dayOf(2), dayOf(2)],
    ['the last one before, where a night was left out', [dayOf(1), dayOf(3)], dayOf(2), dayOf(1)],
    ['the nearer one, where a night began later', [hours(1, 0), hours(2, 1)], dayOf(2), hours(2, 1)],
    ['the one before, where the next is more than half a day away', [hours(1, 0), hours(2, 13)], dayOf(2), hours(1, 0)],
    ['the first one, where it is just after', [hours(2, 1)], dayOf(2), hours(2, 1)],
    ['none, where the first one is later', [dayOf(9)], dayOf(2), undefined],
    ['none, where there is none', [], dayOf(2), undefined],
    ['the last one of all', [dayOf(1)], dayOf(90), dayOf(1)],
  ])('is %s', (_, editions, at, expected) => {
    expect(editionNear(editions, at)).toBe(expected);
  });

  it('is before the edition at hand, for every span', () => {
    const nights = fc.uniqueArray(fc.integer({ min: 0, max: 24 * 200 }), { maxLength: 30 }).map((list) => list.toSorted((a, b) => a - b).map((more) => hours(0, more)));
    fc.assert(
      fc.property(nights, fc.integer({ min: 0, max: 24 * 200 }), (all, more) => {
        const asOf = hours(0, more);
        const editions = all.filter((edition) => edition < asOf);
        for (const { edition } of comparisons(editions, asOf)) if (edition !== undefined) expect(edition < asOf).toBe(true);
        const points = seriesEditions(editions, asOf);
        expect(points).toEqual([...new Set(points)].toSorted());
        expect(points.length).toBeLessThanOrEqual(27);
        for (const { edition } of comparisons(editions, asOf)) if (edition !== undefined) expect(points).toContain(edition);
      }),
      { numRuns: 200 },
    );
  });
});

describe('verdicts as letters', () => {
  it('give back every verdict, as a map does', () => {
    const pairs = fc.record({ verdict: fc.constantFrom(...verdicts), raw: fc.constantFrom(...verdicts) });
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), pairs), (all) => {
        const map = new Map(Object.entries(all));
        const coded = new CodedVerdicts(checkListOf([...map.keys()]), [...map.values()].map(({ verdict, raw }) => codeOf(verdict, raw)).join(''));
        expect([...coded]).toEqual([...map]);
        expect([...coded.keys()]).toEqual([...map.keys()]);
        expect([...coded.values()]).toEqual([...map.values()]);
        expect(coded.size).toBe(map.size);
        const visited: string[] = [];
        coded.forEach((_, id) => visited.push(id));
        expect(visited).toEqual([...map.keys()]);
        expect(coded.has('9')).toBe(false);
        expect(coded.get('9')).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it.each(['p', 'ppp', 'px'])('are refused where they are none: %s', (codes) => {
    expect(() => new CodedVerdicts(checkListOf(['a']), codes)).toThrow(`\`${codes}\` does not give a verdict for each of 1 checks.`);
  });
});
