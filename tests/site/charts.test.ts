import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawLanguages } from '../../src/charts/languages.ts';
import { drawWeeks, weeksShown } from '../../src/charts/weeks.ts';

const week = (name: string, commits?: number) => (commits === undefined ? { week: name, suppressed: true } : { week: name, commits, suppressed: false });

test('the last week drawn is the edition\'s own, across years of 52 and 53 weeks', () => {
  const last = (asOf: string, name: string): string => drawWeeks([week(name, 4)], asOf).bars;
  const atTheEnd = 'M409 60v-58h6V60z';
  expect(last('2026-11-21T03:00:00Z', '2026-W47')).toBe(atTheEnd);
  expect(last('2026-11-22T23:59:59Z', '2026-W47')).toBe(atTheEnd);
  expect(last('2026-11-23T00:00:00Z', '2026-W48')).toBe(atTheEnd);
  // 2020 and 2026 have 53 weeks; 1 January 2021 and 2027 are in them.
  expect(last('2021-01-01T00:00:00Z', '2020-W53')).toBe(atTheEnd);
  expect(last('2027-01-03T00:00:00Z', '2026-W53')).toBe(atTheEnd);
  expect(last('2024-12-30T00:00:00Z', '2025-W01')).toBe(atTheEnd);
});

test('bars start at zero; weeks outside the drawing and weeks without counts have none', () => {
  const drawing = drawWeeks([week('2025-W47', 9), week('2025-W48', 5), week('2026-W46'), week('2026-W47', 10)], '2026-11-21T03:00:00Z');
  expect(drawing.bars).toBe('M1 60v-29h6V60zM409 60v-58h6V60z');
  expect(drawing.withheld).toBe('M401.5 59.5v-6h5v6z');
  expect(drawing.text).toBe(`Commits in 4 of the last ${weeksShown} weeks; most in 2026-W47: 10; counts of 1 withheld`);
});

test('without a count there is nothing to say about the most', () => {
  expect(drawWeeks([week('2026-W46')], '2026-11-21T03:00:00Z').text).toBe('Commits in 1 of the last 52 weeks; counts of 1 withheld');
});

test('six languages have a part of their own, the rest share one, largest first', () => {
  const shares = [0.4, 0.2, 0.1, 0.1, 0.08, 0.06, 0.04, 0.02];
  const { parts } = drawLanguages(shares.map((share, at) => ({ name: `L${at}`, bytes: share * 1000, share })));
  expect(parts.map(({ name, share }) => `${name} ${share}`)).toEqual(['L0 40%', 'L1 20%', 'L2 10%', 'L3 10%', 'L4 8%', 'L5 6%', '2 others 6%']);
  expect(parts.map(({ colour }) => colour)).toEqual(['s1', 's2', 's3', 's4', 's5', 's6', 's0']);
});

test('parts lie side by side within the bar', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 30 }), (sizes) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const { width, parts } = drawLanguages(sizes.map((size, at) => ({ name: `L${at}`, bytes: size, share: size / total })));
    parts.forEach((part, at) => {
      expect(part.width).toBeGreaterThan(0);
      expect(part.x + part.width).toBeLessThanOrEqual(Math.max(parts[at + 1]?.x ?? width, part.x + 1) + 1);
    });
  }));
});
