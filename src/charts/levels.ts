import { count } from '../components/format.ts';
import type { Distribution } from '../schema/edition/assessment.ts';

/** Width of a bar, in units of the drawing. */
const width = 1000;
/** Steps of the ramp from neutral to accent: classes `l0` (no level) to `l5` (the highest). */
const steps = 5;
/** The least that a part with anybody in it takes, so that it can be seen. */
const least = 6;

/** One level of a bar, with its place in the legend. */
export interface LevelPart {
  readonly title: string;
  readonly entities: number;
  readonly colour: string;
  readonly x: number;
  readonly width: number;
}

/** A bar of `width` by 10. `parts` has all levels, the empty ones too, none first. */
export interface LevelBar {
  readonly width: number;
  readonly parts: readonly LevelPart[];
  readonly text: string;
}

/** Class of the colour of a level by its rank: 0 for none, then 1 to `of`. Ladders longer than the ramp share colours. */
export function levelColour(rank: number, of: number): string {
  if (rank <= 0 || of <= 0) return 'l0';
  return of === 1 ? `l${steps}` : `l${1 + Math.round(((Math.min(rank, of) - 1) / (of - 1)) * (steps - 1))}`;
}

/** Classes of the levels of a distribution, in its order. */
export function levelColours(levels: Distribution['levels']): string[] {
  const of = levels.filter(({ id }) => id !== undefined).length;
  let rank = 0;
  return levels.map(({ id }) => (id === undefined ? 'l0' : levelColour((rank += 1), of)));
}

/** Draws how many are at each level side by side, each by its share. */
export function drawLevels({ entities, levels }: Distribution): LevelBar {
  const colours = levelColours(levels);
  const filled = levels.filter((level) => level.entities > 0);
  const total = filled.reduce((sum, level) => sum + level.entities, 0);
  const free = width - filled.length * least;
  let x = 0;
  const parts = levels.map((level, at): LevelPart => {
    const size = level.entities === 0 ? 0 : least + (level.entities / total) * free;
    const part = { title: level.title, entities: level.entities, colour: colours[at] ?? 'l0', x: Math.round(x), width: size === 0 ? 0 : Math.max(1, Math.round(size) - 2) };
    x += size;
    return part;
  });
  return { width, parts, text: `Of ${count(entities)}: ${levels.map((level) => `${level.title} ${count(level.entities)}`).join(', ')}` };
}
