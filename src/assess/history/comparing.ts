import type { Instant } from '../../schema/primitives.ts';
import type { Change } from '../changes.ts';
import type { Published } from './published.ts';
import type { Rejudging } from './rejudged.ts';
import type { Sheet } from './sheet.ts';
import { changesSince, type Present } from './since.ts';

/** What became another one since something was published. */
export interface Compared {
  readonly changes: readonly Change[];
  /** Sheets of the facts of then by the rules of now, of the scorecards whose rules are others now. */
  readonly rejudged: ReadonlyMap<string, Sheet>;
}

/** Compares what is said now with what was published, once for each instant: yesterday's edition is also the last one. */
export class Comparing {
  readonly #rejudging: Rejudging;
  readonly #present: Present;
  readonly #compared = new Map<Instant, Promise<Compared>>();

  constructor(rejudging: Rejudging, present: Present) {
    this.#rejudging = rejudging;
    this.#present = present;
  }

  with(published: Published): Promise<Compared> {
    let compared = this.#compared.get(published.at);
    if (compared === undefined) {
      compared = this.#compare(published);
      this.#compared.set(published.at, compared);
    }
    return compared;
  }

  async #compare(published: Published): Promise<Compared> {
    const rejudged = await this.#rejudging.sheets(published);
    return { rejudged, changes: changesSince(published, rejudged, this.#present) };
  }
}
