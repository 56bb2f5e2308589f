import type { ChangeLog, LogEntry } from '../assess/history/change-log.ts';
import { logDays } from '../assess/history/change-log.ts';
import { shifted } from '../assess/history/instants.ts';
import type { Names } from '../assess/history/views.ts';
import { dayMs } from '../assess/days.ts';
import { changeFeedPath, entityPath, scorecardPath, scorecardRoutes } from '../edition/routes.ts';
import type { Instant } from '../schema/primitives.ts';
import { atomFeed } from './atom.ts';
import { changeLines, summaryOf } from './change-words.ts';
import { type FeedContent, type FeedEntry, feedUrn, type Site, updatedOf } from './feed.ts';
import { jsonFeed } from './json-feed.ts';

/** Entries of a feed. */
export const feedEntries = 50;

/** What change feeds are made of. */
export interface ChangeFeedInput {
  readonly log: ChangeLog;
  readonly names: Names;
  /** Name of the organisation. */
  readonly organisation: string;
  readonly site: Site;
  readonly asOf: Instant;
}

/** A written feed and its path below the site's root. */
export interface FeedFile {
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

/**
 * The feed of what changed by edition and scorecard, as Atom and as JSON Feed: the newest 50 entries of the last 91
 * days.
 *
 * @param team reference of a team: changes of the entities it owns now; over all without it
 */
export function changeFeeds(input: ChangeFeedInput, team?: string): FeedFile[] {
  const content = changeFeed(input, team);
  const [atom, json] = [changeFeedPath('atom', team), changeFeedPath('json', team)];
  return [
    { path: atom, type: 'application/atom+xml', text: atomFeed({ ...content, self: atom }, input.site) },
    { path: json, type: 'application/feed+json', text: jsonFeed({ ...content, self: json }, input.site) },
  ];
}

function changeFeed({ log, names, organisation, asOf }: ChangeFeedInput, team: string | undefined): Omit<FeedContent, 'self'> {
  const scope = team === undefined ? [organisation, 'changes'] : [organisation, 'changes', team];
  const entries = log.entries(feedEntries, team).map((entry) => entryOf(entry, names, scope));
  const of = team === undefined ? organisation : `${names.link(team).title}, ${organisation}`;
  return {
    id: feedUrn(...scope),
    title: `Scorecard changes: ${of}`,
    description: 'Levels and verdicts that changed from one edition to the next, and why',
    author: organisation,
    home: team === undefined ? scorecardRoutes.changes : (names.link(team).path ?? entityPath(team)),
    // Without an entry, nothing changed since the beginning of the time that the feed covers.
    updated: updatedOf(entries, shifted(asOf, -logDays * dayMs)),
    entries,
  };
}

/** One edition and scorecard as an entry. A scorecard that is no more has no page, so its entry leads to the changes. */
function entryOf(entry: LogEntry, names: Names, scope: readonly string[]): FeedEntry {
  const scorecard = names.scorecards.get(entry.scorecard);
  return {
    id: feedUrn(...scope, entry.scorecard, entry.at),
    title: `${scorecard?.title ?? entry.scorecard}: ${summaryOf(entry)}`,
    path: scorecard === undefined ? scorecardRoutes.changes : scorecardPath(entry.scorecard),
    updated: entry.at,
    ...changeLines(entry, names),
  };
}
