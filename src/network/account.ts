import { clockTime, type Hold } from './budget.ts';
import { BusyTime } from './busy-time.ts';
import { DeadlineError, type HostPolicy, type LimitState } from './contract.ts';
import { waitText } from './duration.ts';
import { Lane, later, type Leave, type Passage, type Waiter } from './lane.ts';
import { PointsMinutes } from './points-minute.ts';
import type { Timeline } from './timeline.ts';

/** Shorter waits are not worth a line. */
const shortestTold = 1_000;

/** What an account needs of the run around it. */
export interface AccountOptions {
  readonly host: string;
  readonly policy: HostPolicy;
  readonly timeline: Timeline;
  readonly deadline: number | undefined;
  readonly log: (message: string) => void;
  /** Told of every wait of the one whose turn it is. */
  readonly waited: (passage: Passage, ms: number) => void;
}

/** One account at one host: lets requests pass when all of its limits allow it, and says for how long they do not. */
export class Account {
  readonly #options: AccountOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #alarms = new Map<Lane, { readonly at: number; readonly cancel: AbortController }>();
  readonly #busy: BusyTime;
  readonly #minutes: PointsMinutes;
  #pause: Hold | undefined;
  #inFlight = 0;
  #places = 0;
  /** Until when people know that it waits, by what it waits for. */
  readonly #told = new Map<string, number>();

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#minutes = new PointsMinutes(options.policy);
    this.#busy = new BusyTime(options.policy.busyPerMinute?.['all'], 'what this account asked');
  }

  /**
   * Waits for its turn.
   *
   * @param place of the leave it had before, for one that is sent again: it does not go to the end of the queue
   * @throws DeadlineError as soon as it is known that its turn would come after the deadline
   */
  async enter(passage: Passage, place = (this.#places += 1)): Promise<Leave> {
    passage.signal.throwIfAborted();
    const lane = this.#lane(passage.resource);
    const { promise, resolve, reject } = Promise.withResolvers<Leave>();
    const waiter: Waiter = { passage, place, admit: () => resolve(this.#admit(lane, passage, place)), refuse: reject };
    const aborted = (): void => {
      const index = lane.waiters.indexOf(waiter);
      if (index >= 0) lane.waiters.splice(index, 1);
      reject(passage.signal.reason);
      this.#pump();
    };
    passage.signal.addEventListener('abort', aborted, { once: true });
    const before = lane.waiters.findLastIndex((other) => other.place < place);
    lane.waiters.splice(before + 1, 0, waiter);
    this.#pump();
    return promise.finally(() => passage.signal.removeEventListener('abort', aborted));
  }

  /** Takes in what an answer says of a budget; to be called before its leave ends. */
  report(limits: LimitState, endsHere: number): void {
    this.#lane(limits.resource).budget.report(limits, endsHere);
  }

  /** Lets nothing of a resource, or of the whole account, pass before an instant. */
  pause(resource: string | undefined, pause: Hold): void {
    if (resource === undefined) this.#pause = later(this.#pause, pause);
    else this.#lane(resource).pause(pause);
    this.#pump();
  }

  #lane(resource: string): Lane {
    const held = this.#lanes.get(resource) ?? new Lane(resource, this.#options.policy, this.#minutes.of(resource));
    this.#lanes.set(resource, held);
    return held;
  }

  #admit(lane: Lane, { points }: Passage, place: number): Leave {
    const sentAt = this.#options.timeline.now();
    const end = lane.send(points, sentAt);
    this.#inFlight += 1;
    this.#busy.begin(sentAt);
    let ended = false;
    return {
      place,
      sentAt,
      end: (answered) => {
        if (ended) return;
        ended = true;
        const now = this.#options.timeline.now();
        this.#inFlight -= 1;
        end(now, answered);
        this.#busy.end(sentAt, now);
        this.#pump();
      },
    };
  }

  /** Lets pass whoever may, the one that came first before the others. */
  #pump(): void {
    const heads = (): readonly Lane[] => [...this.#lanes.values()].filter(({ waiters }) => waiters.length > 0).sort((a, b) => (a.waiters[0]?.place ?? 0) - (b.waiters[0]?.place ?? 0));
    for (let moved = true; moved; ) {
      moved = false;
      for (const lane of heads()) moved = this.#step(lane) || moved;
    }
  }

  /** @returns true if the head of the lane was let pass or refused */
  #step(lane: Lane): boolean {
    const [head] = lane.waiters;
    if (head === undefined) return false;
    const { host, policy, timeline, deadline } = this.#options;
    const now = timeline.now();
    if (deadline !== undefined && now >= deadline) return this.#refuse(lane, new DeadlineError(`${host} was not asked any more: the time of this run was up at ${clockTime(deadline)}`));
    if (lane.inFlight >= lane.mostInFlight || this.#inFlight >= (policy.concurrencyInAll ?? Infinity)) return this.#alarm(lane, undefined);
    const hold = this.#holdOf(lane, head.passage.points, now);
    if (hold === 'answer') return this.#alarm(lane, undefined);
    if (hold === undefined) {
      this.#alarm(lane, undefined);
      lane.waiters.shift();
      head.admit();
      return true;
    }
    if (deadline !== undefined && hold.at >= deadline) {
      return this.#refuse(lane, new DeadlineError(`${host} was not asked: ${hold.why}, and the time of this run is up at ${clockTime(deadline)}`));
    }
    return this.#alarm(lane, hold);
  }

  #holdOf(lane: Lane, points: number, now: number): Hold | 'answer' | undefined {
    const paused = this.#pause !== undefined && this.#pause.at > now ? this.#pause : undefined;
    let last: Hold | undefined;
    for (const hold of [paused, ...lane.holds(points, now), this.#busy.hold(now)]) {
      if (hold === 'answer') return 'answer';
      if (hold !== undefined) last = later(last, hold);
    }
    return last;
  }

  #refuse(lane: Lane, reason: DeadlineError): boolean {
    this.#alarm(lane, undefined);
    lane.waiters.shift()?.refuse(reason);
    return true;
  }

  /** Sets when the lane is looked at again; there is one alarm a lane. */
  #alarm(lane: Lane, hold: Hold | undefined): false {
    const held = this.#alarms.get(lane);
    if (held?.at === hold?.at) return false;
    held?.cancel.abort();
    this.#alarms.delete(lane);
    if (hold !== undefined) void this.#ring(lane, hold);
    return false;
  }

  async #ring(lane: Lane, hold: Hold): Promise<void> {
    const { timeline, waited } = this.#options;
    const passage = lane.waiters[0]?.passage;
    const cancel = new AbortController();
    const alarm = { at: hold.at, cancel };
    this.#alarms.set(lane, alarm);
    const from = timeline.now();
    this.#tell(lane, hold, from);
    await timeline.until(hold.at, cancel.signal).catch(() => undefined);
    if (passage !== undefined) waited(passage, timeline.now() - from);
    if (this.#alarms.get(lane) !== alarm) return;
    this.#alarms.delete(lane);
    this.#pump();
  }

  #tell(lane: Lane, { at, why, spread }: Hold, now: number): void {
    const ms = at - now;
    const key = spread === true ? `${lane.resource} ${why}` : why;
    if (ms < shortestTold || at - (this.#told.get(key) ?? -Infinity) < shortestTold) return;
    this.#told.set(key, spread === true ? Infinity : at);
    const { host, log } = this.#options;
    log(spread === true ? `${host}: ${why}: one request every ${waitText(ms)}` : `${host}: waiting ${waitText(ms)}, ${why}`);
  }
}
