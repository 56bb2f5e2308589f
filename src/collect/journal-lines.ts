import { readSync } from 'node:fs';

/** Where a line lies in its file, in bytes; the line feed belongs to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const chunkBytes = 1 << 20;

/** The lines of a file with their places, read in pieces; what follows the last line feed is no line. */
export function* wholeLines(handle: number): Generator<{ readonly text: string; readonly span: Span }> {
  const chunk = Buffer.alloc(chunkBytes);
  let parts: Buffer[] = [];
  let start = 0;
  let position = 0;
  for (;;) {
    const read = readSync(handle, chunk, 0, chunkBytes, position);
    if (read === 0) return;
    let from = 0;
    for (let at = chunk.indexOf(10, 0); at >= 0 && at < read; at = chunk.indexOf(10, from)) {
      const text = Buffer.concat([...parts, chunk.subarray(from, at)]).toString('utf8');
      parts = [];
      from = at + 1;
      yield { text, span: { start, end: position + from } };
      start = position + from;
    }
    if (from < read) parts.push(Buffer.from(chunk.subarray(from, read)));
    position += read;
  }
}
