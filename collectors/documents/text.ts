/** A document's text, as far as it is kept. */
export interface DocumentText {
  readonly text: string;
  /** True if there is more of it. */
  readonly cut: boolean;
}

/**
 * Decodes a document: UTF-8, or UTF-16 with its byte order mark, or else Windows-1252. One that is longer than `limit`
 * bytes ends with its last whole line within them, or its last whole character. Undefined for bytes that are no text.
 */
export function documentText(bytes: Uint8Array, cut: boolean): DocumentText | undefined {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!wide && bytes.subarray(0, 8000).includes(0)) return undefined;
  const text = decode(bytes, cut).replaceAll('\0', '\uFFFD');
  if (!cut) return { text, cut };
  const end = text.lastIndexOf('\n');
  return { text: end > text.length / 2 ? text.slice(0, end + 1) : text, cut };
}

function decode(bytes: Uint8Array, cut: boolean): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes, { stream: cut });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes, { stream: cut });
  try {
    // As a stream, a character that the cut falls into is held back instead of being an error.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
