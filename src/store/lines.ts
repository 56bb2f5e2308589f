import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of a stream of UTF-8 bytes, split at LF only. Node's readline also splits at U+2028 and U+2029, which JSON
 * may hold unescaped, so that a line of NDJSON would fall apart there.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      parts.push(text.slice(start, end));
      yield parts.join('');
      parts = [];
      start = end + 1;
    }
    if (start < text.length) parts.push(text.slice(start));
  }
  const last = parts.join('') + decoder.end();
  if (last !== '') yield last;
}

/** Bytes of the longest line of a file, without its end. */
export function longestLine(file: string): number {
  const handle = openSync(file, 'r');
  const chunk = Buffer.allocUnsafe(1024 * 1024);
  let longest = 0;
  let current = 0;
  try {
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0 && end < read; end = chunk.indexOf(10, start)) {
        longest = Math.max(longest, current + end - start);
        current = 0;
        start = end + 1;
      }
      current += read - start;
    }
  } finally {
    closeSync(handle);
  }
  return Math.max(longest, current);
}
