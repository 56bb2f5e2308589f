import fc from 'fast-check';
import { expect, it } from 'vitest';
import { feedbackHref, feedbackLinks } from '../../src/components/planning/feedback.ts';
import { feedbackAddresses } from '../../src/edition/planning/feedback.ts';
import { feedback, type FeedbackConfig } from '../../src/schema/feedback.ts';
import '../seed.ts';

const page = { title: 'Build & run: 100% "fast"', path: 'docs/ci/runners/', sourceFile: 'docs/ci/runners.md' };
const siteUrl = 'https://almanac.example.com/handbook';
const links = (config: unknown) => feedbackLinks({ feedback: feedbackAddresses(feedback.parse(config)), siteUrl }, page);
const query = (url: string | undefined): [string, string][] => [...new URL(url ?? 'about:blank').searchParams];

it('prefills issues of GitHub', () => {
  const { useful, problem, notUseful } = links({ issues: { url: 'https://github.com/acme/handbook/issues/new' } }) ?? {};
  expect(query(useful)).toEqual([
    ['title', 'Useful: Build & run: 100% "fast"'],
    ['body', 'This page was useful: https://almanac.example.com/handbook/docs/ci/runners/\n\nWhat made it so?\n\n'],
    ['labels', 'feedback,useful'],
  ]);
  expect(query(notUseful).at(-1)).toEqual(['labels', 'feedback,not-useful']);
  expect(query(problem)[1]).toEqual(['body', 'Page: https://almanac.example.com/handbook/docs/ci/runners/\nFile: docs/ci/runners.md\n\nWhat is wrong, and what should it say?\n\n']);
  expect(query(links({ issues: { url: 'https://github.com/acme/handbook/issues/new?template=docs.md', labels: [] } })?.useful).map(([name]) => name)).toEqual(['template', 'title', 'body']);
});

it('prefills issues of GitLab, with labels as a quick action', () => {
  expect(query(links({ issues: { url: 'https://gitlab.example.com/acme/handbook/-/issues/new' } })?.useful)).toEqual([
    ['issue[title]', 'Useful: Build & run: 100% "fast"'],
    ['issue[description]', 'This page was useful: https://almanac.example.com/handbook/docs/ci/runners/\n\nWhat made it so?\n\n/label ~"feedback" ~"useful"\n'],
  ]);
});

it('fills in the address of any other tracker', () => {
  expect(links({ issues: { url: 'https://tracker.example.com/{label}/{path}?summary={title}&text={body}&from={file}' } })?.problem).toBe(
    'https://tracker.example.com/problem/docs%2Fci%2Frunners%2F?summary=Build%20%26%20run%3A%20100%25%20%22fast%22&text=Page%3A%20https%3A%2F%2Falmanac.example.com%2Fhandbook%2Fdocs%2Fci%2Frunners%2F%0AFile%3A%20docs%2Fci%2Frunners.md%0A%0AWhat%20is%20wrong%2C%20and%20what%20should%20it%20say%3F%0A%0A&from=docs%2Fci%2Frunners.md',
  );
});

it('prefills a mail as RFC 6068 has it', () => {
  expect(links({ mail: 'docs+site@example.com' })?.notUseful).toBe(
    'mailto:docs%2Bsite@example.com?subject=Not%20useful%3A%20Build%20%26%20run%3A%20100%25%20%22fast%22&body=This%20page%20was%20not%20useful%3A%20https%3A%2F%2Falmanac.example.com%2Fhandbook%2Fdocs%2Fci%2Frunners%2F%0D%0A%0D%0AWhat%20were%20you%20looking%20for%3F%0D%0A%0D%0A',
  );
});

it('keeps what the page is called out of the structure of the address', () => {
  const configs: FeedbackConfig[] = [{ issues: { url: 'https://github.com/acme/handbook/issues/new', labels: ['feedback'] } }, { issues: { url: 'https://gitlab.com/acme/handbook/-/issues/new', labels: [] } }, { mail: 'docs@example.com' }];
  fc.assert(
    fc.property(fc.constantFrom(...configs), fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: fc.constantFrom('{', '}', 'u', 'r', 'l', '&', '#', '\r\n', '<', '%') }), (config, title, file) => {
      const plain = new URL(feedbackHref(feedbackAddresses(config)?.problem, { title: 'T', path: 'p/', sourceFile: 'f' }, siteUrl) ?? '');
      const filled = new URL(feedbackHref(feedbackAddresses(config)?.problem, { title, path: 'p/', sourceFile: file }, siteUrl) ?? '');
      expect([filled.protocol, filled.host, filled.hash, [...filled.searchParams.keys()]]).toEqual([plain.protocol, plain.host, plain.hash, [...plain.searchParams.keys()]]);
      const [subject = ''] = filled.searchParams.values();
      expect(subject).toBe(`Problem: ${title.toWellFormed()}`);
      expect([...filled.searchParams.values()].join('')).toContain(`File: ${file}`);
    }),
  );
});

it('leads to nothing but web addresses and mail', () => {
  expect(feedbackHref('javascript:alert({title})', page, siteUrl)).toBeUndefined();
  expect(feedbackHref('https://user:pass@example.com/{title}', page, siteUrl)).toBeUndefined();
  expect(feedbackHref('{title}', { ...page, title: 'javascript:alert(1)' }, siteUrl)).toBeUndefined();
  const refused = (config: unknown): string[] => feedback.safeParse(config).error?.issues.map(({ message }) => message) ?? [];
  expect(refused({ issues: { url: 'javascript:alert(1)' } })).toEqual(['Invalid URL']);
  expect(refused({ issues: { url: 'https://example.com/?t={titel}' } })).toEqual(['has {titel}, which stands for nothing; there are {title}, {path}, {url}, {file}, {body}, {label}']);
  expect(refused({ mail: 'docs@example.com', issues: { url: 'https://example.com/new' } })).toEqual(['takes `issues` or `mail`, one of the two']);
  expect(refused({ mail: 'docs@example.com?bcc=other@example.com' })).toEqual(['Invalid email address']);
});

it('offers only what the organisation wants', () => {
  expect(feedbackAddresses(undefined)).toBeUndefined();
  expect(feedbackLinks({}, page)).toBeUndefined();
  expect(links({ ask: { title: '#ask', url: 'https://chat.example.com/ask' } })).toEqual({ useful: undefined, notUseful: undefined, problem: undefined, ask: { title: '#ask', url: 'https://chat.example.com/ask' } });
});
