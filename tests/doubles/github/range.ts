/** From when to when, both included, in ms since 1970. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * A range of GitHub's searches: `a..b`, `>=a`, `>a`, `<=b`, `<b`, `*..b`, or one day or instant. A day at the end of a range
 * lasts to its end, an instant without fractions to that of its second.
 */
export function readRange(text: string): Range {
  const start = (at: string): number => (at === '*' ? -Infinity : Date.parse(at));
  const end = (at: string): number => (at === '*' ? Infinity : Date.parse(at) + (/^\d{4}-\d\d-\d\d$/.test(at) ? 86_399_999 : 999));
  const [first, second] = text.split('..');
  if (first !== undefined && second !== undefined) return { from: start(first), to: end(second) };
  const [, sign, at = ''] = /^(>=|<=|>|<)?(.*)$/.exec(text) ?? [];
  if (sign === '>=') return { from: start(at), to: Infinity };
  if (sign === '>') return { from: end(at) + 1, to: Infinity };
  if (sign === '<=') return { from: -Infinity, to: end(at) };
  if (sign === '<') return { from: -Infinity, to: start(at) - 1 };
  return { from: start(at), to: end(at) };
}

/** What lies in all of them. */
export function common(ranges: readonly Range[]): Range {
  return { from: Math.max(-Infinity, ...ranges.map(({ from }) => from)), to: Math.min(Infinity, ...ranges.map(({ to }) => to)) };
}

/** How many at the start of a sorted list pass: by bisection. */
export function countWhere<T>(sorted: readonly T[], passes: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && passes(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
