import { Budget, type Hold } from './budget.ts';
import { BusyTime } from './busy-time.ts';
import type { HostPolicy } from './contract.ts';
import type { PointsMinute } from './points-minute.ts';

/** What wants to be sent. */
export interface Passage {
  readonly resource: string;
  readonly points: number;
  readonly collector: string;
  readonly signal: AbortSignal;
}

/** One that waits for its turn. */
export interface Waiter {
  readonly passage: Passage;
  /** Its place among all of the account's: first come, first served. */
  readonly place: number;
  readonly admit: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** Leave to send one request; to be given back when its answer came or none will. */
export interface Leave {
  readonly place: number;
  readonly sentAt: number;
  /** @param answered whether an answer came */
  end(answered: boolean): void;
}

/** Those that draw on one resource of an account, in the order in which they came. */
export class Lane {
  readonly resource: string;
  readonly budget: Budget;
  readonly waiters: Waiter[] = [];
  inFlight = 0;
  readonly #minute: PointsMinute | undefined;
  readonly #busy: BusyTime;
  readonly #policy: HostPolicy;
  #pause: Hold | undefined;

  /** @param minute the points of a minute that it draws on, alone or with others */
  constructor(resource: string, policy: HostPolicy, minute: PointsMinute | undefined) {
    this.resource = resource;
    this.#policy = policy;
    this.#minute = minute;
    this.budget = new Budget(resource);
    this.#busy = new BusyTime(policy.busyPerMinute?.[resource], resource);
  }

  get mostInFlight(): number {
    return this.#policy.concurrency[this.resource] ?? this.#policy.concurrency.default;
  }

  pause(pause: Hold): void {
    this.#pause = later(this.#pause, pause);
  }

  /** Until when `points` more must wait, for each reason there is; `'answer'` where only an answer under way will tell. */
  holds(points: number, now: number): readonly (Hold | 'answer' | undefined)[] {
    const paused = this.#pause !== undefined && this.#pause.at > now ? this.#pause : undefined;
    return [paused, this.budget.hold(points, this.mostInFlight, now), this.#minute?.hold(points, now), this.#busy.hold(now)];
  }

  /** @returns what is called when the answer came, or none will */
  send(points: number, sentAt: number): (now: number, answered: boolean) => void {
    this.inFlight += 1;
    this.#minute?.sent(points);
    this.budget.sent(points, sentAt);
    this.#busy.begin(sentAt);
    return (now, answered) => {
      this.inFlight -= 1;
      this.budget.ended(points, !answered);
      this.#minute?.ended(points, now);
      this.#busy.end(sentAt, now);
    };
  }
}

/** Whichever ends later; the first of two that end together. */
export function later(a: Hold | undefined, b: Hold): Hold {
  return a === undefined || b.at > a.at ? b : a;
}
