import { compareStored } from '../store/order.ts';

/** Walks groups that come in the store's order of repositories, so that only one is in memory at a time. */
export class Cursor<G extends { readonly by: string }> {
  readonly #groups: AsyncIterator<G>;
  #current: G | undefined;
  #started = false;

  constructor(groups: AsyncIterable<G>) {
    this.#groups = groups[Symbol.asyncIterator]();
  }

  /** The group of that repository, if it has one. Must be asked in ascending order. */
  async at(repository: string): Promise<G | undefined> {
    if (!this.#started) await this.#next();
    while (this.#current !== undefined && compareStored(this.#current.by, repository) < 0) await this.#next();
    return this.#current?.by === repository ? this.#current : undefined;
  }

  async #next(): Promise<void> {
    this.#started = true;
    const result = await this.#groups.next();
    this.#current = result.done === true ? undefined : result.value;
  }
}
