import { percent } from '../components/format.ts';
import type { RepositoryPage } from '../schema/edition/repository.ts';

/** Languages with a colour of their own; the rest share one. */
const coloured = 6;
const width = 1000;

/** One part of the bar, with its place in the legend. */
export interface LanguagePart {
  readonly name: string;
  readonly share: string;
  /** Class of its colour: `s1` to `s6`, or `s0` for all others. */
  readonly colour: string;
  readonly x: number;
  readonly width: number;
}

/** The bar in a box of `width` by 10, with its legend: the largest six languages, and the rest as one. */
export function drawLanguages(languages: RepositoryPage['languages']): { readonly width: number; readonly parts: LanguagePart[] } {
  const sorted = [...languages].sort((a, b) => b.share - a.share);
  const own = sorted.slice(0, coloured).map(({ name, share }, at) => ({ name, share, colour: `s${at + 1}` }));
  const rest = sorted.slice(coloured);
  const all = rest.length === 0 ? own : [...own, { name: `${rest.length} others`, share: rest.reduce((sum, { share }) => sum + share, 0), colour: 's0' }];
  let x = 0;
  return {
    width,
    parts: all.map(({ name, share, colour }) => {
      const part = { name, share: percent(share), colour, x: Math.round(x), width: Math.max(1, Math.round(share * width) - 2) };
      x += share * width;
      return part;
    }),
  };
}
