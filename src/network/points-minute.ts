import type { Hold } from './budget.ts';
import type { HostPolicy } from './contract.ts';
import { MinuteWindow } from './minute-window.ts';

/** The points spent in the last minute: of one resource, or of all that share a limit. */
export class PointsMinute {
  readonly #window = new MinuteWindow();
  readonly #most: number;
  readonly #what: string;
  #underWay = 0;

  /** @param what it is spent on, as people are told */
  constructor(most: number, what: string) {
    this.#most = most;
    this.#what = what;
  }

  sent(points: number): void {
    this.#underWay += points;
  }

  ended(points: number, now: number): void {
    this.#underWay -= points;
    this.#window.add(points, now);
  }

  /** Until when `points` more must wait; `'answer'` if only an answer that is under way will tell. */
  hold(points: number, now: number): Hold | 'answer' | undefined {
    // One that costs more than a minute has goes alone.
    const at = this.#window.holdsAtMost(Math.max(0, this.#most - points), this.#underWay, now);
    if (at === now) return undefined;
    return at === undefined ? 'answer' : { at, why: `${this.#most} points a minute may be spent on ${this.#what}` };
  }
}

/** The minutes of an account: one for each resource that the policy names, and one for all others together. */
export class PointsMinutes {
  readonly #limits: Readonly<Record<string, number>>;
  readonly #minutes = new Map<string, PointsMinute>();

  constructor({ perMinute = {} }: Pick<HostPolicy, 'perMinute'>) {
    this.#limits = perMinute;
  }

  /** Undefined where nothing limits the resource. */
  of(resource: string): PointsMinute | undefined {
    const key = Object.hasOwn(this.#limits, resource) ? resource : 'default';
    const most = this.#limits[key];
    if (most === undefined) return undefined;
    const others = Object.keys(this.#limits).filter((name) => name !== 'default');
    const all = others.length === 0 ? 'everything' : `all but ${others.join(', ')}`;
    const minute = this.#minutes.get(key) ?? new PointsMinute(most, key === 'default' ? all : key);
    this.#minutes.set(key, minute);
    return minute;
  }
}
