import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import ICAL from 'ical.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeCalendar } from '../../src/calendar/calendar.ts';
import { jsonFeedDocument } from '../../src/feeds/json-feed.ts';
import type { ChangeEntry } from '../../src/schema/edition/changelog.ts';
import { builtOrganisation } from './site.ts';

let feeds: string;
beforeAll(async () => {
  feeds = join(await builtOrganisation(), 'dist', 'feeds');
}, 120_000);

const text = (path: string): string => readFileSync(join(feeds, path), 'utf8');
/** A title as text, whatever type it says it has. */
const plain = (title: string | { readonly value?: string | undefined } | undefined): string | undefined => (typeof title === 'object' ? title.value : title);
const all = (ending: string): string[] => readdirSync(feeds, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(ending) && path.startsWith('changelog')).toSorted();

test('there is a feed of everything, of each entity and of each team', () => {
  expect(all('.atom')).toEqual([
    'changelog.atom', 'changelog/api/default/charges.atom', 'changelog/component/default/checkout.atom', 'changelog/component/default/ledger.atom', 'changelog/component/default/orphan.atom', 'changelog/component/default/payments.atom',
    'changelog/group/default/engineering.atom', 'changelog/group/default/money.atom', 'changelog/group/default/shop.atom',
  ]);
  expect(all('.json')).toEqual(all('.atom').map((path) => path.replace('.atom', '.json')));
});

