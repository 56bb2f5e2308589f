import { z } from 'zod';

/** A calendar quarter, `2026-Q4`. */
export const quarter = z.string().regex(/^\d{4}-Q[1-4]$/, 'must be a quarter: 2026-Q4').describe('A calendar quarter: 2026-Q4');

/** The quarter of a day or instant. */
export function quarterOf(at: string): string {
  return `${at.slice(0, 4)}-Q${Math.ceil(Number(at.slice(5, 7)) / 3)}`;
}

/** The quarter that comes `by` quarters after one; before it if negative. */
export function quarterAfter(from: string, by: number): string {
  const index = Number(from.slice(0, 4)) * 4 + Number(from.slice(6)) - 1 + by;
  return `${String(Math.floor(index / 4)).padStart(4, '0')}-Q${(((index % 4) + 4) % 4) + 1}`;
}
