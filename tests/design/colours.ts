/** A colour of a stylesheet in one theme: red, green and blue from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];
export type Theme = 'light' | 'dark';

/** The declarations of custom properties in a stylesheet, by name without the dashes. */
export function declarations(css: string): ReadonlyMap<string, string> {
  const plain = css.replace(/\/\*.*?\*\//gs, '');
  return new Map([...plain.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]));
}

/** Works out a value as CSS does: `#rrggbb`, `light-dark()`, `var()`, `color-mix(in oklab, …)`. Errors on anything else. */
export function colourOf(value: string, theme: Theme, names: ReadonlyMap<string, string>): Colour {
  const hex = /^#([0-9a-f]{6})$/i.exec(value)?.[1];
  if (hex !== undefined) {
    const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
    return [channel(0), channel(2), channel(4)];
  }
  const [, name, inside = ''] = /^([\w-]+)\((.*)\)$/s.exec(value) ?? [];
  const parts = split(inside);
  const [first = '', second = '', third = ''] = parts;
  if (name === 'light-dark') return colourOf(theme === 'light' ? first : second, theme, names);
  if (name === 'var') return colourOf(names.get(first.slice(2)) ?? '', theme, names);
  if (name === 'color-mix' && first === 'in oklab') {
    const [, colour = '', percent = ''] = /^(.*) (\d+)%$/.exec(second) ?? [];
    return mix(colourOf(colour, theme, names), colourOf(third, theme, names), Number(percent) / 100);
  }
  throw new Error(`no colour: ${value}`);
}

/** Parts between the commas that are not in brackets. */
function split(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${letter}`);
  }
  return parts.map((part) => part.trim());
}

const linear = (channel: number): number => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
const gamma = (light: number): number => 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

/** Contrast of two colours, from 1 to 21, as WCAG 2.2 defines it. */
export function contrast(a: Colour, b: Colour): number {
  const luminance = ([red, green, blue]: Colour): number => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

/** `share` of `a` and the rest of `b`, in Oklab (Björn Ottosson, as CSS Color 4 has it). */
function mix(a: Colour, b: Colour, share: number): Colour {
  const [one, other] = [toOklab(a), toOklab(b)];
  return fromOklab([one[0] * share + other[0] * (1 - share), one[1] * share + other[1] * (1 - share), one[2] * share + other[2] * (1 - share)]);
}

function toOklab([red, green, blue]: Colour): Colour {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

function fromOklab([L, A, B]: Colour): Colour {
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
  return [gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s), gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s), gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)];
}
