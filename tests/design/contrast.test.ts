import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { colours } from '../../src/components/design/colours.ts';
import { colourOf, contrast, declarations, type Theme } from './colours.ts';

const styles = join(import.meta.dirname, '../../src/styles');
const names = declarations(readFileSync(join(styles, 'tokens.css'), 'utf8'));
const heat = readFileSync(join(styles, 'scorecards.css'), 'utf8');

const colour = (name: string, theme: Theme) => colourOf(names.get(name) ?? name, theme, names);
const ratio = (a: string, b: string, theme: Theme): number => Math.floor(contrast(colour(a, theme), colour(b, theme)) * 100) / 100;

const surfaces = ['paper', 'panel', 'sunken', 'code', 'hover'];
const tints = ['accent-tint', 'good-tint', 'warn-tint', 'bad-tint', 'rare-tint'];
const tones = ['accent', 'good', 'warn', 'bad', 'rare'];

/** Every pair of text and ground that the stylesheets allow. */
const texts: readonly (readonly [text: string, ground: string])[] = [
  ...[...surfaces, ...tints].flatMap((ground) => ['ink', 'muted', 'accent'].map((text) => [text, ground] as const)),
  ...surfaces.flatMap((ground) => tones.map((text) => [text, ground] as const)),
  ...tones.map((text) => [text, `${text}-tint`] as const),
  ['accent-ink', 'accent'],
];

/** Lines and graphics that carry meaning: outlines of controls, series and levels of charts (which have an outline where they are pale). */
const graphics: readonly (readonly [graphic: string, ground: string])[] = ['paper', 'panel'].flatMap((ground) =>
  ['strong-line', ...tones, 's0', 's1', 's2', 's3', 's4', 's5', 's6', 'l5', 'heat'].map((graphic) => [graphic, ground] as const),
);

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test('text has 4.5:1 on every ground that it may stand on', () => {
    const poor = texts.map(([text, ground]) => `${text} on ${ground}: ${ratio(text, ground, theme)}`).filter((line) => Number(line.split(': ')[1]) < 4.5);
    expect(poor).toEqual([]);
  });

  test('lines and graphics that carry meaning have 3:1', () => {
    const poor = graphics.map(([graphic, ground]) => `${graphic} on ${ground}: ${ratio(graphic, ground, theme)}`).filter((line) => Number(line.split(': ')[1]) < 3);
    expect(poor).toEqual([]);
  });

  test('numbers in a heat map have 4.5:1 on every shade', () => {
    const shades = [...heat.matchAll(/\.heat \.h\d \{ background: (color-mix\(.*?\));/g)].map(([, value = '']) => value);
    expect(shades.length).toBe(5);
    for (const shade of shades) expect(contrast(colour('ink', theme), colourOf(shade, theme, names)), shade).toBeGreaterThanOrEqual(4.5);
  });
});

test('the page of the design shows every colour there is', () => {
  const shown = Object.values(colours).flat();
  const there = [...names].filter(([name, value]) => /^(light-dark\(#[0-9a-f]{6},|color-mix)/.test(value) && name !== 'heat').map(([name]) => name);
  expect([...shown].sort()).toEqual([...new Set([...there, 'l5'])].sort());
});

test('contrast is computed as WCAG has it, mixtures as CSS has them', () => {
  expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21, 5);
  expect(contrast([0x77, 0x77, 0x77], [255, 255, 255])).toBeCloseTo(4.48, 2);
  // What Chromium makes of color-mix(in oklab, #ff0000 50%, #0000ff).
  expect(colourOf('color-mix(in oklab, #ff0000 50%, #0000ff)', 'light', names).map(Math.round)).toEqual([140, 83, 162]);
});

test('stylesheets take their colours from the tokens', () => {
  for (const file of ['base', 'layout', 'parts', 'tables', 'scorecards', 'design']) {
    const css = readFileSync(join(styles, `${file}.css`), 'utf8').replace(/\/\*.*?\*\//gs, '');
    expect(css.match(/:[^;{}]*(#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|light-dark)\()[^;{}]*/gi) ?? [], file).toEqual([]);
  }
});
