/** A sorted list cut into files of about one size. */
export interface BlockFiles {
  /** What the first entry of each file begins with: more than the last entry of the file before, and as short as can be. */
  readonly firsts: readonly string[];
  readonly files: readonly Buffer[];
}

/**
 * Sorts entries by key (in UTF-16 code units, as the browser compares) and cuts them into files of about `size` bytes,
 * so that any key is found with one small download. Entries of one key stay together.
 */
export function cutIntoBlocks<T>(entries: readonly T[], keyOf: (entry: T) => string, size: number): BlockFiles {
  const sorted = entries.toSorted((a, b) => compareUnits(keyOf(a), keyOf(b)));
  const firsts: string[] = [];
  const files: Buffer[] = [];
  let lines: string[] = [];
  let length = 0;
  let last: string | undefined;
  const flush = (): void => {
    if (lines.length > 0) files.push(Buffer.from(`[${lines.join(',\n')}]`));
    lines = [];
    length = 0;
  };
  for (const entry of sorted) {
    const key = keyOf(entry);
    if (length >= size && key !== last) flush();
    if (lines.length === 0) firsts.push(last === undefined ? '' : shortest(key, last));
    const line = JSON.stringify(entry);
    lines.push(line);
    length += line.length;
    last = key;
  }
  flush();
  return { firsts, files };
}

/** The shortest beginning of `key` that comes after `before`. */
function shortest(key: string, before: string): string {
  let end = 1;
  while (end < key.length && key.slice(0, end) <= before) end += 1;
  return key.slice(0, end);
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
