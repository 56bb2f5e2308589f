/**
 * Just enough of CBOR (RFC 8949) to find the elements of an array without decoding them: Pagefind's files are nested
 * arrays of texts and numbers.
 */

/** An item's extent in the buffer, and where its head (type and length) ends. */
interface Extent {
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** The elements of the array at `start`. Errors: throws if there is no array of definite length. */
export function elements(bytes: Buffer, start: number): Extent[] {
  const { major, value, next } = head(bytes, start);
  if (major !== 4) throw new RangeError(`No CBOR array at byte ${start}`);
  const found: Extent[] = [];
  let at = next;
  for (let n = 0; n < value; n++) {
    const extent = item(bytes, at);
    found.push(extent);
    at = extent.end;
  }
  return found;
}

/** The text at `start`. Errors: throws if there is none. */
export function textAt(bytes: Buffer, start: number): string {
  const { major, value, next } = head(bytes, start);
  if (major !== 3) throw new RangeError(`No CBOR text at byte ${start}`);
  return bytes.toString('utf8', next, next + value);
}

function item(bytes: Buffer, start: number): Extent {
  const { major, value, next } = head(bytes, start);
  if (major === 2 || major === 3) return { start, body: next, end: next + value };
  if (major !== 4 && major !== 5) return { start, body: next, end: next };
  let end = next;
  for (let n = 0; n < (major === 5 ? value * 2 : value); n++) end = item(bytes, end).end;
  return { start, body: next, end };
}

function head(bytes: Buffer, at: number): { readonly major: number; readonly value: number; readonly next: number } {
  const first = bytes.readUInt8(at);
  const major = first >> 5;
  const short = first & 31;
  if (short < 24) return { major, value: short, next: at + 1 };
  switch (short) {
    case 24:
      return { major, value: bytes.readUInt8(at + 1), next: at + 2 };
    case 25:
      return { major, value: bytes.readUInt16BE(at + 1), next: at + 3 };
    case 26:
      return { major, value: bytes.readUInt32BE(at + 1), next: at + 5 };
    case 27:
      return { major, value: Number(bytes.readBigUInt64BE(at + 1)), next: at + 9 };
    default:
      throw new RangeError(`Unexpected CBOR at byte ${at}`);
  }
}
