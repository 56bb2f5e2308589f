/** Text of a file and, unless it is UTF-8, what it was decoded as. */
export interface Decoded {
  readonly text: string;
  readonly encoding?: string;
}

/**
 * Decodes a file: UTF-8, or UTF-16 with its byte order mark, or else Windows-1252, in which every byte is a character
 * (the usual encoding of old files from Windows, by the WHATWG Encoding Standard). A byte order mark is dropped.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}
