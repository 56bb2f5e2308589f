/** What a `?` or a `[...]` stands for: one character, given as a code point. */
export type Wildcard = (codePoint: number) => boolean;

/**
 * Compiles `[abc]`, `[a-z]`, `[!a]` or `[^a]`, as Ruby's `File.fnmatch` reads it, from after the bracket on.
 *
 * @returns the set and where the text after it starts; undefined if it is not closed
 */
export function compileSet(text: string, start: number): { test: Wildcard; end: number } | undefined {
  const negated = text[start] === '!' || text[start] === '^';
  const ranges: [number, number][] = [];
  let at = negated ? start + 1 : start;
  const next = (): number | undefined => {
    if (text[at] === '\\') at += 1;
    const codePoint = text.codePointAt(at);
    if (codePoint !== undefined) at += codePoint > 0xffff ? 2 : 1;
    return codePoint;
  };
  while (at < text.length) {
    if (text[at] === ']') {
      const test: Wildcard = (c) => ranges.some(([from, to]) => c === from || c === to || (c >= from && c <= to)) !== negated;
      return { test, end: at + 1 };
    }
    const from = next();
    if (from === undefined) return undefined;
    let to: number | undefined = from;
    if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
      at += 1;
      to = next();
      if (to === undefined) return undefined;
    }
    ranges.push([from, to]);
  }
  return undefined;
}
