/** What calls in a row that were given up weigh together, after which the resource counts as down. */
const down = 20;
/** A host that cannot be reached weighs more than one that answers with an error, which may be about the question. */
const weights = { unreachable: 5, failing: 1 } as const;
/** It is left alone for so long then, and for twice as long each time that it is still down afterwards. */
const firstRestMs = 60_000;
const mostRests = 4;
/** Where that did not help, nothing is asked for so long. */
const closedMs = 5 * 60_000;

/**
 * Tells a host that is down from one that drops a request: thousands of calls, each with its own patience, would take longer
 * than the night, and would not let it come up again. It is waited for, some minutes in all; then calls end at once.
 */
export class Outage {
  #weight = 0;
  #rests = 0;
  #closedUntil = Number.NEGATIVE_INFINITY;
  #why = '';

  /** Why nothing is to be asked now; undefined if it may be. */
  closed(now: number): string | undefined {
    return now < this.#closedUntil ? this.#why : undefined;
  }

  /** True while it counts as down: whether it still is takes one try and not several. */
  get doubtful(): boolean {
    return this.#weight >= down;
  }

  answered(): void {
    this.#weight = 0;
    this.#rests = 0;
    this.#closedUntil = Number.NEGATIVE_INFINITY;
  }

  /**
   * A call was given up.
   *
   * @param known whether the host ever answered; one that never did and cannot be reached has a wrong address, more likely than not
   * @returns until when to leave it alone, if it is worth waiting for
   */
  failed(kind: keyof typeof weights, { why, known, now }: { readonly why: string; readonly known: boolean; readonly now: number }): number | undefined {
    const hopeless = !known && kind === 'unreachable';
    this.#weight = hopeless ? down : this.#weight + weights[kind];
    if (!this.doubtful) return undefined;
    this.#why = why;
    if (hopeless || this.#rests >= mostRests) {
      this.#closedUntil = now + closedMs;
      return undefined;
    }
    this.#rests += 1;
    return now + firstRestMs * 2 ** (this.#rests - 1);
  }
}
