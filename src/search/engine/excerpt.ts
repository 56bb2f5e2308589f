import type { SearchHit } from '../manifest.ts';
import { gap, wordsOf } from '../text.ts';
import type { Place } from './rank.ts';

/** A piece of a text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** A part of a document that has what was searched for. */
export interface SubResult {
  readonly title: string;
  /** Anchor of its heading. */
  readonly id: string;
  readonly excerpt: readonly Piece[];
}

const excerptWords = 32;
const mostSubResults = 3;

/** A section with the places of words in it. */
interface Part {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly words: readonly string[];
  /** Number of its first word, after its heading, in the whole text. */
  readonly from: number;
  readonly places: readonly Place[];
  readonly score: number;
}

/** The passage that tells most, and the headings under which more of it stands, in the order of the page. */
export function excerptsOf({ sections = [] }: SearchHit, places: readonly Place[]): { readonly excerpt: readonly Piece[]; readonly parts: readonly SubResult[] } {
  const all = partsOf(sections, places);
  const found = all.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.from - b.from);
  const best = found[0];
  if (best === undefined) return { excerpt: all[0] === undefined ? [] : passage(all[0]), parts: [] };
  const headed = found
    .filter(({ score, title, id }) => title !== undefined && id !== undefined && score >= best.score * 0.5)
    .slice(0, mostSubResults)
    .sort((a, b) => a.from - b.from)
    .map((part) => ({ title: part.title ?? '', id: part.id ?? '', excerpt: passage(part) }));
  return { excerpt: passage(best), parts: headed };
}

function partsOf(sections: readonly { readonly id?: string | undefined; readonly title?: string | undefined; readonly text: string }[], places: readonly Place[]): Part[] {
  let start = 0;
  return sections.map(({ id, title, text }) => {
    const heading = wordsOf(title ?? '').length;
    const words = wordsOf(text);
    const from = start + heading;
    const end = from + words.length;
    const own = places.filter(({ at }) => at >= start && at < end);
    const terms = new Map<number, number>();
    // A word in the heading says what the section is about; one that stands there often says a little more than one that stands there once.
    for (const { at, term, weight } of own) terms.set(term, Math.max(terms.get(term) ?? 0, weight * (at < from ? 2 : 1)));
    const score = [...terms.values()].reduce((sum, weight) => sum + weight, 0) + Math.min(own.length, 10) * 0.01;
    start = end;
    return { id, title, words, from, places: own.filter(({ at }) => at >= from), score: own.length === 0 ? 0 : score };
  });
}

/** The words around the place where most different terms stand, those found marked. */
function passage({ words, from, places }: Part): Piece[] {
  let best = { value: -1, at: 0 };
  for (const { at } of places) {
    const inside = places.filter((place) => place.at >= at && place.at < at + excerptWords);
    const value = [...new Map(inside.map(({ term, weight }) => [term, weight])).values()].reduce((sum, weight) => sum + weight, 0);
    if (value > best.value) best = { value, at: at - from };
  }
  const begin = Math.max(0, Math.min(best.at - 6, words.length - excerptWords));
  const marked = new Set(places.map(({ at }) => at - from));
  const shown = words.slice(begin, begin + excerptWords);
  const pieces: Piece[] = begin > 0 ? [{ text: '… ', marked: false }] : [];
  shown.forEach((word, at) => pieces.push({ text: word, marked: marked.has(begin + at) }, { text: at + 1 < shown.length ? gap(word, shown[at + 1]) : begin + shown.length < words.length ? ' …' : '', marked: false }));
  return merged(pieces);
}

function merged(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const { text, marked } of pieces) {
    const last = out.at(-1);
    if (last !== undefined && last.marked === marked) out[out.length - 1] = { text: last.text + text, marked };
    else if (text !== '') out.push({ text, marked });
  }
  return out;
}
