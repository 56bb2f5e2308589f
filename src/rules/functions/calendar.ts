import { recorder, RuleError } from '../recorder.ts';
import { durationType, timestampType } from '../types.ts';
import { BoundedCache, problemOf, type RuleFunction } from './function.ts';

/** A UTC date whose fields are those of a wall clock in a time zone. */
type Clock = (date: Date) => Date;

const clocks = new BoundedCache<Clock>(100);

/**
 * The clock of a time zone. Not cel-js's own, which goes through the machine's time zone and so differs from machine to
 * machine where that changes its clocks.
 *
 * @throws RuleError for a zone that is not known
 */
function clockOf(timeZone: string): Clock {
  return clocks.get(timeZone, () => {
    const format = formatOf(timeZone);
    return (date) => {
      recorder.spend(8);
      const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
      const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? NaN;
      const clock = new Date(0);
      clock.setUTCFullYear(of('year'), of('month') - 1, of('day'));
      clock.setUTCHours(of('hour'), of('minute'), of('second'), date.getUTCMilliseconds());
      return clock;
    };
  });
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new RuleError(`\`${timeZone.slice(0, 60)}\` is no time zone: write one such as Europe/Vienna`);
  }
}

function dayOfYear(date: Date): number {
  const start = Date.UTC(date.getUTCFullYear(), 0, 1);
  return Math.floor((date.getTime() - start) / 86_400_000);
}

function part(name: string, description: string, read: (date: Date) => number): RuleFunction {
  return {
    name,
    usage: `instant.${name}('Europe/Vienna')`,
    description: `${description}; in UTC if no time zone is named.`,
    example: `entity.changes.all(c, c.startedAt.${name}('Europe/Vienna') >= 0)`,
    standard: true,
    overloads: [
      { receiver: timestampType, takes: [], gives: 'int', call: (date: Date) => BigInt(read(date)) },
      { receiver: timestampType, takes: ['string'], gives: 'int', call: (date: Date, zone: string) => BigInt(read(clockOf(zone)(date))) },
    ],
    compiles: true,
    checkLiteral: (value) => problemOf(() => clockOf(value)),
  };
}

/** Hours, minutes and seconds: of an instant the field of the clock, of a duration the whole of it in that unit. */
function clockPart(name: string, description: string, read: (date: Date) => number, unitSeconds: bigint): RuleFunction {
  const instants = part(name, description, read);
  const whole = (duration: { readonly seconds: bigint }): bigint => duration.seconds / unitSeconds;
  return { ...instants, overloads: [...instants.overloads, { receiver: durationType, takes: [], gives: 'int', call: whole }] };
}

export const calendarFunctions: readonly RuleFunction[] = [
  part('getFullYear', 'The year of an instant', (date) => date.getUTCFullYear()),
  part('getMonth', 'Its month, January being 0', (date) => date.getUTCMonth()),
  part('getDate', 'Its day of the month, from 1', (date) => date.getUTCDate()),
  part('getDayOfMonth', 'Its day of the month, from 0', (date) => date.getUTCDate() - 1),
  part('getDayOfWeek', 'Its day of the week, Sunday being 0', (date) => date.getUTCDay()),
  part('getDayOfYear', 'Its day of the year, from 0', dayOfYear),
  clockPart('getHours', 'The hour of an instant, 0 to 23, or the whole hours of a duration', (date) => date.getUTCHours(), 3600n),
  clockPart('getMinutes', 'The minute of an instant, or the whole minutes of a duration', (date) => date.getUTCMinutes(), 60n),
  clockPart('getSeconds', 'The second of an instant, or the whole seconds of a duration', (date) => date.getUTCSeconds(), 1n),
];
