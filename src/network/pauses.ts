import { createHash } from 'node:crypto';

/** The first pause before asking again; each next one is twice as long, up to the longest. */
const firstMs = 1_000;
const longestMs = 60_000;

/**
 * How long to pause before a question is asked for the `tries`-th time again. Up to half of it hangs on the question, so that
 * those that failed together do not come back together; the same question pauses the same in every run.
 */
export function pauseBefore(tries: number, question: string): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (tries - 1));
  const digest = createHash('sha256').update(`${tries} ${question}`).digest().readUInt16BE();
  return Math.round(whole * (0.5 + digest / 0x1_0000 / 2));
}

/** Waits whose length the host did not tell: each in a row is twice as long as the one before. */
export class Streak {
  #length = 0;
  #endsAt = Number.NEGATIVE_INFINITY;

  /**
   * @param sentAt when the request was sent that was told to wait: those that were under way together count once
   * @returns the instant until which to wait
   */
  next(ms: number, sentAt: number, now: number): number {
    if (sentAt >= this.#endsAt) this.#length += 1;
    this.#endsAt = Math.max(this.#endsAt, now + ms * 2 ** (this.#length - 1));
    return this.#endsAt;
  }

  /** An answer came to what was sent then. */
  broken(sentAt: number): void {
    if (sentAt >= this.#endsAt) this.#length = 0;
  }
}
