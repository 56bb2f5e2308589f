import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWeeks, weekName, weekStart } from '../../collectors/git/iso-week.ts';

const at = (text: string) => Date.parse(text);

test.each([
  ['2004-12-31T23:59:59Z', '2004-W53'],
  ['2005-01-01T00:00:00Z', '2004-W53'],
  ['2005-01-02T23:59:59Z', '2004-W53'],
  ['2005-01-03T00:00:00Z', '2005-W01'],
  ['2005-12-31T12:00:00Z', '2005-W52'],
  ['2006-01-01T12:00:00Z', '2005-W52'],
  ['2006-01-02T12:00:00Z', '2006-W01'],
  ['2007-12-31T12:00:00Z', '2008-W01'],
  ['2008-12-29T00:00:00Z', '2009-W01'],
  ['2009-12-31T00:00:00Z', '2009-W53'],
  ['2010-01-03T23:59:59Z', '2009-W53'],
  ['2010-01-04T00:00:00Z', '2010-W01'],
  ['2020-12-31T00:00:00Z', '2020-W53'],
  ['2026-11-21T03:00:00Z', '2026-W47'],
  ['1969-12-28T23:59:59Z', '1969-W52'],
  ['1970-01-01T00:00:00Z', '1970-W01'],
])('%s lies in %s', (instant, week) => {
  expect(weekName(weekStart(at(instant)))).toBe(week);
});

test('agrees with DuckDB on every day of two centuries', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const reader = await connection.runAndReadAll(
    "select strftime(day, '%Y-%m-%d') as day, strftime(day, '%G-W%V') as week from (select unnest(generate_series(date '1900-01-01', date '2099-12-31', interval 1 day))::date as day)",
  );
  const rows = reader.getRows();
  connection.closeSync();
  expect(rows.length).toBe(73_049);
  expect(rows.filter(([day, week]) => weekName(weekStart(at(`${String(day)}T12:00:00Z`))) !== week)).toEqual([]);
});

test('a week starts on the Monday at or before its instants, and the next one seven days later', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2e12, max: 8e12 }), fc.integer({ min: -500, max: 500 }), (instant, weeks) => {
      const start = weekStart(instant);
      expect(new Date(start).toISOString()).toMatch(/T00:00:00\.000Z$/);
      expect(new Date(start).getUTCDay()).toBe(1);
      expect(instant - start).toBeGreaterThanOrEqual(0);
      expect(instant - start).toBeLessThan(7 * 86_400_000);
      expect(weekStart(addWeeks(start, weeks))).toBe(addWeeks(start, weeks));
    }),
    { numRuns: 300 },
  );
});
