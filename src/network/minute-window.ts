const minute = 60_000;

/**
 * What was used in the last sixty seconds. What is under way counts from when it was sent, and until sixty seconds after its
 * answer came: the host counts it somewhere in between, and so never more in any sixty seconds than is counted here.
 */
export class MinuteWindow {
  /** In the order in which they came, which is the one in which they end. */
  #entries: { readonly amount: number; readonly ends: number }[] = [];
  #first = 0;
  #sum = 0;

  /** Counts what was answered now. */
  add(amount: number, now: number): void {
    this.#entries.push({ amount, ends: now + minute });
    this.#sum += amount;
  }

  /**
   * When no more than `most` counts; `now` if that is already so, undefined if it takes an answer that is still to come.
   *
   * @param underWay what was sent and not answered yet
   */
  holdsAtMost(most: number, underWay: number, now: number): number | undefined {
    this.#forget(now);
    let used = this.#sum + underWay;
    if (used <= most) return now;
    for (let index = this.#first; index < this.#entries.length; index += 1) {
      const entry = this.#entries[index];
      if (entry === undefined) break;
      used -= entry.amount;
      if (used <= most) return entry.ends;
    }
    return undefined;
  }

  #forget(now: number): void {
    for (let entry = this.#entries[this.#first]; entry !== undefined && entry.ends <= now; entry = this.#entries[this.#first]) {
      this.#sum -= entry.amount;
      this.#first += 1;
    }
    if (this.#first < 1_000) return;
    this.#entries = this.#entries.slice(this.#first);
    this.#first = 0;
  }
}
