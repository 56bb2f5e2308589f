/** A name as git holds it (bytes), in the form that is shown and stored. */
export interface ShownName {
  readonly text: string;
  /** False if something had to be escaped. */
  readonly clean: boolean;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** C0 and C1 control characters, DEL, line and paragraph separators, and the characters that reorder text around them. */
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** What an escaped byte looks like: a name that holds it as it stands is escaped too, so that no two are shown alike. */
const escaped = /\\x[0-9a-f]{2}/;

/**
 * Shows the bytes of a file, branch or folder name. A name of valid UTF-8 without control characters is shown as it
 * is; in any other one, every byte that is not printable UTF-8 becomes `\xNN`, and so does the backslash.
 */
export function showName(bytes: Uint8Array): ShownName {
  const text = decode(bytes);
  if (text !== undefined && !control.test(text) && !escaped.test(text)) return { text, clean: true };
  let shown = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    const part = bytes.subarray(at, at + length);
    const character = decode(part);
    shown += character === undefined || character === '\\' || control.test(character) ? escape(part) : character;
    at += length;
  }
  return { text: shown, clean: false };
}

/** {@link showName} of a name that was read with one character per byte (`latin1`). */
export function showLatin1(name: string): ShownName {
  return showName(Buffer.from(name, 'latin1'));
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes of the UTF-8 sequence that starts at `at`; 1 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return decode(bytes.subarray(at, at + length)) === undefined ? 1 : length;
}

function escape(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
