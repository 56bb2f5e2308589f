import type { Distribution } from '../schema/edition/assessment.ts';
import { levelColours } from './levels.ts';

const weekMs = 7 * 86_400_000;
/** Width of a week and height of the whole, in units of the drawing. */
const step = 12;
const height = 72;

/** What was counted at one instant. */
export interface LevelPoint {
  readonly at: string;
  readonly distribution: Distribution | undefined;
}

/** The frame that drawings share, so that they can be compared: the weeks they cover and the most that was judged. */
export interface HistoryFrame {
  readonly start: number;
  readonly weeks: number;
  readonly most: number;
}

/** Stacked columns by week: a path for each colour. Lowest level at the bottom. */
export interface HistoryDrawing {
  readonly width: number;
  readonly height: number;
  readonly paths: readonly { readonly colour: string; readonly d: string }[];
  /** Weeks with a column. */
  readonly columns: number;
}

/** The frame of points that come oldest first. */
export function historyFrame(points: readonly { readonly at: string; readonly entities: readonly number[] }[]): HistoryFrame {
  const start = Date.parse(points[0]?.at ?? '');
  const end = Date.parse(points.at(-1)?.at ?? '');
  const weeks = Number.isFinite(end - start) ? Math.round((end - start) / weekMs) + 1 : 0;
  return { start, weeks, most: Math.max(1, ...points.flatMap(({ entities }) => entities)) };
}

/** Draws the points in a frame. A week without a point is a gap; of a week with several, the last is drawn. Columns start at zero. */
export function drawHistory(points: readonly LevelPoint[], { start, weeks, most }: HistoryFrame): HistoryDrawing {
  const byWeek = new Map<number, Distribution>();
  for (const { at, distribution } of points) {
    const week = Math.round((Date.parse(at) - start) / weekMs);
    if (distribution !== undefined && week >= 0 && week < weeks) byWeek.set(week, distribution);
  }
  const paths = new Map<string, string>();
  for (const [week, { levels }] of byWeek) {
    const colours = levelColours(levels);
    const x = week * step + 1;
    let below = 0;
    levels.forEach(({ entities }, at) => {
      if (entities === 0) return;
      const [bottom, top] = [level(below, most), level(below + entities, most)];
      below += entities;
      const colour = colours[at] ?? 'l0';
      paths.set(colour, `${paths.get(colour) ?? ''}M${x} ${bottom}V${top}h${step - 2}V${bottom}z`);
    });
  }
  const sorted = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
  return { width: Math.max(1, weeks) * step, height, paths: sorted.map(([colour, d]) => ({ colour, d })), columns: byWeek.size };
}

/** The height of a count, downwards from the top as SVG has it. */
function level(entities: number, most: number): number {
  return Math.round((1 - entities / most) * (height - 1) * 10) / 10 + 1;
}

/**
 * Draws the levels of one entity, a step to the right for each point, as high as the rank. `ranks`: 0 for none,
 * undefined (a gap) where it is not known any more. Points of the same rank are drawn as one: pages hold several.
 */
export function drawRanks(ranks: readonly (number | undefined)[], of: number): { readonly width: number; readonly height: number; readonly d: string } {
  const tall = 24;
  let d = '';
  for (let from = 0, to = 0; from < ranks.length; from = to) {
    const rank = ranks[from];
    while (to < ranks.length && ranks[to] === rank) to++;
    if (rank !== undefined) d += `M${from * 6} ${tall}v-${Math.round((rank / Math.max(1, of)) * (tall - 2) * 10) / 10 + 1.5}h${(to - from) * 6}V${tall}z`;
  }
  return { width: Math.max(1, ranks.length) * 6, height: tall, d };
}