describe('Atom', () => {
  test('a parser reads each; what RFC 4287 requires is there, and ids are unique', () => {
    for (const path of all('.atom')) {
      const feed = parseAtomFeed(text(path));
      expect(feed.id, path).toMatch(/^urn:almanac:Acme%20%26%20Sons:changelog/);
      expect(plain(feed.title), path).toMatch(/^Changelog: /);
      expect(feed.updated, path).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      expect(feed.authors?.[0]?.name).toBe('Acme & Sons');
      expect(feed.links?.find(({ rel }) => rel === 'self')?.href).toBe(`https://almanac.example/acme/feeds/${path}`);
      const entries = feed.entries ?? [];
      expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
      for (const entry of entries) {
        expect([entry.id, plain(entry.title), entry.updated, entry.links?.[0]?.href].every((value) => value !== undefined && value !== ''), `${path}: ${entry.id ?? ''}`).toBe(true);
        expect(entry.links?.[0]?.href).toMatch(/^https:\/\/almanac\.example\/acme\/changelog\//);
      }
    }
  });

  test('the feed of an entity, newest first: entries under the day they were announced, releases under theirs', () => {
    expect((parseAtomFeed(text('changelog/component/default/payments.atom')).entries ?? []).map(({ title, updated, links }) => [plain(title), updated?.slice(0, 10), links?.[0]?.href])).toEqual([
      ['The CSV export goes away (removed)', '2027-03-01', 'https://almanac.example/acme/changelog/ledger/2027-03-01-csv/'],
      ['Exports are complete again (fixed)', '2026-11-20', 'https://almanac.example/acme/changelog/ledger/2026-11-20-export/'],
      ['Charges need an &lt;idempotency&gt; key &amp; more (changed, breaking)', '2026-11-20', 'https://almanac.example/acme/changelog/payments/2026-12-01-keys/'],
      ['Payments 2.10.0: 1 added, 1 fixed, 1 for security', '2026-11-20', expect.stringMatching(/^https:\/\/almanac\.example\/acme\/changelog\/component\/default\/payments\/#release-payments-2\.10\.0-/)],
      ['Payments 2.9.0: 1 removed, 1 breaking', '2026-11-20', expect.any(String)],
      ['Charges in more currencies (added)', '2026-10-01', 'https://almanac.example/acme/changelog/payments/2026-10-01-currencies/'],
      ['Payments 2.8.0: no changes listed (withdrawn)', '2026-08-01', expect.any(String)],
    ]);
  });

  test('what repositories wrote is harmless, and links are absolute', () => {
    const feed = text('changelog/component/default/payments.atom');
    const content = (parseAtomFeed(feed).entries ?? []).map((entry) => (typeof entry.content === 'string' ? entry.content : JSON.stringify(entry.content))).join('\n');
    expect(content).not.toMatch(/<script|<img|javascript:|data:text|onerror=[^ ]*>/);
    expect(content).toContain('https://almanac.example/acme/changelog/payments/2026-10-01-currencies/');
    expect(content).toContain('https://almanac.example/acme/catalog/component/default/payments/');
    expect(content).toContain('What to do by 2026-11-27');
    expect(feed).not.toMatch(/href=(?:"|&quot;)\//);
  });
});

test('JSON Feed: each is one by version 1.1, with the ids of its Atom twin', () => {
  for (const path of all('.json')) {
    const value: unknown = JSON.parse(text(path));
    const document = jsonFeedDocument.parse(value);
    expect(parseJsonFeed(value).items?.map(({ id }) => id) ?? []).toEqual(document.items.map(({ id }) => id));
    expect(document.items.map(({ id }) => id)).toEqual((parseAtomFeed(text(path.replace('.json', '.atom'))).entries ?? []).map(({ id }) => id));
    for (const item of document.items) expect(item.url).toMatch(/^https:\/\/almanac\.example\/acme\/changelog\//);
  }
});

test('ids stay when an edition is built again on another day', () => {
  const ids = jsonFeedDocument.parse(JSON.parse(text('changelog.json'))).items.map(({ id }) => id);
  expect(ids).toContain('urn:almanac:Acme%20%26%20Sons:change:payments:2026-12-01-keys');
  expect(ids).toContain('urn:almanac:release:github.com%2Facme%2Fpayments:2.10.0');
});

interface Event {
  readonly uid: string;
  readonly summary: string;
  readonly start: string;
  readonly end: string;
  readonly stamp: string;
}

function eventsOf(ics: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    expect(event.startDate.isDate, 'a whole day').toBe(true);
    return { uid: event.uid, summary: event.summary, start: event.startDate.toString(), end: event.endDate.toString(), stamp: String(component.getFirstPropertyValue('dtstamp')) };
  });
}

describe('calendars', () => {
  test('everything: days that something takes effect or must be done by, in order, as whole days', () => {
    expect(eventsOf(text('upcoming.ics'))).toEqual([
      { uid: 'urn:almanac:Acme%20%26%20Sons:change:ledger:2027-03-01-csv:action', summary: 'Last day: Read the Parquet export', start: '2026-11-21', end: '2026-11-22', stamp: '2026-11-20T12:00:00Z' },
      { uid: 'urn:almanac:Acme%20%26%20Sons:change:payments:2026-12-01-keys:action', summary: 'Last day: Send the header <Idempotency-Key>', start: '2026-11-27', end: '2026-11-28', stamp: '2026-11-20T12:00:00Z' },
      { uid: 'urn:almanac:Acme%20%26%20Sons:change:payments:2026-12-01-keys:effect', summary: 'Changed, breaking: Charges need an <idempotency> key & more', start: '2026-12-01', end: '2026-12-02', stamp: '2026-11-20T12:00:00Z' },
      { uid: 'urn:almanac:Acme%20%26%20Sons:change:ledger:2027-03-01-csv:effect', summary: 'Removed: The CSV export goes away', start: '2027-03-01', end: '2027-03-02', stamp: '2026-11-20T12:00:00Z' },
    ]);
  });

  test('a team has those of what it owns and uses; what nothing is to come for has none', () => {
    expect(eventsOf(text('changelog/group/default/shop.ics')).map(({ summary }) => summary)).toEqual(['Last day: Send the header <Idempotency-Key>', 'Changed, breaking: Charges need an <idempotency> key & more']);
    expect(existsSync(join(feeds, 'changelog/group/default/engineering.ics'))).toBe(false);
  });

  test('lines end in CRLF and are folded at 75 octets', () => {
    for (const path of ['upcoming.ics', ...all('.ics')]) {
      const ics = text(path);
      expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
      expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
    }
  });

  test('nothing that is written can end a line, and the day does not depend on the machine', () => {
    const change: ChangeEntry = { id: 'urn:x', kind: 'removed', title: 'A\r\nEND:VEVENT\\n; ü, '.repeat(20), breaking: true, date: '2026-12-01', daysToEffect: 11, entities: [] };
    const make = (): string | undefined => changeCalendar({ name: 'N\r\nEND:VCALENDAR; x, y', description: 'd\ne', asOf: '2026-11-20T12:00:00.000Z', site: { url: undefined, base: '/' }, changes: [change] });
    const zone = process.env['TZ'];
    try {
      const made = ['Pacific/Auckland', 'America/Los_Angeles', 'UTC'].map((name) => {
        process.env['TZ'] = name;
        return make() ?? '';
      });
      expect(new Set(made).size).toBe(1);
      const [ics = ''] = made;
      expect(eventsOf(ics)).toMatchObject([{ start: '2026-12-01', summary: expect.stringContaining('END:VEVENT') }]);
      const calendar = new ICAL.Component(ICAL.parse(ics));
      expect(calendar.getAllSubcomponents()).toHaveLength(1);
      // ical.js does not know this property and gives it as it is written.
      expect(calendar.getFirstPropertyValue('name')).toBe('N\\nEND:VCALENDAR\\; x\\, y');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  test('a change long past leaves the calendar, and without events there is none', () => {
    const change: ChangeEntry = { id: 'urn:x', kind: 'removed', title: 'A', breaking: true, date: '2024-12-01', entities: [] };
    expect(changeCalendar({ name: 'N', description: 'd', asOf: '2026-11-20T12:00:00.000Z', site: { url: undefined, base: '/' }, changes: [change] })).toBeUndefined();
  });
});
