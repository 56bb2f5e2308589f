import type { LimitState } from './contract.ts';

/** Share of a limit that is left for the end: below it, what is left is spread evenly until the limit is set anew. */
const reserveShare = 0.1;
/** Reports of one window of a limit name its end with a second more or less. */
const sameWindowMs = 2_000;

interface Window {
  readonly limit: number;
  readonly remaining: number;
  /** By the host's clock: tells one window from the next. */
  readonly ends: number;
  /** The same instant by the machine's clock. */
  readonly endsHere: number;
}

/** Why nothing is sent before an instant. */
export interface Hold {
  readonly at: number;
  readonly why: string;
  /** True for many short waits of one cause, which are told once and not each. */
  readonly spread?: true;
}

/** One budget of an account, as the host's answers tell of it. Without any, nothing is held back. */
export class Budget {
  readonly #resource: string;
  #window: Window | undefined;
  #underWay = 0;
  #lastSent = Number.NEGATIVE_INFINITY;

  constructor(resource: string) {
    this.#resource = resource;
  }

  /** Counts what is sent until its answer, which tells of it, has come. */
  sent(points: number, now: number): void {
    this.#underWay += points;
    this.#lastSent = now;
  }

  /** @param lost true if no answer came: it may have been spent, and nobody told */
  ended(points: number, lost: boolean): void {
    this.#underWay -= points;
    if (lost && this.#window !== undefined) this.#window = { ...this.#window, remaining: this.#window.remaining - points };
  }

  /**
   * Takes in what an answer says. Answers overtake each other, so within a window the lowest counts.
   *
   * @param endsHere when the limit is set anew, by the machine's clock
   */
  report({ limit, remaining, resetAt }: LimitState, endsHere: number): void {
    if (limit <= 0) {
      this.#window = undefined;
      return;
    }
    const held = this.#window;
    if (held !== undefined && resetAt < held.ends - sameWindowMs) return;
    const same = held !== undefined && resetAt <= held.ends + sameWindowMs;
    this.#window = same
      ? { limit, remaining: Math.min(remaining, held.remaining), ends: Math.max(resetAt, held.ends), endsHere: Math.max(endsHere, held.endsHere) }
      : { limit, remaining, ends: resetAt, endsHere };
  }

  /**
   * Until when `points` more must wait.
   *
   * @param together how many such requests may be in flight at once: there must be room for them all in the reserve
   */
  hold(points: number, together: number, now: number): Hold | undefined {
    const window = this.#window;
    if (window === undefined || now >= window.endsHere) return undefined;
    const left = window.remaining - this.#underWay;
    const until = clockTime(window.endsHere);
    if (left < points) return { at: window.endsHere, why: `the budget for ${this.#resource} is used up until ${until}` };
    if (left - points >= Math.max(window.limit * reserveShare, together * points)) return undefined;
    const at = Math.ceil(this.#lastSent + ((window.endsHere - this.#lastSent) * points) / left);
    if (!Number.isFinite(at) || at <= now) return undefined;
    return { at, spread: true, why: `less than a tenth of the budget for ${this.#resource} is left, which is spread evenly until ${until}` };
  }
}

/** `03:40 UTC`. */
export function clockTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(11, 16)} UTC`;
}
