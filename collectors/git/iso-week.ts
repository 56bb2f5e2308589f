const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** A Monday: 1969-12-29T00:00:00Z, in milliseconds of Unix time. */
const firstMonday = -3 * dayMs;

/** Start of the ISO week (Monday 00:00 UTC) that holds an instant; both in milliseconds of Unix time. */
export function weekStart(instantMs: number): number {
  return Math.floor((instantMs - firstMonday) / weekMs) * weekMs + firstMonday;
}

/** The start of the week `weeks` after the one that starts at `startMs`. */
export function addWeeks(startMs: number, weeks: number): number {
  return startMs + weeks * weekMs;
}

/**
 * Name of the ISO 8601 week that starts at `startMs`: `2026-W47`. The year is that of its Thursday, so that the days
 * around New Year count to the year most of their week lies in.
 */
export function weekName(startMs: number): string {
  const year = new Date(startMs + 3 * dayMs).getUTCFullYear();
  // 4 January is always in week 1.
  const week = Math.round((startMs - weekStart(Date.UTC(year, 0, 4))) / weekMs) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
