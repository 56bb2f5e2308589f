import { changeCalendar } from '../../calendar/calendar.ts';
import { changelogFeeds, type ShownRelease } from '../../feeds/changelog.ts';
import type { Site } from '../../feeds/feed.ts';
import { changelogPage, type ChangeEntry, type ChangelogPage, type EntityChangelog, type ReleaseView } from '../../schema/edition/changelog.ts';
import type { Age, EntityLinkView } from '../../schema/edition/shared.ts';
import type { Instant } from '../../schema/primitives.ts';
import { changelogCalendarPath, changelogFeedPath, changelogFiles, changelogPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import type { EditionWriter } from '../writer.ts';
import { isInEffect, isUpcoming, type OrganisationChange, soonestFirst } from './changes.ts';
import { limits } from './limits.ts';
import { newestRelease, releaseLine } from './releases.ts';

/** What concerns one entity or team. */
export interface Subject {
  readonly link: EntityLinkView;
  /** Entries about it, newest first. */
  readonly changes: readonly OrganisationChange[];
  /** Entries about what it uses, newest first, each with what of it is affected. */
  readonly affecting: readonly { readonly change: OrganisationChange; readonly via: readonly EntityLinkView[] }[];
  readonly releases: readonly ReleaseView[];
  readonly releasesTotal: number;
  readonly age: Age | undefined;
}

/** What all changelogs are written with. */
export interface SubjectRoom {
  readonly asOf: Instant;
  readonly organisation: string;
  readonly site: Site;
  readonly writer: EditionWriter;
  /** Name of a repository in titles of releases. */
  titleOf(release: ReleaseView): string;
}

/** Writes the changelog of an entity or team with its feeds and calendar; gives what its own page says of it. */
export async function writeSubject(subject: Subject, room: SubjectRoom): Promise<EntityChangelog> {
  const { link, changes, affecting, age } = subject;
  const { asOf, organisation, site, writer } = room;
  const path = changelogPath(link.ref);
  const releases = subject.releases.toSorted(newestRelease).slice(0, limits.releases);
  const affects = affecting.map(({ change: { entry }, via }): ChangeEntry => ({ ...entry, via: [...via] }));
  const own = changes.map(({ entry }) => entry);
  const upcoming = [...own, ...affects].filter(isUpcoming).toSorted(soonestFirst);
  const shown = releases.map((release): ShownRelease => ({ release, title: room.titleOf(release), path: `${path}#${release.anchor}` }));
  const about = { ref: link.ref, title: link.title };
  const written = [...changes, ...affecting.map(({ change }) => change)].map(({ entry, document }) => ({ entry, announced: document.frontMatter.announced, updatedAt: document.updatedAt, html: document.html, text: document.text }));
  const files = changelogFeeds({ organisation, site, asOf, home: path, about, changes: written.slice(0, limits.feedEntries), releases: shown, limit: limits.feedEntries });
  for (const file of files) await writer.page(file.path, file.text);
  const calendar = changeCalendar({ name: `${link.title}: changes, ${organisation}`, description: `What changes for ${link.title}, and by when to act`, asOf, site, changes: written.map(({ entry }) => entry) });
  if (calendar !== undefined) await writer.page(changelogCalendarPath(link.ref), calendar);
  const feeds = feedLinks(link.ref, calendar !== undefined);
  const page: ChangelogPage = {
    asOf,
    path,
    entity: link,
    upcoming,
    entries: own.filter(isInEffect).slice(0, limits.entries),
    entriesTotal: own.filter(isInEffect).length,
    affecting: affects.filter(isInEffect).slice(0, limits.affecting),
    releases,
    releasesTotal: subject.releasesTotal,
    ...optional('age', age),
    feeds,
  };
  await writer.json(changelogFiles.entity(link.ref), changelogPage, page);
  const lines = shown.map(({ release, title, path: to }) => releaseLine(release, title, to, []));
  const latest = [...own.filter(isInEffect), ...lines].toSorted(byDate).slice(0, limits.excerpt);
  return { path, upcoming: upcoming.slice(0, limits.excerpt), latest, feeds };
}

/** Newest first; what has no date, such as what is not released yet, last. */
export function byDate(a: ChangeEntry, b: ChangeEntry): number {
  const [dayA, dayB] = [a.date ?? '', b.date ?? ''];
  return dayA === dayB ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : dayA < dayB ? 1 : -1;
}

/** Feeds and calendar of an entity or team, or of everything. */
export function feedLinks(ref: string | undefined, calendar: boolean): ChangelogPage['feeds'] {
  return [
    { title: 'Atom', type: 'application/atom+xml', path: changelogFeedPath('atom', ref) },
    { title: 'JSON Feed', type: 'application/feed+json', path: changelogFeedPath('json', ref) },
    ...(calendar ? [{ title: 'Calendar', type: 'text/calendar', path: changelogCalendarPath(ref) }] : []),
  ];
}
