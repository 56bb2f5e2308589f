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
