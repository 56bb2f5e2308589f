/** Quartiles of a set of numbers. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  /** How many numbers they are of. */
  readonly of: number;
}

/** Where a number stands among others: as a quarter, never as a rank. */
export type Band = 'upper quarter' | 'middle half' | 'lower quarter';

/** Fewer than this many have no quarters. */
export const smallestForQuartiles = 4;

/**
 * The exact quantile of sorted numbers by linear interpolation: type 7 of Hyndman and Fan, "Sample Quantiles in
 * Statistical Packages", The American Statistician 50 (1996), 361-365; the default of R, NumPy and DuckDB's
 * `quantile_cont`. With h = (n - 1) p it is x[⌊h⌋] + (h - ⌊h⌋) (x[⌊h⌋ + 1] - x[⌊h⌋]), counting from 0.
 *
 * @param sorted ascending, at least one
 * @param p from 0 to 1
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const h = (sorted.length - 1) * p;
  const low = sorted[Math.floor(h)] ?? Number.NaN;
  const high = sorted[Math.ceil(h)] ?? Number.NaN;
  return low + (h - Math.floor(h)) * (high - low);
}

/** Quartiles of numbers in any order; undefined of fewer than 4. */
export function quartilesOf(values: Iterable<number>): Quartiles | undefined {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length < smallestForQuartiles) return undefined;
  return { lower: quantile(sorted, 0.25), median: quantile(sorted, 0.5), upper: quantile(sorted, 0.75), of: sorted.length };
}

/**
 * The band of a number. What equals a quartile is in the middle, so that each outer band holds a quarter at most,
 * rounded up, and none is in one where nearly all are equal.
 */
export function bandOf(value: number, { lower, upper }: Quartiles): Band {
  return value > upper ? 'upper quarter' : value < lower ? 'lower quarter' : 'middle half';
}
