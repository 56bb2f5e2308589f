import type { Objective } from '../../content/planning/objectives.ts';
import type { ObjectivePage } from '../../schema/edition/objective.ts';
import { optional } from '../summaries.ts';
import { indicatorOf } from './indicator.ts';
import { durationOf, minutesWords, percentOf, shareAllowed, thresholdWords } from './words.ts';

type Row = ObjectivePage['objectives'][number];
type Window = NonNullable<ObjectivePage['window']>;
type Target = Objective['spec']['objectives'][number];

/** The window in words: `a rolling 28 days`, `each calendar month`. */
export function windowOf({ timeWindow }: Objective['spec']): Window | undefined {
  const [window] = timeWindow ?? [];
  if (window === undefined) return undefined;
  const { words, minutes, exact, count, unit } = durationOf(window.duration);
  const { calendar } = window;
  const each = count === 1 ? `each calendar ${unit}` : `calendar windows of ${words}`;
  return {
    words: calendar === undefined ? `a rolling ${words}` : each,
    minutes,
    approximate: !exact,
    ...optional('timeZone', calendar?.timeZone),
    ...optional('startsAt', calendar?.startTime),
  };
}

/** The budgeting method, and what it means. */
export function methodOf({ budgetingMethod }: Objective['spec']): ObjectivePage['method'] {
  const words = {
    Occurrences: 'Good events are counted against all events of the window.',
    Timeslices: 'The window is cut into slices of time; good slices are counted against all slices.',
    RatioTimeslices: 'The share of good events is worked out for each slice of time; the average over the window counts.',
  } as const;
  return { name: budgetingMethod, words: words[budgetingMethod] };
}

/** The objectives of an SLO in words, each with what it allows to fail. */
export function rowsOf(objective: Objective): Row[] {
  const { spec, indicators } = objective;
  return spec.objectives.map((target, index) => {
    const percent = percentOf(target);
    const threshold = thresholdWords(target, objective.annotations['almanac/unit']);
    // Events that are compared with a value are measurements: a ratio's operator stands for nothing.
    const measured = isThreshold(objective, index) ? threshold : undefined;
    const indicator = indicators[index];
    return {
      ...optional('title', target.displayName),
      percent,
      words: wordsOf(target, objective, measured),
      ...optional('threshold', measured),
      ...optional('slice', sliceOf(target, objective)),
      ...optional('weight', target.compositeWeight),
      ...allowedOf(percent, objective),
      ...optional('indicator', indicator === undefined ? undefined : indicatorOf(indicator, objective)),
    };
  });
}

function isThreshold({ indicator, indicators }: Objective, index: number): boolean {
  return (indicators[index] ?? indicator)?.spec.thresholdMetric !== undefined;
}

/** What an SLO counts: `requests`, as its annotation says. */
function eventsOf({ annotations }: Objective, measured: boolean): string {
  return annotations['almanac/events'] ?? (measured ? 'measurements' : 'events');
}

function wordsOf(target: Target, objective: Objective, threshold: string | undefined): string {
  const percent = `${percentOf(target)}%`;
  const window = windowOf(objective.spec);
  const over = window === undefined ? '' : ` over ${window.words}`;
  const under = threshold === undefined ? '' : ` ${threshold}`;
  const events = eventsOf(objective, threshold !== undefined);
  switch (objective.spec.budgetingMethod) {
    case 'Occurrences':
      return `${percent} of ${events}${under}${over}`;
    case 'Timeslices': {
      const { count, unit, words } = durationOf(target.timeSliceWindow ?? 1);
      return `${percent} of ${count === 1 ? `${unit}s` : `slices of ${words}`} good${over}`;
    }
    case 'RatioTimeslices': {
      const { count, unit, words } = durationOf(target.timeSliceWindow ?? 1);
      return `${percent} of ${events}${under} in an average ${count === 1 ? unit : `slice of ${words}`}${over}`;
    }
  }
}

function sliceOf(target: Target, objective: Objective): string | undefined {
  if (objective.spec.budgetingMethod === 'Occurrences' || target.timeSliceWindow === undefined) return undefined;
  const { words } = durationOf(target.timeSliceWindow);
  if (target.timeSliceTarget === undefined) return words;
  return `${words}, good if ${percentOf({ target: target.timeSliceTarget })}% of it is`;
}

/** Of events a share, of time the minutes; nothing where the window is not said. */
function allowedOf(percent: number, objective: Objective): Pick<Row, 'allowed' | 'allowedMinutes'> {
  if (objective.spec.budgetingMethod === 'Occurrences') return { allowed: shareAllowed(percent, eventsOf(objective, objective.spec.objectives.some(({ value }) => value !== undefined))) };
  const window = windowOf(objective.spec);
  if (window?.minutes === undefined) return {};
  const minutes = Number(((window.minutes * (100 - percent)) / 100).toFixed(4));
  return { allowed: `${window.approximate ? 'about ' : ''}${minutesWords(minutes)}`, allowedMinutes: minutes };
}
