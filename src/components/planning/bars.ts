import type { SurveyDistribution } from '../../schema/edition/survey.ts';
import { count } from '../format.ts';

/** Width of a bar, in units of the drawing. */
const width = 1000;

/** One part of a stacked bar. */
export interface BarPart {
  readonly label: string;
  readonly n: number;
  readonly colour: string;
  readonly x: number;
  readonly width: number;
}

/** A scale from end to end, and the same in words. */
export interface Bar {
  readonly width: number;
  readonly parts: readonly BarPart[];
  readonly text: string;
}

/** Class of the colour of a label by its place on the scale: `d1` (lowest) to `d5`, `d3` in the middle. */
export function scaleColour(place: number, of: number): string {
  return `d${1 + Math.round((place / Math.max(1, of - 1)) * 4)}`;
}

/** Draws how many gave each label side by side, each by its share; labels that nobody gave take no room. */
export function drawScale({ n, counts }: SurveyDistribution, labels: readonly string[]): Bar {
  const total = counts.reduce((sum, one) => sum + one, 0);
  let before = 0;
  const parts = labels.map((label, place): BarPart => {
    const given = counts[place] ?? 0;
    const [x, end] = [Math.round((before / Math.max(1, total)) * width), Math.round(((before + given) / Math.max(1, total)) * width)];
    before += given;
    return { label, n: given, colour: scaleColour(place, labels.length), x, width: given === 0 ? 0 : Math.max(1, end - x - 2) };
  });
  return { width, parts, text: `Of ${count(n)}: ${parts.map((part) => `${part.label} ${count(part.n)}`).join(', ')}` };
}
