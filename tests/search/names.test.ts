import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameToken, nameWords, shortName } from '../../src/search/names.ts';
import { indexQuery, markWords } from '../../src/search/client/query.ts';
import { longestQuery, readState, withFilter, writeState } from '../../src/search/client/state.ts';
import { filterNames } from '../../src/search/filters.ts';
import { searchPath } from '../../src/edition/routes.ts';
import { countLine, valueLabel } from '../../src/search/client/words.ts';

test.each([
  ['payments-gateway', 'payments gateway'],
  ['PaymentsGateway', 'payments gateway'],
  ['paymentsAPIv2_beta.one', 'payments apiv2 beta one'],
  ['HTTPServer', 'http server'],
  ['oauth2Proxy', 'oauth2 proxy'],
  ['Zürich--Straße', 'zürich straße'],
  ['---', ''],
])('the words of %s are "%s"', (name, words) => {
  expect(nameWords(name)).toBe(words);
});

test('a name has the same token however it is written, and no other name of the same words has it', () => {
  expect(['payments-gateway', 'Payments Gateway', 'payments_gateway', 'paymentsGateway'].map(nameToken)).toEqual(Array(4).fill('paymentsgateway_'));
  expect(nameToken('payments')).toBe('payments_');
  expect(nameToken('--')).toBe('');
});

test.each([
  ['github.com/acme/payments', 'payments'],
  ['component:default/payments', 'payments'],
  ['group:team-a', 'team-a'],
  ['payments/', 'payments'],
  ['payments', 'payments'],
  ['', ''],
])('%s is called %s', (reference, name) => {
  expect(shortName(reference)).toBe(name);
});

test.each([
  ['', null, undefined],
  ['   ', null, undefined],
  ['pay', 'pay', '"pay_"'],
  ['Payments Gateway', 'Payments Gateway', '"paymentsgateway_"'],
  ['payments-gateway', 'payments-gateway', '"paymentsgateway_"'],
  ['component:default/payments', 'component default payments', '"payments_"'],
  ['https://github.com/acme/payments.git', 'github com acme payments', '"payments_"'],
  ['https://user:secret@github.com/acme/payments', 'github com acme payments', '"payments_"'],
  ['git@github.com:acme/payments.git', 'github com acme payments', '"payments_"'],
  ['"takes payments"', '"takes payments"', undefined],
  ['<script>alert(1)</script>', 'script alert 1 script', '"script_"'],
  ['???', '', undefined],
])('%s is asked for as %s, exactly %s', (typed, term, exact) => {
  expect(indexQuery(typed)).toEqual({ term, exact });
});

test('marking words never changes the text, and marks only what begins with a word of the query', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, query) => {
      expect(markWords(text, query).map((piece) => piece.text).join('')).toBe(text);
    }),
    { numRuns: 300 },
  );
  expect(markWords('Takes card payments, not pay.', 'pay TAKES a')).toEqual([
    { text: 'Takes', marked: true },
    { text: ' card ', marked: false },
    { text: 'pay', marked: true },
    { text: 'ments, not ', marked: false },
    { text: 'pay', marked: true },
    { text: '.', marked: false },
  ]);
  expect(markWords('repay', 'pay')).toEqual([{ text: 'repay', marked: false }]);
});

test('the state of a search survives its address, and is the one that links to a search make', () => {
  const filters = fc.record(Object.fromEntries(filterNames.map((name) => [name, fc.string({ minLength: 1 })])), { requiredKeys: [] });
  fc.assert(
    fc.property(fc.string({ maxLength: longestQuery }), filters, (query, chosen) => {
      const state = { query, filters: chosen };
      expect(readState(writeState(state))).toEqual(state);
    }),
    { numRuns: 200 },
  );
  expect(readState(new URL(searchPath({ owner: 'group:default/a&b', kind: 'API', page: '2' }), 'https://x.example/').search)).toEqual({ query: '', filters: { kind: 'API', owner: 'group:default/a&b' } });
  expect(readState(`?q=${'x'.repeat(1000)}&kind=`)).toEqual({ query: 'x'.repeat(longestQuery), filters: {} });
  expect(writeState({ query: '', filters: {} })).toBe('');
});

test('choosing and leaving a filter', () => {
  const state = { query: 'x', filters: { kind: 'API' } } as const;
  expect(withFilter(state, 'owner', 'none')).toEqual({ query: 'x', filters: { kind: 'API', owner: 'none' } });
  expect(withFilter(state, 'kind', undefined)).toEqual({ query: 'x', filters: {} });
});

test('what people read', () => {
  expect(countLine(0, 0, 0)).toBe('Nothing found.');
  expect(countLine(1, 1, 1)).toBe('1 result.');
  expect(countLine(12_345, 20, 1)).toBe('12,345 results, the one of exactly this name first; the first 20 are shown.');
  expect(countLine(3, 3, 2)).toBe('3 results, the 2 of exactly this name first.');
  const labels = { owner: { 'group:default/payments': 'Team Payments' }, system: {} };
  expect(valueLabel('owner', 'group:default/payments', labels)).toBe('Team Payments');
  expect(valueLabel('owner', 'group:default/other', labels)).toBe('other');
  expect(valueLabel('owner', 'none', labels)).toBe('No owner');
  expect(valueLabel('kind', 'Group', labels)).toBe('Team');
  expect(valueLabel('lifecycle', 'production', labels)).toBe('production');
});
