import fc from 'fast-check';
import { parseDocument, parseFeed } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/assess/changes.ts';
import { ChangeLog } from '../../src/assess/history/change-log.ts';
import { PastChanges } from '../../src/assess/history/past-changes.ts';
import type { Names } from '../../src/assess/history/views.ts';
import { atomFeed } from '../../src/feeds/atom.ts';
import { changeFeeds } from '../../src/feeds/changes.ts';
import { addressOf, type FeedContent, feedUrn, type Site } from '../../src/feeds/feed.ts';
import { jsonFeed, type JsonFeedDocument, jsonFeedDocument } from '../../src/feeds/json-feed.ts';
import { check, dayOf, scorecard } from './organisation.ts';

const card = scorecard('prod', [check('owner', 0, 'owned'), check('tests', 1, 'tested')]);
const scorecards = new Map([['prod', card]]);
const names: Names = { scorecards, link: (ref) => ({ ref, title: `The ${ref.slice(ref.lastIndexOf('/') + 1)}`, kind: 'Component', path: `catalog/${ref.replace(':', '/')}/` }) };
const red = 'group:default/red';
const blue = 'group:default/blue';

function change(entity: string, more: Partial<Change> = {}): Change {
  return { entity: `component:default/${entity}`, owner: red, scorecard: 'prod', check: undefined, from: 'bronze', to: 'silver', direction: 'better', cause: 'facts', ...more };
}

interface Told {
  readonly atom: string;
  readonly json: JsonFeedDocument;
}

function feeds(changes: readonly (readonly [string, Change])[], { asOf = dayOf(100), team, site = { url: 'https://almanac.example/eng/', base: '/eng/' }, of = names, organisation = 'Acme' }: { readonly asOf?: string; readonly team?: string; readonly site?: Site; readonly of?: Names; readonly organisation?: string } = {}): Told {
  const log = new ChangeLog(new PastChanges(scorecards), { entities: new Map(), scorecards, sheets: new Map() }, asOf);
  for (const [at, one] of changes) log.add({ at, ...one });
  const [atom, json] = changeFeeds({ log, names: of, organisation, site, asOf }, team);
  return { atom: atom?.text ?? '', json: jsonFeedDocument.parse(JSON.parse(json?.text ?? '')) };
}

const down: Partial<Change> = { from: 'silver', to: 'bronze', direction: 'worse' };

it('says by edition and scorecard what rose and fell, and why', () => {
  const changes: (readonly [string, Change])[] = [
    [dayOf(99), change('a')],
    [dayOf(99), change('b')],
    [dayOf(99), change('c', { ...down, cause: 'rules', owner: blue })],
    [dayOf(99), change('a', { check: 'tests', from: 'fail', to: 'pass' })],
    [dayOf(99), change('d', { check: 'tests', from: 'unknown', to: 'fail', direction: 'other', cause: 'decision' })],
    [dayOf(98), change('e', { from: 'not-judged', to: 'none', direction: 'other', cause: 'membership' })],
    [dayOf(98), change('f', { from: 'silver', to: 'not-judged', direction: 'other', cause: 'membership' })],
    [dayOf(97), change('a', { scorecard: 'gone-card', from: 'x', to: 'y', direction: 'other', cause: 'facts-and-rules' })],
  ];
  const { json, atom } = feeds(changes);
  expect(json.items.map(({ title }) => title)).toEqual([
    'Scorecard prod: 2 components rose, 1 fell; 1 check better, 1 otherwise',
    'Scorecard prod: 1 component newly judged, 1 judged no more',
    'gone-card: 1 component changed level',
  ]);
  expect(json.items[0]?.content_text.split('\n')).toEqual([
    'The c: from Silver to Bronze (the rules changed)',
    'The a: from Bronze to Silver (the facts changed)',
    'The b: from Bronze to Silver (the facts changed)',
    'The a: Check tests: from fail to pass (the facts changed)',
    'The d: Check tests: from unknown to fail (a decision began or ended)',
  ]);
  expect(json.items[1]?.content_text).toBe('The e: from not judged to No level (who is judged changed)\nThe f: from Silver to not judged (who is judged changed)');
  expect(json.items[2]?.url).toBe('https://almanac.example/eng/scorecard-changes/');
  expect(json.items[0]).toMatchObject({ id: `urn:almanac:Acme:changes:prod:${encodeURIComponent(dayOf(99))}`, url: 'https://almanac.example/eng/scorecards/prod/', date_published: dayOf(99) });
  const parsed = parseFeed(atom, { xmlMode: true });
  expect(parsed).toMatchObject({ type: 'atom', id: 'urn:almanac:Acme:changes', title: 'Scorecard changes: Acme', link: 'https://almanac.example/eng/scorecard-changes/', updated: new Date(dayOf(99)) });
  expect(parsed?.items.map(({ id, title, link, pubDate }) => ({ id, title, link, pubDate }))).toEqual(
    json.items.map(({ id, title, url, date_published }) => ({ id, title, link: url, pubDate: new Date(date_published) })),
  );
  expect(parsed?.items[0]?.description).toBe(json.items[0]?.content_html);
});

it('tells a team of the entities that it owns now', () => {
  const { json } = feeds([[dayOf(99), change('a')], [dayOf(99), change('b', { owner: blue })], [dayOf(98), change('b', { owner: blue })]], { team: red });
  expect(json.title).toBe('Scorecard changes: The red, Acme');
  expect(json.home_page_url).toBe('https://almanac.example/eng/catalog/group/default/red/');
  expect(json.feed_url).toBe('https://almanac.example/eng/feeds/teams/default/red/changes.json');
  expect(json.items.map(({ title, id }) => [title, id])).toEqual([['Scorecard prod: 1 component rose', `urn:almanac:Acme:changes:group%3Adefault%2Fred:prod:${encodeURIComponent(dayOf(99))}`]]);
});

