import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choices } from '../../src/components/tables/choices.ts';
import { columnValue, matches, sorted, startsDescending, type ColumnType, type Row } from '../../src/components/tables/order.ts';
import { readState, writeState, type TableState } from '../../src/components/tables/state.ts';

const row = (value: string, text = value): Row => ({ values: new Map([['a', value]]), text: text.toLowerCase() });
const order = (values: readonly string[], type: ColumnType, descending = false): string[] =>
  sorted(values.map((value) => row(value)), 'a', type, descending).map(({ values: of }) => of.get('a') ?? '');

describe('values', () => {
  test.each([
    ['1,234', 'number', '1234'],
    ['12 of 40', 'number', '12'],
    ['-3.5%', 'number', '-3.5'],
    ['unknown', 'number', ''],
    [' – ', 'text', ''],
    ['None', 'text', ''],
    ['never', 'date', ''],
    ['Unknown unknowns', 'text', 'Unknown unknowns'],
    ['  two\n words ', 'text', 'two words'],
    ['3', 'level', '3'],
  ] as const)('%j as %s is %j', (text, type, value) => expect(columnValue(text, type)).toBe(value));
});

describe('order', () => {
  test('by what a column is', () => {
    expect(order(['v10', 'v9', 'V1'], 'text')).toEqual(['V1', 'v9', 'v10']);
    expect(order(['10', '9', '-1', '2.5'], 'number')).toEqual(['-1', '2.5', '9', '10']);
    expect(order(['2026-11-02', '2025-12-31', '2026-11-02T03:00:00Z'], 'date', true)).toEqual(['2026-11-02T03:00:00Z', '2026-11-02', '2025-12-31']);
    expect((['text', 'number', 'date', 'level'] as const).map(startsDescending)).toEqual([false, true, true, true]);
  });

  test('rows without a value come last either way, and equal ones stay as they were', () => {
    expect(order(['', 'b', '', 'a'], 'text')).toEqual(['a', 'b', '', '']);
    expect(order(['', 'b', '', 'a'], 'text', true)).toEqual(['b', 'a', '', '']);
    const rows = ['x', 'y', 'z'].map((name) => row('same', name));
    expect(sorted(rows, 'a', 'text', true).map(({ text }) => text)).toEqual(['x', 'y', 'z']);
  });

  test('nothing is lost, and turning it around turns the known ones around', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: -1000, max: 1000 })), fc.nat({ max: 3 }), (numbers, empty) => {
      const values = [...numbers.map(String), ...Array.from({ length: empty }, () => '')];
      const up = order(values, 'number');
      expect([...up].sort()).toEqual([...values].sort());
      expect(order(values, 'number', true)).toEqual([...up.slice(0, numbers.length).reverse(), ...up.slice(numbers.length)]);
    }));
  });
});

test('a filter asks for every word, a choice for the whole value, neither for capitals', () => {
  const one = row('Team A', 'Payments Team A kotlin');
  expect(matches(one, '', new Map())).toBe(true);
  expect(matches(one, ' KOTLIN  pay ', new Map())).toBe(true);
  expect(matches(one, 'kotlin rust', new Map())).toBe(false);
  expect(matches(one, 'pay', new Map([['a', 'team a']]))).toBe(true);
  expect(matches(one, 'pay', new Map([['a', 'team']]))).toBe(false);
  expect(matches(one, '', new Map([['gone', 'x']]))).toBe(false);
});

describe('the address', () => {
  const state: fc.Arbitrary<TableState> = fc.record({
    sort: fc.option(fc.stringMatching(/^[a-z]{1,8}$/), { nil: undefined }),
    descending: fc.boolean(),
    filter: fc.string().map((text) => text.trim()),
    columns: fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 }))).map((pairs) => new Map(pairs)),
  });

  test('holds the state, and leaves alone what belongs to others', () => {
    fc.assert(fc.property(state, fc.constantFrom('', 'owned.', 'a.b.'), (written, prefix) => {
      const others = new URLSearchParams('q=x&other.sort=name&other.col:owner=A');
      const query = writeState(others, prefix, written);
      const read = readState(new URLSearchParams(query.toString()), prefix);
      expect(read).toEqual({ ...written, descending: written.sort !== undefined && written.descending });
      expect(query.get('q')).toBe('x');
      expect(readState(query, 'other.').sort).toBe('name');
      expect(writeState(query, prefix, { sort: undefined, descending: false, filter: '', columns: new Map() }).toString()).toBe(others.toString());
    }));
  });

  test('reads as one would write it', () => {
    const written = writeState(new URLSearchParams(), '', { sort: 'name', descending: true, filter: 'pay', columns: new Map([['owner', 'Team A']]) });
    expect(decodeURIComponent(written.toString())).toBe('sort=name&dir=desc&filter=pay&col:owner=Team+A');
  });
});

test('a column can be chosen from where it has a few values', () => {
  const many = Array.from({ length: 50 }, (_, n) => `v${n}`);
  expect(choices([
    { key: 'a', title: 'A', values: ['b', 'a', undefined, 'b', 'C'] },
    { key: 'same', title: 'Same', values: ['x', 'x', undefined] },
    { key: 'many', title: 'Many', values: many },
  ])).toEqual([{ key: 'a', title: 'A', values: ['a', 'b', 'C'] }]);
});
