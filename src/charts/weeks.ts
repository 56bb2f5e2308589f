import type { RepositoryPage } from '../schema/edition/repository.ts';

type Week = NonNullable<RepositoryPage['weeks']>[number];

/** Weeks drawn, ending with the edition's own. */
export const weeksShown = 52;

/** Width of one week and height of the whole, in units of the drawing. */
const step = 8;
const height = 60;
/** Height of the mark of a week whose counts are withheld: present, of no size. */
const withheldHeight = 6;

/** A drawing of commits by week: two paths in a box of `width` by `height`, and what it says in words. */
export interface WeeksDrawing {
  readonly width: number;
  readonly height: number;
  /** Bars of the weeks with counts. */
  readonly bars: string;
  /** Outlined marks of the weeks whose counts are withheld. */
  readonly withheld: string;
  readonly text: string;
}

/** Draws the weeks that end with the week of `asOf`; a week without commits is a gap. Bars start at zero. */
export function drawWeeks(weeks: readonly Week[], asOf: string): WeeksDrawing {
  const last = weekOfInstant(asOf);
  const highest = Math.max(1, ...weeks.map(({ commits }) => commits ?? 0));
  let bars = '';
  let withheld = '';
  for (const { week, commits, suppressed } of weeks) {
    const at = weekNumber(week) - (last - weeksShown + 1);
    if (at < 0 || at >= weeksShown) continue;
    const x = at * step + 1;
    if (suppressed || commits === undefined) withheld += `M${x + 0.5} ${height - 0.5}v-${withheldHeight}h${step - 3}v${withheldHeight}z`;
    else bars += `M${x} ${height}v-${round((commits / highest) * (height - 2))}h${step - 2}V${height}z`;
  }
  return { width: weeksShown * step, height, bars, withheld, text: inWords(weeks) };
}

function inWords(weeks: readonly Week[]): string {
  const counted = weeks.filter(({ commits }) => commits !== undefined);
  const most = counted.reduce<Week | undefined>((best, week) => ((week.commits ?? 0) > (best?.commits ?? 0) ? week : best), undefined);
  const hiddenWeeks = weeks.length - counted.length;
  return [
    `Commits in ${weeks.length} of the last ${weeksShown} weeks`,
    most === undefined ? undefined : `most in ${most.week}: ${most.commits}`,
    hiddenWeeks === 0 ? undefined : `counts of ${hiddenWeeks} withheld`,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

const dayMs = 86_400_000;

/** Weeks from the Monday before 1970-01-01, a Thursday, to the Monday of the instant's week. */
function weekOfInstant(instant: string): number {
  return Math.floor((Math.floor(Date.parse(instant) / dayMs) + 3) / 7);
}

/** The same of an ISO week: week 1 holds 4 January (ISO 8601). */
function weekNumber(week: string): number {
  const [year = '1970', number = '1'] = week.split('-W');
  return weekOfInstant(`${year}-01-04T00:00:00Z`) + Number(number) - 1;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
