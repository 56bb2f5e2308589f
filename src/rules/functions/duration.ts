import { Duration } from '@marcbachmann/cel-js/evaluator';
import { ruleLimits } from '../limits.ts';
import { RuleError } from '../recorder.ts';
import { BoundedCache } from './function.ts';

const unitMs = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, ns: 1e-6 } as const;
const maxMs = ruleLimits.durationDays * 86_400_000;

const durations = new BoundedCache<Duration>(1000);

/** A duration as CEL has it. */
export function milliseconds(ms: number): Duration {
  const seconds = Math.trunc(ms / 1000);
  return new Duration(BigInt(seconds), Math.round((ms - seconds * 1000) * 1e6));
}

/**
 * Reads a duration as Go writes it, which CEL follows: `48h`, `1h30m`, `-1.5h`.
 *
 * @throws RuleError for another form, or one that is too long
 */
export function makeDuration(text: string): Duration {
  return durations.get(text, () => {
    if (text.length > 100 || !/^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) {
      throw new RuleError(`\`${text.slice(0, 60)}\` is no duration: write it as 48h or 1h30m, and days as days(2)`);
    }
    let ms = 0;
    for (const [, amount, unit] of text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)) ms += Number(amount) * (isUnit(unit) ? unitMs[unit] : NaN);
    if (!(ms <= maxMs)) throw new RuleError(`the duration \`${text.slice(0, 60)}\` is longer than ${ruleLimits.durationDays.toLocaleString('en')} days`);
    return milliseconds(text.startsWith('-') ? -ms : ms);
  });
}

function isUnit(text: string | undefined): text is keyof typeof unitMs {
  return text !== undefined && Object.hasOwn(unitMs, text);
}
