import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factText, unknownFacts } from '../../src/components/factText.ts';
import { bytes, count, date, days, instantText, percent, plural } from '../../src/components/format.ts';
import { safeUrl } from '../../src/components/href.ts';
import { mayHide, visibleJson, visibleText } from '../../src/text/visible-text.ts';
import type { FactView } from '../../src/schema/edition/shared.ts';
import { ageMark, ageSentence } from '../../src/components/words.ts';

/** Text rich in what the function is about. */
const odd = fc.string({ unit: fc.oneof(fc.constantFrom('\u202E', '\u2066', '\u200F', '\u0000', '\u0085', '\u200B', '\uFEFF', '\uD800', '\u{E0041}', '\n', '\t', '\r', '"', '\\', '\u200D', 'é', '日'), fc.string({ minLength: 1, maxLength: 3 })) });

describe('visibleText', () => {
  test.each([
    ['safe\u202Egnp.exe', 'safe[U+202E]gnp.exe'],
    ['a\u2066b\u2069', 'a[U+2066]b[U+2069]'],
    ['\u200E\u200F\u061C', '[U+200E][U+200F][U+061C]'],
    ['bell\u0007 esc\u001B[31m \u0085', 'bell[U+0007] esc[U+001B][31m [U+0085]'],
    ['tag\u{E0041}', 'tag[U+E0041]'],
    ['half\uD800', 'half\uFFFD'],
    ['line\r\nfeed\tand\ntab', 'line\nfeed\tand\ntab'],
    ['Grüße, עברית, فارسی\u200Cها, 👩\u200D💻', 'Grüße, עברית, فارسی\u200Cها, 👩\u200D💻'],
  ])('%j becomes %j', (text, shown) => expect(visibleText(text)).toBe(shown));

  test('leaves nothing hidden, and visible text as it is', () => {
    fc.assert(fc.property(odd, (text) => {
      const shown = visibleText(text);
      expect(shown.isWellFormed()).toBe(true);
      expect(shown).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/);
      expect(visibleText(shown)).toBe(shown);
    }), { numRuns: 300 });
  });

  test('JSON that holds something hidden, raw or escaped, is always noticed', () => {
    const escaped = (json: string) => json.replace(/[\u007F-\uFFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    fc.assert(fc.property(fc.dictionary(odd, fc.oneof(odd, fc.array(odd), fc.integer(), fc.constant(null)), { noNullPrototype: true }), fc.constantFrom(JSON.stringify, (value: unknown) => escaped(JSON.stringify(value)), (value: unknown) => JSON.stringify(value, null, 2)), (value, write) => {
      const json = write(value);
      const read: unknown = JSON.parse(json);
      if (!mayHide(json)) expect(visibleJson(read)).toEqual(read);
    }), { numRuns: 300 });
    expect(mayHide('{\n\t"plain": "text, é"\r\n}')).toBe(false);
  });
});

describe('safeUrl', () => {
  test.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', '//evil.example/', '/path', 'mailto:a@b.example', 'https://user:secret@evil.example/', 'https://user@evil.example/', 'https://', '', 'not a url', 'ftp://x.example/'])('%j is no link', (url) =>
    expect(safeUrl(url)).toBeUndefined());

  test.each([
    ['https://x.example/a?b#c', 'https://x.example/a?b#c'],
    ['http://localhost:8080/', 'http://localhost:8080/'],
    ['https://x.example/"<>', 'https://x.example/%22%3C%3E'],
  ])('%j links to %j', (url, link) => expect(safeUrl(url)).toBe(link));

  test('whatever it lets through is http or https without credentials', () => {
    fc.assert(fc.property(fc.oneof(fc.webUrl(), fc.string(), odd), (url) => {
      const safe = safeUrl(url);
      if (safe === undefined) return;
      const { protocol, username, password } = new URL(safe);
      expect(['http:', 'https:']).toContain(protocol);
      expect([username, password]).toEqual(['', '']);
      expect(safe).not.toMatch(/[\s<>"]/);
    }), { numRuns: 50 });
  });
});

describe('how values are written', () => {
  test('numbers', () => {
    expect([0, 999, 1000, 1234567, 1234.5, -4200].map(count)).toEqual(['0', '999', '1,000', '1,234,567', '1,234.5', '-4,200']);
    expect([plural(1, 'day'), plural(2, 'day'), plural(0, 'entity', 'entities')]).toEqual(['1 day', '2 days', '0 entities']);
    expect([0, 1, 999, 1000, 9_949, 12_345, 99_499, 999_499, 999_500, 12_345_678, 5e18].map(bytes)).toEqual(['0 bytes', '1 byte', '999 bytes', '1.00 kB', '9.95 kB', '12.3 kB', '99.5 kB', '999 kB', '1.00 MB', '12.3 MB', '5000 PB']);
    expect([0, 0.0004, 0.0745, 0.5, 1].map(percent)).toEqual(['0%', '<0.1%', '7.4%', '50%', '100%']);
    expect([days(0), days(1), days(3)]).toEqual(['less than a day', '1 day', '3 days']);
  });

  test('times, in UTC whatever the machine thinks', () => {
    expect(instantText('2026-11-21T03:00:00Z')).toBe('21 November 2026, 03:00 UTC');
    expect(instantText('2026-01-01T23:59:59.123Z')).toBe('1 January 2026, 23:59 UTC');
    expect([date('2026-02-03'), date('2026-13-03'), date('soon')]).toEqual(['3 February 2026', '2026-13-03', 'soon']);
  });

  test('facts by their unit; without a value, why', () => {
    expect(factText({ unit: 'bytes', value: 1500 })).toEqual({ as: 'text', text: '1.50 kB', exact: '1,500 bytes' });
    expect(factText({ unit: 'boolean', value: false })).toEqual({ as: 'text', text: 'no' });
    expect(factText({ unit: 'count', value: 0 })).toEqual({ as: 'text', text: '0' });
    expect(factText({ unit: 'list', value: [] })).toEqual({ as: 'text', text: 'none' });
  });

  test('records are written in words, not as JSON', () => {
    const text = (value: FactView['value']) => factText({ unit: 'text', value });
    const protection = { sources: ['ruleset', 'classic'], pullRequest: true, approvals: 1, codeOwnerReview: true, statusChecks: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], forcePushes: false, deletion: true, signedCommits: true, linearHistory: true, mergeQueue: true };
    expect(text(protection)).toEqual({
      as: 'text',
      text: 'Pull Requests only, with 1 approval; owners must approve; must pass: a, b, c, d, e and 2 more; no rewriting of history; may be deleted; signed commits; linear history; merge queue (by rulesets and classic protection)',
    });
    expect(text({ ...protection, sources: ['classic'], pullRequest: false, codeOwnerReview: false, statusChecks: [], forcePushes: true, signedCommits: false, linearHistory: false, mergeQueue: false })).toEqual({
      as: 'text',
      text: 'changes without a Pull Request; no check must pass; history may be rewritten; may be deleted (by classic protection)',
    });
    expect(text({ ...protection, sources: [] })).toEqual({ as: 'text', text: 'nothing guards it' });
    expect(text({ total: 1200, drafts: 3, over7Days: 5, over30Days: 2, over90Days: 1, oldestAt: '2026-03-03T08:00:00Z' })).toEqual({ as: 'text', text: '1,200, 3 of them drafts; 5 older than 7 days, 2 than 30, 1 than 90; the oldest since 3 March 2026' });
    expect(text({ total: 4, drafts: 1, over7Days: 0, over30Days: 0, over90Days: 0 })).toMatchObject({ text: expect.stringMatching(/^4, 1 of them a draft;/) });
    expect(text({ total: 0, drafts: 0, over7Days: 0, over30Days: 0, over90Days: 0 })).toEqual({ as: 'text', text: 'none' });
    expect(factText({ unit: 'list', value: [{ name: 'tier', value: ['gold'] }, { name: 'languages', value: ['go', 'rust'] }] })).toEqual({ as: 'text', text: 'tier: gold; languages: go + rust' });
    // What is no such record after all is shown as it is.
    expect(text({ statusChecks: 3 })).toEqual({ as: 'text', text: '{"statusChecks":3}' });
    expect(factText({ unit: 'list', value: ['a', { b: 1 }] })).toEqual({ as: 'text', text: 'a, {"b":1}' });
    expect(factText({ unit: 'list', value: [{ name: 'Go', bytes: 1500 }, { file: 'readme', path: 'README.md' }] })).toEqual({ as: 'text', text: 'Go (1.50 kB), README.md' });
    expect(factText({ unit: 'url', value: 'javascript:x' })).toEqual({ as: 'text', text: 'javascript:x' });
    expect(factText({ unit: 'url', value: 'https://x.example' })).toEqual({ as: 'link', url: 'https://x.example/', text: 'https://x.example' });
    expect(factText({ unit: 'instant', value: '2026-11-21T03:00:00Z' })).toEqual({ as: 'time', instant: '2026-11-21T03:00:00Z', text: '21 November 2026, 03:00 UTC' });
    expect(factText({ unit: 'count', unknown: 'the tree could not be read' })).toEqual({ as: 'unknown', reason: 'the tree could not be read' });
    expect(factText({ unit: 'text' })).toEqual({ as: 'unknown', reason: 'no source says it' });
  });

  test('facts without a value, by the reason', () => {
    const facts: Pick<FactView, 'id' | 'value' | 'unknown'>[] = [{ id: 'known', value: 0 }, { id: 'a', unknown: 'lost' }, { id: 'b' }, { id: 'c', unknown: 'lost' }];
    expect(unknownFacts(facts).map(({ reason, facts: members }) => [reason, members.map(({ id }) => id)])).toEqual([['lost', ['a', 'c']], ['no source says it', ['b']]]);
  });

  test('ages', () => {
    const old = { state: 'old', observedAt: '2026-11-18T03:00:00Z', days: 3, reason: 'hung up' } as const;
    expect([ageMark({ state: 'current' }), ageMark(old), ageMark({ state: 'unknown', reason: 'no' }), ageMark({ state: 'unknown' })]).toEqual([undefined, '3 days old', 'never read', undefined]);
    expect(ageSentence({ state: 'current' })).toBeUndefined();
    expect(ageSentence(old)).toBe('It could not be read for this edition. It was last read on 18 November 2026, 3 days before this edition. What is shown is what was read then. Reason: hung up');
    expect(ageSentence({ ...old, state: 'unknown', days: 50 })).toContain('so its values count as unknown. Reason: hung up');
    expect(ageSentence({ state: 'unknown', reason: 'no clone' })).toBe('No source could be read that tells about it. Reason: no clone');
  });
});
