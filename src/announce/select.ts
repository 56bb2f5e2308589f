import { daysBetween } from '../assess/days.ts';
import { addressOf, type Site } from '../feeds/feed.ts';
import { compareText } from '../findings/codes.ts';
import type { Announcement } from '../schema/cli/announcement.ts';
import type { AnnouncedReleases } from '../schema/announce.ts';
import type { ChangeEntry } from '../schema/edition/changelog.ts';

/** What there is to choose from. */
export interface News {
  readonly changes: readonly ChangeEntry[];
  /** Releases as lines: title, day, path. */
  readonly releases: readonly ChangeEntry[];
}

/** Days before a deadline on which it is brought to mind. */
export const reminderDays = [7, 1] as const;

/** Days to announce, both included, and which releases. */
export interface Selection {
  readonly since: string;
  readonly day: string;
  readonly releases: AnnouncedReleases;
  readonly site: Site;
}

const order = ['reminder', 'in-effect', 'announced', 'release'] as const;

/**
 * What there is to say of the days from `since` to `day`: what takes effect or was announced on one of them, what has to
 * be done within seven days or by tomorrow, and releases. A change is said once, for the most pressing of its reasons.
 */
export function announcementsOf({ changes, releases }: News, selection: Selection): Announcement[] {
  const { since, day } = selection;
  const within = (one: string | undefined): one is string => one !== undefined && one >= since && one <= day;
  const items = changes.flatMap((change): Announcement[] => {
    const reasons: (readonly [Announcement['reason'], string])[] = [
      ...reminderOf(change, selection).map((id) => ['reminder', id] as const),
      ...(within(change.date) ? [['in-effect', change.id] as const] : []),
      ...(within(change.announced) ? [['announced', `${change.id}:announced`] as const] : []),
    ];
    const [first, ...also] = reasons;
    return first === undefined ? [] : [itemOf(change, first, also.map(([, id]) => id), selection)];
  });
  const released = releases
    .filter(({ date, breaking }) => within(date) && selection.releases !== 'none' && (breaking || selection.releases === 'all'))
    .map((release) => itemOf(release, ['release', release.id], [], selection));
  return [...items, ...released].toSorted(
    (a, b) =>
      order.indexOf(a.reason) - order.indexOf(b.reason) ||
      (a.daysLeft ?? 0) - (b.daysLeft ?? 0) ||
      Number(b.breaking) - Number(a.breaking) ||
      compareText(b.date ?? '', a.date ?? '') ||
      compareText(a.id, b.id),
  );
}

/** The id of the reminder whose day is among those asked for: of several the last. */
function reminderOf({ id, actionBy }: ChangeEntry, { since, day }: Selection): string[] {
  if (actionBy === undefined || actionBy < day) return [];
  const due = reminderDays.filter((before) => daysBetween(since, actionBy) >= before && daysBetween(day, actionBy) <= before).at(-1);
  return due === undefined ? [] : [`${id}:act-in-${due}`];
}

function itemOf(change: ChangeEntry, [reason, id]: readonly [Announcement['reason'], string], also: readonly string[], { day, site }: Selection): Announcement {
  const { kind, breaking, title, path, description, date, affects, action, actionBy, entities } = change;
  const left = actionBy === undefined ? -1 : daysBetween(day, actionBy);
  return {
    id,
    ...(also.length === 0 ? {} : { also: [...also] }),
    reason,
    kind,
    breaking,
    title,
    ...(path === undefined || site.url === undefined ? {} : { url: addressOf(path, site) }),
    ...(description === undefined ? {} : { description }),
    ...(date === undefined ? {} : { date }),
    ...(affects === undefined ? {} : { affects }),
    ...(action === undefined ? {} : { action }),
    ...(actionBy === undefined ? {} : { actionBy }),
    ...(left < 0 ? {} : { daysLeft: left }),
    entities: entities.map((entity) => entity.title),
  };
}
