const dayMs = 86_400_000;

/** Whole days from the day of `asOf` to `day` (YYYY-MM-DD); negative once it has passed. */
export function daysUntil(day: string, asOf: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${asOf.slice(0, 10)}T00:00:00Z`)) / dayMs);
}