it('has the newest 50 entries of the last 91 days', () => {
  const all = Array.from({ length: 100 }, (_, index): readonly [string, Change] => [dayOf(index + 1), change('a')]);
  const { json } = feeds(all);
  expect(json.items).toHaveLength(50);
  expect(json.items[0]?.date_published).toBe(dayOf(100));
  expect(feeds(all.slice(0, 9)).json.items).toHaveLength(0);
  expect(feeds(all.slice(0, 10)).json.items).toHaveLength(1);
});

it('lists at most 100 changes of an entry, and says how many more there are', () => {
  const { json } = feeds(Array.from({ length: 130 }, (_, index): readonly [string, Change] => [dayOf(99), change(`s${index}`)]));
  expect(json.items[0]?.title).toBe('Scorecard prod: 130 components rose');
  expect(json.items[0]?.content_text.split('\n')).toHaveLength(101);
  expect(json.items[0]?.content_text).toMatch(/\nand 30 more$/);
});

it('is valid without entries, as of the beginning of what it covers', () => {
  const { atom, json } = feeds([]);
  expect(json.items).toEqual([]);
  expect(parseFeed(atom, { xmlMode: true })).toMatchObject({ updated: new Date(dayOf(9)), items: [] });
});

it('links from the root of its host where the site has no address', () => {
  const { atom, json } = feeds([[dayOf(99), change('a')]], { site: { url: undefined, base: '/almanac/' } });
  const parsed = parseFeed(atom, { xmlMode: true });
  expect([parsed?.link, parsed?.items[0]?.link]).toEqual(['/almanac/scorecard-changes/', '/almanac/scorecards/prod/']);
  expect(atom).toContain('rel="self" href="/almanac/feeds/changes.atom"');
  expect([json.home_page_url, json.feed_url, json.items[0]?.url]).toEqual(['/almanac/scorecard-changes/', '/almanac/feeds/changes.json', '/almanac/scorecards/prod/']);
  expect(atom).not.toContain('invalid');
});

describe('hostile text', () => {
  const hostile = '</title>]]>]]><script>alert(1)</script>&amp;"\'\u0000\u001B\uD800 href="https://feed.invalid/';

  it('is shown as it is, and nothing of it is markup', () => {
    const evil: Names = { scorecards: new Map([['prod', { ...card, title: hostile }]]), link: (ref) => ({ ...names.link(ref), title: hostile }) };
    const { atom, json } = feeds([[dayOf(99), change('a')]], { of: evil, organisation: hostile });
    const shown = hostile.toWellFormed().replace(/[\u0000\u001B]/g, '');
    const parsed = parseFeed(atom, { xmlMode: true });
    expect(parsed?.title).toBe(`Scorecard changes: ${shown}`);
    expect(parsed?.items).toHaveLength(1);
    for (const html of [json.items[0]?.content_html, parsed?.items[0]?.description, parsed?.items[0]?.title]) expect(tags(html ?? '')).toEqual(html?.startsWith('<ul>') === true ? ['ul', 'li'] : []);
    expect(textOf(parsed?.items[0]?.title ?? '')).toBe(`${shown}: 1 component rose`);
    expect(textOf(parsed?.items[0]?.description ?? '')).toBe(`${shown}: from Bronze to Silver (the facts changed)`);
    // XML 1.0 has no place for these, whichever way they are written.
    expect(atom).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
    expect(atom.isWellFormed()).toBe(true);
  });

  it('comes back from any feed as it went in', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '&', '<', '>', ']]>', '"', "'", '&amp;', '<b>', 'é', '😀', '{', '$&', '%') }).map((value) => `x${value}x`);
    fc.assert(
      fc.property(text, text, fc.boolean(), (title, author, absolute) => {
        const site: Site = absolute ? { url: 'https://almanac.example', base: '/' } : { url: undefined, base: '/' };
        const content: FeedContent = {
          id: feedUrn(title),
          title,
          description: title,
          author,
          home: 'a/',
          self: 'a.atom',
          updated: dayOf(1),
          entries: [{ id: feedUrn(author), title, path: 'b/', updated: dayOf(1), text: title, html: '<p>fixed</p>' }],
        };
        const parsed = parseFeed(atomFeed(content, site), { xmlMode: true });
        expect(parsed).toMatchObject({ id: feedUrn(title), title, description: title, items: [{ id: feedUrn(author), description: '<p>fixed</p>', link: addressOf('b/', site) }] });
        expect(textOf(parsed?.items[0]?.title ?? '')).toBe(title);
        const json = jsonFeedDocument.parse(JSON.parse(jsonFeed(content, site)));
        expect([json.title, json.authors[0]?.name, json.items[0]?.title]).toEqual([title, author, title]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Names of the elements of a piece of HTML. */
function tags(html: string): string[] {
  const found: string[] = [];
  const visit = (node: { readonly children?: readonly unknown[] }): void => {
    for (const child of node.children ?? []) {
      if (typeof child !== 'object' || child === null) continue;
      if ('name' in child && typeof child.name === 'string') found.push(child.name);
      if ('children' in child && Array.isArray(child.children)) visit({ children: child.children });
    }
  };
  visit(parseDocument(html));
  return found;
}

/** Text of a piece of HTML, as a reader sees it. */
function textOf(html: string): string {
  let text = '';
  const visit = (node: { readonly children?: readonly unknown[] }): void => {
    for (const child of node.children ?? []) {
      if (typeof child !== 'object' || child === null) continue;
      if ('data' in child && typeof child.data === 'string') text += child.data;
      if ('children' in child && Array.isArray(child.children)) visit({ children: child.children });
    }
  };
  visit(parseDocument(html));
  return text;
}
