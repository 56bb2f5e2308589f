/** What goes over the pipes between this process and the one that starts git for it. */
export const frameType = { run: 1, kill: 2, taken: 3, output: 4, end: 5 } as const;

/** One message: what it is, which git process it is about, and its content. */
export interface Frame {
  readonly type: number;
  readonly id: number;
  readonly payload: Buffer;
}

const headerBytes = 9;

/** The bytes of a message: length of the content, type, number of the process, content. */
export function encodeFrame(type: number, id: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(payload.length, 0);
  header.writeUInt8(type, 4);
  header.writeUInt32BE(id, 5);
  return Buffer.concat([header, payload]);
}

/** Puts messages together from chunks as they come. */
export class FrameReader {
  #parts: Buffer[] = [];
  #length = 0;
  #needed = headerBytes;

  /** Takes a chunk and gives the messages that it completes. */
  *take(chunk: Buffer): Generator<Frame> {
    this.#parts.push(chunk);
    this.#length += chunk.length;
    while (this.#length >= this.#needed) {
      const bytes = this.#parts.length === 1 ? (this.#parts[0] ?? chunk) : Buffer.concat(this.#parts);
      const end = headerBytes + bytes.readUInt32BE(0);
      if (bytes.length < end) {
        this.#parts = [bytes];
        this.#needed = end;
        return;
      }
      yield { type: bytes.readUInt8(4), id: bytes.readUInt32BE(5), payload: bytes.subarray(headerBytes, end) };
      this.#parts = [bytes.subarray(end)];
      this.#length = bytes.length - end;
      this.#needed = headerBytes;
    }
  }
}
