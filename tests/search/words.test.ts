import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markWords } from '../../src/search/client/marks.ts';
import { correctionLine, countLine, searchedLine } from '../../src/search/client/words.ts';
import { distance } from '../../src/search/engine/near.ts';
import { synonymsFor, synonymsOf } from '../../src/search/engine/synonyms.ts';
import { takeApart } from '../../src/search/engine/typed.ts';
import { searchPath } from '../../src/edition/routes.ts';
import { filterNames } from '../../src/search/filters.ts';
import { nameKey, nameWords, shortName } from '../../src/search/names.ts';
import { longestQuery, readState, withFilter, writeState } from '../../src/search/state.ts';
import { joinWords, wordsOf } from '../../src/search/text.ts';

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

test('a name has one key however it is written', () => {
  expect(['payments-gateway', 'Payments Gateway', 'payments_gateway', 'paymentsGateway'].map(nameKey)).toEqual(Array(4).fill('paymentsgateway'));
  expect(nameKey('Zürich')).toBe('zurich');
  expect(nameKey('--')).toBe('');
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
  ['', '', []],
  ['pay', 'pay', ['pay']],
  ['Payments Gateway', 'paymentsgateway', ['payments', 'gateway']],
  ['position-ingest', 'positioningest', ['position+ingest']],
  ['component:default/payments', 'payments', ['component', 'default', 'payments']],
  ['https://github.com/acme/payments.git', 'payments', ['github+com', 'acme', 'payments']],
  ['https://user:secret@github.com/acme/payments', 'payments', ['github+com', 'acme', 'payments']],
  ['git@github.com:acme/payments.git', 'payments', ['github+com', 'acme', 'payments']],
  ['how do I get arm runners?', 'howdoigetarmrunners', ['(how)', '(do)', '(i)', '(get)', 'arm', 'runners']],
  ['what is this', 'whatisthis', ['what', 'is', 'this']],
  ["don't", 'dont', ['dont']],
  ['<script>alert(1)</script>', 'script', ['script', 'alert', '1', 'script']],
  ['???', '', []],
])('%s is taken apart as the name %s and the words %j', (typed, name, words) => {
  const parts = takeApart(typed);
  expect([parts.name, parts.tokens.map(({ pieces, silent }) => (silent ? `(${pieces.join('+')})` : pieces.join('+')))]).toEqual([name, words]);
});

test('what stands between quotes is a phrase, and closed or not no word of it is lost on the others', () => {
  expect(takeApart('"card payments" declined')).toMatchObject({ phrases: ['card payments'], tokens: [{ typed: 'declined' }] });
  expect(takeApart('"---"')).toMatchObject({ phrases: [], tokens: [] });
});

test('whatever is typed is taken apart within bounds', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (typed) => {
      const { tokens } = takeApart(typed);
      expect(tokens.length).toBeLessThanOrEqual(16);
      expect(tokens.every(({ joined, pieces }) => joined !== '' && pieces.every((piece) => piece !== ''))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('the distance of two words is that of their letters, up to a bound', () => {
  expect([distance('ingest', 'ingset', 2), distance('ingest', 'inget', 2), distance('worker', 'wroker', 1), distance('same', 'same', 2)]).toEqual([1, 1, 1, 0]);
  expect(distance('short', 'something else', 2)).toBe(3);
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, fc.nat(4), (a, b, most) => {
      expect(distance(a, b, most)).toBe(distance(b, a, most));
      expect(distance(a, b, most) === 0).toBe(a === b);
    }),
    { numRuns: 300 },
  );
});

test("synonyms hold for every form of a word, both ways, the organisation's own first", () => {
  const synonyms = synonymsOf([['spool', 'queue']]);
  expect(synonymsFor(synonyms, 'deploying')).toContain('rollout');
  expect(synonymsFor(synonyms, 'queue')[0]).toBe('spool');
  expect(synonymsFor(synonyms, 'pull request')).toContain('pr');
  expect(synonymsFor(synonyms, 'pr')).toContain('pull request');
  expect(synonymsFor(synonyms, 'xylophone')).toEqual([]);
});

test('characters that are written without spaces are words; joined again, a text has the same words', () => {
  expect(wordsOf('API服务。 のserver x')).toEqual(['API', '服', '务', '。', 'の', 'server', 'x']);
  expect(joinWords(wordsOf('如果连接失败，请联系 ops team。'))).toBe('如果连接失败，请联系ops team。');
  fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('数', '据', 'の', '。')), { maxLength: 12 }), (parts) => {
    const words = wordsOf(parts.join(''));
    expect(wordsOf(joinWords(words))).toEqual(words);
  }), { numRuns: 300 });
});

test('words are counted as Pagefind counts them, and never are its marks', () => {
  expect(wordsOf(' a\u00a0b\u200bc\u0085d\n\te ')).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(wordsOf('___PAGEFIND_ANCHOR___h1:0:x ___END_PAGEFIND_WEIGHT___ ___init___')).toEqual(['__PAGEFIND_ANCHOR___h1:0:x', '__END_PAGEFIND_WEIGHT___', '___init___']);
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
  expect(countLine({ total: 0, whole: 0 }, 0)).toBe('Nothing found.');
  expect(countLine({ total: 1, whole: 1 }, 1)).toBe('1 result.');
  expect(countLine({ total: 12_345, whole: 17 }, 20)).toBe('12,345 results, 17 with all of the words; the first 20 are shown.');
  expect(countLine({ total: 3, whole: 0 }, 3)).toBe('3 results, none with all of the words.');
  expect(correctionLine({ corrections: [] })).toBeUndefined();
  expect(correctionLine({ corrections: [{ typed: 'ingset', word: 'ingest' }] })).toBe('“ingset” occurs nowhere; “ingest” was looked for too.');
  expect(searchedLine([{ value: 'a', label: 'Runbook', count: 3 }, { value: 'b', label: 'Doc', count: 1200 }])).toBe('Searched were the names, titles, headings and texts of everything in this edition: Doc (1,200), Runbook (3).');
  expect(searchedLine([])).toBe('Nothing has been published that could be searched.');
});
