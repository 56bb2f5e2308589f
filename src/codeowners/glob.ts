import { compileSet } from './character-set.ts';
import type { Wildcard } from './character-set.ts';

/** Between two stars: literal text and single-character wildcards in order. */
interface Chunk {
  readonly items: readonly (string | Wildcard)[];
  /** The text it matches, if it has no wildcard. */
  readonly text: string | undefined;
  /** Code points that every match has. */
  readonly length: number;
}

/** A pattern for one segment of a path (what stands between two slashes). */
export interface Glob {
  /** Equal for globs that match the same way; what globs are told apart by. */
  readonly key: string;
  /** The one text it matches, if it has no wildcard. */
  readonly literal: string | undefined;
  /** True if it matches every segment (`*`). */
  readonly any: boolean;
  /** Of a glob with wildcards: literal texts that every match contains, with {@link edge} where the segment ends. */
  readonly fragments: readonly string[];
  test(segment: string): boolean;
}

/** Stands for the start and the end of a segment in {@link Glob.fragments}. No segment contains a slash. */
export const edge = '/';

const anyCharacter: Wildcard = () => true;

/**
 * Compiles one segment. `*` stands for any run of characters, `?` for one, a backslash takes the next character
 * literally; `[...]` is a set, as Ruby's `File.fnmatch` reads it, only if `sets` is true, and an unclosed one matches
 * nothing.
 *
 * Matching takes the leftmost place for each chunk between stars and never goes back over a star, so the time is
 * bounded by length of pattern times length of segment.
 */
export function compileGlob(text: string, sets: boolean): Glob {
  // Most segments have no wildcard, and a file can have a million of them.
  if (!/[*?[\]\\]/.test(text)) return { key: text, literal: text, any: false, fragments: [], test: (segment) => segment === text };
  if (text === '*') return everything;
  const chunks: Chunk[] = [];
  let items: (string | Wildcard)[] = [];
  let key = '';
  const addText = (literal: string): void => {
    const last = items.at(-1);
    if (typeof last === 'string') items[items.length - 1] = last + literal;
    else items.push(literal);
    key += /[*?[\]\\]/.test(literal) ? `\\${literal}` : literal;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '*') {
      // Stars in a row are one star.
      if (text[at + 1] === '*') continue;
      chunks.push(chunkOf(items));
      items = [];
      key += '*';
    } else if (character === '?') {
      items.push(anyCharacter);
      key += '?';
    } else if (character === '[' && sets) {
      const set = compileSet(text, at + 1);
      if (!set) return nothing;
      items.push(set.test);
      key += text.slice(at, set.end);
      at = set.end - 1;
    } else if (character === '\\') {
      at += 1;
      // A backslash at the end of a segment escaped the slash after it, which is a slash either way.
      if (at < text.length) addText(text[at] ?? '');
    } else {
      addText(character);
    }
  }
  chunks.push(chunkOf(items));
  return {
    key,
    literal: chunks.length === 1 ? chunks[0]?.text : undefined,
    any: key === everything.key,
    fragments: fragmentsOf(chunks),
    test: (segment) => matchChunks(chunks, segment),
  };
}

/** `*`. */
export const everything: Glob = { key: '*', literal: undefined, any: true, fragments: [], test: () => true };

const nothing: Glob = { key: '[', literal: undefined, any: false, fragments: [], test: () => false };

function fragmentsOf(chunks: readonly Chunk[]): string[] {
  const fragments: string[] = [];
  chunks.forEach((chunk, number) => {
    let run = number === 0 ? edge : '';
    for (const item of chunk.items) {
      if (typeof item === 'string') {
        run += item;
      } else {
        fragments.push(run);
        run = '';
      }
    }
    fragments.push(number === chunks.length - 1 ? run + edge : run);
  });
  return fragments.filter((fragment) => fragment !== '' && fragment !== edge);
}

function chunkOf(items: readonly (string | Wildcard)[]): Chunk {
  const [first = '', second] = items;
  return {
    items,
    text: typeof first === 'string' && second === undefined ? first : undefined,
    length: items.reduce((length, item) => length + (typeof item === 'string' ? [...item].length : 1), 0),
  };
}

function matchChunks(chunks: readonly Chunk[], segment: string): boolean {
  const last = chunks.length - 1;
  let at = 0;
  for (let number = 0; number <= last; number += 1) {
    const chunk = chunks[number];
    if (!chunk) break;
    if (number === 0) at = matchAt(chunk, segment, 0);
    else if (number === last) return endsWith(chunk, segment, at);
    else at = find(chunk, segment, at);
    if (at === -1) return false;
  }
  return at === segment.length;
}

/** Where a chunk that starts at `at` ends, or -1. */
function matchAt({ items, text }: Chunk, segment: string, at: number): number {
  if (text !== undefined) return segment.startsWith(text, at) ? at + text.length : -1;
  let end = at;
  for (const item of items) {
    if (typeof item === 'string') {
      if (!segment.startsWith(item, end)) return -1;
      end += item.length;
    } else {
      const codePoint = segment.codePointAt(end);
      if (codePoint === undefined || !item(codePoint)) return -1;
      end += codePoint > 0xffff ? 2 : 1;
    }
  }
  return end;
}

/** Where the leftmost match of a chunk from `from` on ends, or -1. */
function find(chunk: Chunk, segment: string, from: number): number {
  if (chunk.text !== undefined) {
    const start = segment.indexOf(chunk.text, from);
    return start === -1 ? -1 : start + chunk.text.length;
  }
  for (let start = from; start <= segment.length; start = following(segment, start)) {
    const end = matchAt(chunk, segment, start);
    if (end !== -1) return end;
  }
  return -1;
}

function endsWith(chunk: Chunk, segment: string, from: number): boolean {
  if (chunk.text !== undefined) return segment.length - chunk.text.length >= from && segment.endsWith(chunk.text);
  let start = segment.length;
  for (let left = chunk.length; left > 0; left -= 1) start -= isLowSurrogate(segment, start - 1) ? 2 : 1;
  return start >= from && matchAt(chunk, segment, start) === segment.length;
}

/** True if the code unit at `at` is the second of a character that takes two. */
function isLowSurrogate(segment: string, at: number): boolean {
  return at > 0 && (segment.codePointAt(at - 1) ?? 0) > 0xffff;
}

function following(segment: string, at: number): number {
  return at + ((segment.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}
