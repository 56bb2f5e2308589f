import { expect, test } from 'vitest';
import { drawSparkline } from '../../src/charts/sparkline.ts';

test('a line from the lowest to the highest, broken where a value is not known', () => {
  const line = drawSparkline([3, undefined, 5, 9]);
  expect(line.d).toBe('M0 21h0M12 15L18 3');
  expect([line.width, line.end]).toEqual([18, { x: 18, y: 3 }]);
});

test('equal values lie in the middle; none draw nothing', () => {
  expect(drawSparkline([7, 7]).d).toBe('M0 12L6 12');
  expect(drawSparkline([undefined])).toEqual({ width: 1, height: 24, d: '', end: undefined });
  expect(drawSparkline([]).d).toBe('');
});
