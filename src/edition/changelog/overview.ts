import { changeCalendar } from '../../calendar/calendar.ts';
import { changelogFeeds } from '../../feeds/changelog.ts';
import { compareText } from '../../findings/codes.ts';
import { changelogOverview, type ChangelogOverview, changelogSummary, type ReleaseView } from '../../schema/edition/changelog.ts';
import type { EditionIndex } from '../../schema/edition/index-file.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import { changelogCalendarPath, changelogFiles, changelogPath, documentListPaths } from '../routes.ts';
import { optional } from '../summaries.ts';
import { isInEffect, isUpcoming, type OrganisationChange, soonestFirst } from './changes.ts';
import { limits } from './limits.ts';
import { newestRelease, releaseLine } from './releases.ts';
import { byDate, feedLinks, type SubjectRoom } from './subject.ts';

interface Seen {
  readonly release: ReleaseView;
  readonly entities: readonly EntityLinkView[];
}

/** The changelog of the whole platform, while the changelogs of entities are written. */
export class Overview {
  readonly #changes: readonly OrganisationChange[];
  readonly #room: SubjectRoom;
  readonly #subjects: ChangelogOverview['entities'] = [];
  /** Anchors of the releases that the page of each entity shows. */
  readonly #anchors = new Map<string, ReadonlySet<string>>();
  #releases: Seen[] = [];

  constructor(changes: readonly OrganisationChange[], room: SubjectRoom) {
    this.#changes = changes;
    this.#room = room;
  }

  release(release: ReleaseView, entities: readonly EntityLinkView[]): void {
    // Without a day nobody could say that it is among the latest; what is still to come is no release.
    if (release.date === undefined || release.date > this.#room.asOf.slice(0, 10)) return;
    this.#releases.push({ release, entities });
    if (this.#releases.length > limits.platformReleases * 4) this.#releases = this.#newest();
  }

  subject(entity: EntityLinkView, { latest, changes, anchors }: { readonly latest: string | undefined; readonly changes: number; readonly anchors: ReadonlySet<string> }): void {
    if (anchors.size > 0) this.#anchors.set(entity.ref, anchors);
    this.#subjects.push({ entity, path: changelogPath(entity.ref), ...optional('latest', latest), changes });
  }

  /** Writes the page's file, feeds and calendar; gives what the index says. Nothing where there is no changelog at all. */
  async write(): Promise<EditionIndex['changelog']> {
    const { asOf, organisation, site, writer, titleOf } = this.#room;
    const releases = this.#newest().map(({ release, entities }) => {
      const shows = entities.find(({ ref }) => this.#anchors.get(ref)?.has(release.anchor) === true);
      const path = shows === undefined ? release.repositoryPath : `${changelogPath(shows.ref)}#${release.anchor}`;
      return { release, entities, path, title: titleOf(release) };
    });
    if (this.#changes.length === 0 && this.#subjects.length === 0 && releases.length === 0) return undefined;
    const path = documentListPaths.change;
    const entries = this.#changes.map(({ entry }) => entry);
    const upcoming = entries.filter(isUpcoming).toSorted(soonestFirst);
    const written = this.#changes.map(({ entry, document }) => ({ entry, announced: document.frontMatter.announced, updatedAt: document.updatedAt, html: document.html, text: document.text }));
    const shown = releases.flatMap(({ release, title, path: to }) => (to === undefined ? [] : [{ release, title, path: to }]));
    // Each has its own room, so that many releases do not crowd out what the organisation says itself.
    const files = changelogFeeds({ organisation, site, asOf, home: path, changes: written.slice(0, limits.platformFeedEntries), releases: shown, limit: limits.platformFeedEntries * 2 });
    for (const file of files) await writer.page(file.path, file.text);
    const calendar = changeCalendar({ name: `${organisation}: changes`, description: 'What changes, and by when to act', asOf, site, changes: entries });
    if (calendar !== undefined) await writer.page(changelogCalendarPath(), calendar);
    await writer.json(changelogFiles.overview, changelogOverview, {
      asOf,
      upcoming,
      entries: entries.filter(isInEffect).slice(0, limits.platformEntries),
      total: entries.filter(isInEffect).length,
      releases: releases.map(({ release: { entries: _entries, total: _total, ...release }, entities, path: to }) => ({
        ...release,
        entities: [...entities],
        ...optional('path', to),
      })),
      entities: this.#listed(),
      entitiesTotal: this.#subjects.length,
      feeds: feedLinks(undefined, calendar !== undefined),
    });
    await writer.ndjson(changelogFiles.entities, changelogSummary, this.#subjects.toSorted((a, b) => compareText(a.entity.ref, b.entity.ref)));
    const lines = releases.map(({ release, title, path: to, entities }) => releaseLine(release, title, to, entities));
    const latest = [...entries.filter(isInEffect), ...lines].toSorted(byDate).slice(0, limits.excerpt);
    return { path, upcoming: upcoming.slice(0, limits.excerpt), latest };
  }

  #newest(): Seen[] {
    return this.#releases.toSorted((a, b) => newestRelease(a.release, b.release)).slice(0, limits.platformReleases);
  }

  /** Teams by name, then what changed last. */
  #listed(): ChangelogOverview['entities'] {
    const isTeam = ({ entity }: ChangelogOverview['entities'][number]): boolean => entity.kind === 'Group';
    const byName = (a: EntityLinkView, b: EntityLinkView): number => compareText(a.title.toLowerCase(), b.title.toLowerCase()) || compareText(a.ref, b.ref);
    const teams = this.#subjects.filter(isTeam).toSorted((a, b) => byName(a.entity, b.entity));
    const others = this.#subjects.filter((subject) => !isTeam(subject)).toSorted((a, b) => compareText(b.latest ?? '', a.latest ?? '') || byName(a.entity, b.entity));
    return [...teams, ...others].slice(0, limits.entities);
  }
}
