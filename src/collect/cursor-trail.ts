import { SourceError } from './contract.ts';

/**
 * The cursors of one list as its host hands them out. A host that comes back to a page it gave before would be asked for it
 * for ever, each time with facts to keep: that is seen within twice the length of the circle, whatever its length, by holding
 * on to one cursor (Brent, "An improved Monte Carlo factorization algorithm", 1980).
 */
export class CursorTrail {
  readonly #what: string;
  #held: string | undefined;
  #steps = 0;
  #until = 1;

  /** @param what could not be done then, as people are told: `The teams of acme could not be read` */
  constructor(what: string) {
    this.#what = what;
  }

  /**
   * Takes note of the cursor that is asked for next.
   *
   * @throws SourceError if the list goes round in a circle
   */
  follow(cursor: string): void {
    if (cursor === this.#held) throw new SourceError(`${this.#what}: the list leads back to a page that was read before, and so has no end`);
    this.#steps += 1;
    if (this.#steps < this.#until) return;
    this.#held = cursor;
    this.#steps = 0;
    this.#until *= 2;
  }
}
