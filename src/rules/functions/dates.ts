import { ruleLimits } from '../limits.ts';
import { recorder, RuleError } from '../recorder.ts';
import { durationType, timestampType } from '../types.ts';
import { makeDuration, milliseconds } from './duration.ts';
import { BoundedCache, problemOf, type RuleFunction } from './function.ts';

const dayMs = 86_400_000;

/** Instants from year 1 to 9999, as CEL has them. */
const earliest = -62_135_596_800_000;
const latest = 253_402_300_799_999;

const instants = new BoundedCache<Date>(1000);

/**
 * RFC 3339, and nothing else that Date would take in the machine's own time zone.
 *
 * @throws RuleError for another form, or a day that does not exist
 */
function parseInstant(text: string): Date {
  return instants.get(text, () => {
    const parts = /^(\d{4}-\d\d-\d\d)[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/.exec(text);
    const date = parts === null || parts[1] === undefined || !isDay(parts[1]) ? new Date(NaN) : new Date(text.toUpperCase());
    if (Number.isNaN(date.getTime())) throw new RuleError(`\`${text.slice(0, 60)}\` is no instant: write it as 2026-01-31T09:00:00Z`);
    return date;
  });
}

function parseDay(text: string): Date {
  return instants.get(text, () => {
    if (!isDay(text)) throw new RuleError(`\`${text.slice(0, 60)}\` is no day: write it as 2026-01-31`);
    return new Date(`${text}T00:00:00.000Z`);
  });
}

/** True for a day that the calendar has: Date would turn 30 February into 2 March. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** An instant that was worked out, if there is such a one. */
export function instant(date: Date): Date {
  const time = date.getTime();
  if (time >= earliest && time <= latest) return date;
  throw new RuleError('it makes an instant outside of the years 1 to 9999');
}

function days(count: number | bigint): unknown {
  const number = Number(count);
  if (!(Math.abs(number) <= ruleLimits.durationDays)) throw new RuleError(`days() takes at most ${ruleLimits.durationDays.toLocaleString('en')} days`);
  return milliseconds(number * dayMs);
}

export const dateFunctions: readonly RuleFunction[] = [
  {
    name: 'daysSince',
    usage: 'daysSince(instant)',
    description: 'Whole days from an instant to `asOf`, rounded down; below zero for an instant that is still to come.',
    example: 'daysSince(repository.lastCommitAt) <= 90',
    standard: false,
    overloads: [{ takes: [timestampType], gives: 'double', call: (date: Date) => Math.floor((recorder.asOf - date.getTime()) / dayMs) }],
  },
  {
    name: 'days',
    usage: 'days(number)',
    description: 'A duration of so many days of 24 hours.',
    example: 'asOf - repository.lastCommitAt < days(90)',
    standard: false,
    overloads: [
      { takes: ['double'], gives: durationType, call: days },
      { takes: ['int'], gives: durationType, call: days },
    ],
  },
  {
    name: 'duration',
    usage: 'duration(text)',
    description: 'A duration in hours, minutes and seconds: `48h`, `1h30m`, `90s`.',
    example: "repository.lastCommitAt > asOf - duration('48h')",
    standard: true,
    overloads: [{ takes: ['string'], gives: durationType, call: makeDuration }],
    checkLiteral: (value) => problemOf(() => makeDuration(value)),
  },
  {
    name: 'date',
    usage: 'date(text)',
    description: 'The beginning of a day in UTC.',
    example: "repository.firstCommitAt >= date('2020-01-01')",
    standard: false,
    overloads: [{ takes: ['string'], gives: timestampType, call: parseDay }],
    checkLiteral: (value) => problemOf(() => parseDay(value)),
  },
  {
    name: 'timestamp',
    usage: 'timestamp(text)',
    description: 'An instant in RFC 3339.',
    example: "repository.lastCommitAt > timestamp('2026-01-31T09:00:00Z')",
    standard: true,
    overloads: [{ takes: ['string'], gives: timestampType, call: parseInstant }],
    checkLiteral: (value) => problemOf(() => parseInstant(value)),
  },
];
