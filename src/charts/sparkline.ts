const step = 6;
const height = 24;
/** Kept free above and below, for the width of the line. */
const margin = 3;

/** A line through values at equal distances, in a box of `width` by `height`. */
export interface Sparkline {
  readonly width: number;
  readonly height: number;
  readonly d: string;
  /** The last value that is known. */
  readonly end: { readonly x: number; readonly y: number } | undefined;
}

/**
 * Draws values, oldest first, from the lowest at the bottom to the highest at the top; equal values lie in the middle. A
 * value that is not known breaks the line; one between two of those is a dot.
 */
export function drawSparkline(values: readonly (number | undefined)[]): Sparkline {
  const known = values.filter((value) => value !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const y = (value: number): number => (high === low ? height / 2 : round(height - margin - ((value - low) / (high - low)) * (height - 2 * margin)));
  let d = '';
  let end: Sparkline['end'];
  values.forEach((value, at) => {
    if (value === undefined) return;
    const [before, after] = [values[at - 1], values[at + 1]];
    d += `${before === undefined ? 'M' : 'L'}${at * step} ${y(value)}${before === undefined && after === undefined ? 'h0' : ''}`;
    end = { x: at * step, y: y(value) };
  });
  return { width: Math.max(1, (values.length - 1) * step), height, d, end };
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
