/** A bounded memory: what was used longest ago goes first once the weights add up to more than `limit`. */
export class Recent<V> {
  readonly #entries = new Map<string, { value: V; weight: number }>();
  readonly #limit: number;
  #total = 0;

  /** @param limit sum of the weights of what is kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V, weight = 1): void {
    const old = this.#entries.get(key);
    if (old) this.#total -= old.weight;
    this.#entries.delete(key);
    this.#entries.set(key, { value, weight });
    this.#total += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#total <= this.#limit) break;
      this.#entries.delete(oldest);
      this.#total -= entry.weight;
    }
  }
}
