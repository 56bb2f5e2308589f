import { changelogFeedPath } from '../edition/routes.ts';
import type { ChangeEntry, ReleaseView } from '../schema/edition/changelog.ts';
import type { Instant } from '../schema/primitives.ts';
import { changeWord } from '../changelog/words.ts';
import { atomFeed } from './atom.ts';
import type { FeedFile } from './changes.ts';
import { addressOf, type FeedContent, type FeedEntry, feedUrn, type Site, updatedOf } from './feed.ts';
import { jsonFeed } from './json-feed.ts';
import { feedHtml } from './html.ts';
import { escapeHtml } from './text.ts';

/** An entry that the organisation wrote, with its text. */
export interface WrittenChange {
  readonly entry: ChangeEntry;
  /** The day it was told of first. */
  readonly announced: string | undefined;
  readonly updatedAt: Instant | undefined;
  /** Its text as its page shows it; links to pages of the site begin with the base. */
  readonly html: string;
  readonly text: string;
}

/** A release with its name and where it is shown. */
export interface ShownRelease {
  readonly release: ReleaseView;
  /** `Booking API 4.2.0` */
  readonly title: string;
  /** Path with anchor of the page that shows it. */
  readonly path: string;
}

/** What the feed of a changelog is made of. */
export interface ChangelogFeedInput {
  readonly organisation: string;
  readonly site: Site;
  /** For a feed without entries: when there was nothing. */
  readonly asOf: Instant;
  /** Path of the page that it accompanies. */
  readonly home: string;
  /** Of what it is: an entity or team; without it, of everything. */
  readonly about?: { readonly ref: string; readonly title: string } | undefined;
  readonly changes: readonly WrittenChange[];
  readonly releases: readonly ShownRelease[];
  /** Entries at most. */
  readonly limit: number;
}

/** The changelog of an entity, a team or everything, as Atom and as JSON Feed. */
export function changelogFeeds(input: ChangelogFeedInput): FeedFile[] {
  const content = changelogFeed(input);
  const ref = input.about?.ref;
  const [atom, json] = [changelogFeedPath('atom', ref), changelogFeedPath('json', ref)];
  return [
    { path: atom, type: 'application/atom+xml', text: atomFeed({ ...content, self: atom }, input.site) },
    { path: json, type: 'application/feed+json', text: jsonFeed({ ...content, self: json }, input.site) },
  ];
}

function changelogFeed({ organisation, site, asOf, home, about, changes, releases, limit }: ChangelogFeedInput): Omit<FeedContent, 'self'> {
  const entries = [...changes.map((change) => changeEntry(change, site, asOf)), ...releases.flatMap(releaseEntry)]
    .toSorted((a, b) => Date.parse(b.updated) - Date.parse(a.updated) || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
  return {
    id: feedUrn(organisation, 'changelog', ...(about === undefined ? [] : [about.ref])),
    title: about === undefined ? `Changelog: ${organisation}` : `Changelog: ${about.title}, ${organisation}`,
    description: about === undefined ? 'What changed and what is to come, with what to do by when' : `What changed of ${about.title} and what affects it, with what to do by when`,
    author: organisation,
    home,
    updated: updatedOf(entries, asOf),
    entries,
  };
}

/**
 * The instant of an entry: its day, or the day that it was announced. What is still to come has happened in neither sense;
 * without a day of announcement its file's last change stands for that.
 */
function changeEntry({ entry, announced, updatedAt, html, text }: WrittenChange, site: Site, asOf: Instant): FeedEntry {
  const { id, title, path = '', date } = entry;
  const due = entry.daysToEffect === undefined ? date : undefined;
  const day = announced ?? due;
  const facts = factsOf(entry);
  return {
    id,
    title: `${title} (${changeWord(entry).toLowerCase()})`,
    path,
    updated: day === undefined ? (updatedAt ?? `${date ?? asOf.slice(0, 10)}T00:00:00Z`) : `${day}T00:00:00Z`,
    text: [...facts.map(([label, value]) => `${label}: ${value}`), text].filter((line) => line !== '').join('\n'),
    html: `${facts.length === 0 ? '' : `<ul>${facts.map(([label, value]) => `<li><strong>${escapeHtml(label)}:</strong> ${escapeHtml(value)}</li>`).join('')}</ul>`}${feedHtml(html, addressOf(path, site), site)}`,
  };
}

function factsOf({ date, affects, action, actionBy, version, entities }: ChangeEntry): (readonly [string, string])[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['What changes', entities.length === 0 ? undefined : entities.map(({ title }) => title).join(', ')],
    ['Takes effect', date],
    ['Version', version],
    ['Who is affected', affects],
    [actionBy === undefined ? 'What to do' : `What to do by ${actionBy}`, action],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}

/** Only a release with a date: without one nobody could tell whether it is new. */
function releaseEntry({ release, title, path }: ShownRelease): FeedEntry[] {
  const { date, entries, total, repository } = release;
  if (date === undefined || release.release.endsWith('unreleased')) return [];
  const lines = entries.map((entry) => ({ word: changeWord(entry), scope: entry.scope === undefined ? '' : `${entry.scope}: `, entry }));
  const more = total - entries.length;
  return [
    {
      id: feedUrn('release', repository, release.release),
      title: `${title}: ${release.summary}${release.yanked ? ' (withdrawn)' : ''}`,
      path,
      updated: `${date}T00:00:00Z`,
      text: [...lines.map(({ word, scope, entry }) => `${word}: ${scope}${entry.title}`), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
      // Lines come sanitised, and link to other hosts only.
      html: `<ul>${lines.map(({ word, scope, entry }) => `<li><strong>${escapeHtml(word)}:</strong> ${escapeHtml(scope)}${entry.html ?? escapeHtml(entry.title)}</li>`).join('')}${more > 0 ? `<li>and ${more} more</li>` : ''}</ul>`,
    },
  ];
}
