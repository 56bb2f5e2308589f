import type { Hold } from './budget.ts';
import { MinuteWindow } from './minute-window.ts';

/** How long requests were in flight in the last minute, added up. It stands for the host's computing time, which only it can measure. */
export class BusyTime {
  readonly #window = new MinuteWindow();
  readonly #most: number | undefined;
  readonly #what: string;
  #underWay = 0;
  #begun = 0;

  /**
   * @param most ms in any sixty seconds; undefined for as many as it takes
   * @param what the host works on, as people are told
   */
  constructor(most: number | undefined, what: string) {
    this.#most = most;
    this.#what = what;
  }

  begin(now: number): void {
    this.#underWay += 1;
    this.#begun += now;
  }

  end(begun: number, now: number): void {
    this.#underWay -= 1;
    this.#begun -= begun;
    if (this.#most !== undefined) this.#window.add(now - begun, now);
  }

  /** Until when nothing may be sent; `'answer'` if only an answer that is under way will tell. */
  hold(now: number): Hold | 'answer' | undefined {
    if (this.#most === undefined) return undefined;
    const at = this.#window.holdsAtMost(this.#most - 1, this.#underWay * now - this.#begun, now);
    if (at === now) return undefined;
    return at === undefined ? 'answer' : { at, why: `it worked on ${this.#what} for ${Math.round(this.#most / 1000)} s of the last minute` };
  }
}
