import type { Instant } from '../schema/primitives.ts';
import { dayMs, dayOf, daysBetween, startOf } from './days.ts';

/** How far a campaign was at an instant. */
export interface CampaignPoint {
  readonly at: Instant;
  readonly done: number;
  readonly of: number;
}

export type CampaignProgress = 'not-started' | 'on-track' | 'at-risk' | 'late' | 'met';

export interface Course {
  /** First and last day. */
  readonly start: string;
  readonly due: string;
  /** Percent. */
  readonly target: number;
  /** Now, and before in any order. */
  readonly now: CampaignPoint;
  readonly history: readonly CampaignPoint[];
}

export interface Trend {
  readonly state: CampaignProgress;
  /** How the state was found, with its numbers. */
  readonly why: string;
  /** Percent done by the end of the due day if it goes on as since the start; undefined with less than 7 days of history. */
  readonly projected: number | undefined;
}

/** Days of history below which no trend is drawn. */
const shortestTrend = 7;
/** How far the share needed a day may be above an even pace and still be on track, while there is no trend. */
const slack = 1.25;
/** Keeps shares that are equal on paper equal in floating point. */
const epsilon = 1e-9;

/**
 * The state of a campaign. Before its first day it has not started; once the target share is done it is met; after the
 * due day it is late. In between, its trend decides, as a straight line through where it started and where it is, in
 * shares, so that entities that come and go do not bend it:
 *
 *     projected = s0 + (s - s0) * (end of due day - t0) / (now - t0)
 *
 * with s0 the share at t0: as last published by the start of the first day, else as first published after it. It is on
 * track if that reaches the target, at risk if not. With fewer than 7 days from t0 to now, the share needed for each
 * day that remains is compared with an even pace (target / days of the campaign): on track up to 1.25 times that.
 */
export function trendOf(course: Course): Trend {
  const { start, due, target, now } = course;
  const today = dayOf(now.at);
  const done = `${now.done} of ${now.of} (${percent(shareOf(now))})`;
  const goal = `the target of ${percent(target / 100)}`;
  const without = (state: CampaignProgress, why: string): Trend => ({ state, why, projected: undefined });
  if (today < start) return without('not-started', `It starts on ${start}, in ${days(daysBetween(today, start))}. ${done} are done already; the target is ${percent(target / 100)} by ${due}.`);
  if (isMet(now, target)) return without('met', `${done} are done, which meets ${goal}.`);
  if (today > due) return without('late', `${done} are done; ${goal} was due on ${due}, ${days(daysBetween(due, today))} ago.`);
  const from = baseline(course);
  const elapsed = from === undefined ? 0 : (Date.parse(now.at) - from.at) / dayMs;
  if (from === undefined || elapsed < shortestTrend) return byPace(course, Math.max(0, Math.floor(elapsed)));
  const whole = (startOf(due) + dayMs - from.at) / dayMs;
  const share = shareOf(now);
  const projected = Math.min(1, Math.max(0, from.share + ((share - from.share) * whole) / elapsed));
  const reaches = projected * 100 + epsilon >= target;
  const since = new Date(from.at).toISOString().slice(0, 10);
  return {
    state: reaches ? 'on-track' : 'at-risk',
    why: `${done} are done, ${share < from.share ? 'down' : 'up'} from ${percent(from.share)} on ${since}. If it goes on like that, ${percent(projected)} are done by the end of ${due}, which ${reaches ? 'meets' : 'misses'} ${goal}.`,
    projected: projected * 100,
  };
}

/** True once the target share is done. Nothing to do is nothing done. */
function isMet({ done, of }: CampaignPoint, target: number): boolean {
  return of > 0 && done * 100 + epsilon >= target * of;
}

function byPace({ start, due, target, now }: Course, history: number): Trend {
  const left = daysBetween(dayOf(now.at), due) + 1;
  const even = target / 100 / (daysBetween(start, due) + 1);
  const needed = (target / 100 - shareOf(now)) / left;
  const onTrack = needed <= even * slack + epsilon;
  return {
    state: onTrack ? 'on-track' : 'at-risk',
    why: `${now.done} of ${now.of} (${percent(shareOf(now))}) are done. There ${history === 1 ? 'is' : 'are'} only ${days(history)} of history, too few for a trend; the target of ${percent(target / 100)} by ${due} needs ${percent(needed)} a day for ${left === 1 ? 'the last day' : `the ${left} days left`}, and an even pace is ${percent(even)} a day: ${onTrack ? 'no more than' : 'more than'} 1.25 times that.`,
    projected: undefined,
  };
}

/** Where the line starts. */
function baseline({ start, now, history }: Course): { readonly at: number; readonly share: number } | undefined {
  const first = startOf(start);
  const points = history
    .map((point) => ({ at: Date.parse(point.at), share: shareOf(point), of: point.of }))
    .filter(({ at, of }) => of > 0 && at < Date.parse(now.at))
    .sort((a, b) => a.at - b.at);
  const before = points.findLast(({ at }) => at <= first);
  return before === undefined ? points[0] : { at: first, share: before.share };
}

function shareOf({ done, of }: CampaignPoint): number {
  return of === 0 ? 0 : done / of;
}

/** A share in percent with one decimal at most, rounded down: 99.96 % is not yet 100 %. */
function percent(share: number): string {
  return `${Math.floor(share * 1000 + epsilon) / 10}%`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
