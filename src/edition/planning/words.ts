import type { ObjectiveSpec } from '../../schema/planning/open-slo.ts';

/** How OpenSLO's figures are said. Everything here is arithmetic on what is written: nothing was measured. */

const units: Readonly<Record<string, { readonly word: string; readonly minutes: number; readonly exact: boolean }>> = {
  m: { word: 'minute', minutes: 1, exact: true },
  h: { word: 'hour', minutes: 60, exact: true },
  d: { word: 'day', minutes: 1440, exact: true },
  w: { word: 'week', minutes: 7 * 1440, exact: true },
  // The length of these depends on the calendar; they count as 30, 91 and 365 days, and what follows from it as "about".
  M: { word: 'month', minutes: 30 * 1440, exact: false },
  Q: { word: 'quarter', minutes: 91 * 1440, exact: false },
  Y: { word: 'year', minutes: 365 * 1440, exact: false },
};

/** A duration of OpenSLO; a number is minutes. */
export function durationOf(written: string | number): { words: string; minutes: number; exact: boolean; count: number; unit: string } {
  const text = typeof written === 'number' ? `${written}m` : written;
  const count = Number(text.slice(0, -1));
  const unit = units[text.slice(-1)] ?? { word: 'minute', minutes: 1, exact: true };
  return { words: `${count} ${unit.word}${count === 1 ? '' : 's'}`, minutes: count * unit.minutes, exact: unit.exact, count, unit: unit.word };
}

/** Target in percent, without what binary fractions add: 99.95 of 0.9995. */
export function percentOf({ target, targetPercent }: Pick<ObjectiveSpec, 'target' | 'targetPercent'>): number {
  return Number((targetPercent ?? (target ?? 0) * 100).toFixed(8));
}

const operators: Readonly<Record<NonNullable<ObjectiveSpec['op']>, string>> = { lt: 'below', lte: 'at most', gt: 'above', gte: 'at least' };

/** `below 300 ms`; undefined where nothing is compared. */
export function thresholdWords({ op, value }: Pick<ObjectiveSpec, 'op' | 'value'>, unit: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return `${op === undefined ? '' : `${operators[op]} `}${value}${unit === undefined ? '' : ` ${unit}`}`;
}

/** `burn rate of at least 14.4 over 1 hour, for 5 minutes`. */
export function conditionWords({ op, threshold, lookbackWindow, alertAfter }: { op: NonNullable<ObjectiveSpec['op']>; threshold: number; lookbackWindow: string; alertAfter: string }): string {
  const wait = durationOf(alertAfter);
  return `burn rate ${operators[op]} ${threshold} over ${durationOf(lookbackWindow).words}${wait.minutes === 0 ? ', at once' : `, for ${wait.words}`}`;
}

/**
 * What may fail of what is counted: `1 in 1,000 requests` of 99.9%, `15 in 1,000` of 98.5%.
 *
 * @param percent target in percent, below 100
 */
export function shareAllowed(percent: number, events: string): string {
  // Decimals as they are written, so that 100 - 99.95 is 0.05.
  const decimals = (String(percent).split('.')[1] ?? '').length;
  const whole = 10 ** (decimals + 2);
  let [part, of] = [Math.round((100 - percent) * 10 ** decimals), whole];
  while (part % 10 === 0 && of > 10) [part, of] = [part / 10, of / 10];
  return `${grouped(part)} in ${grouped(of)} ${events}`;
}

/** Minutes as people say them: `43.2 minutes`, `3 hours 22 minutes`, `2 days 9 hours`. */
export function minutesWords(minutes: number): string {
  if (minutes < 1) return `${Number((minutes * 60).toFixed(1))} seconds`;
  if (minutes < 120) return plural(Number(minutes.toFixed(1)), 'minute');
  const [hours, rest] = [Math.floor(Math.round(minutes) / 60), Math.round(minutes) % 60];
  if (hours < 48) return [plural(hours, 'hour'), ...(rest === 0 ? [] : [plural(rest, 'minute')])].join(' ');
  const total = Math.round(minutes / 60);
  return [plural(Math.floor(total / 24), 'day'), ...(total % 24 === 0 ? [] : [plural(total % 24, 'hour')])].join(' ');
}

function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
