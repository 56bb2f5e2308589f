import type { Plan } from './world.ts';

/** Budgets of one token, as GitHub's pages "Rate limits for the REST API" and "… for the GraphQL API" describe them. */
export type Resource = 'core' | 'graphql' | 'search' | 'audit_log';

interface Window {
  used: number;
  /** Used up by others: who asked could not know. */
  readonly byOthers?: boolean;
  readonly endsAt: number;
}

/** Points an hour; searches by the minute. */
function limitOf(resource: Resource, plan: Plan, app: boolean): { readonly limit: number; readonly length: number } {
  if (resource === 'audit_log') return { limit: 1_750, length: 3_600_000 };
  if (resource === 'search') return { limit: 30, length: 60_000 };
  if (resource === 'graphql') return { limit: app && plan === 'enterprise-cloud' ? 10_000 : 5_000, length: 3_600_000 };
  return { limit: app && plan === 'enterprise-cloud' ? 15_000 : 5_000, length: 3_600_000 };
}

/** Requests that may be under way at once, over both APIs. */
export const concurrent = 100;
/** Points in any sixty seconds: a GET of REST and a query of GraphQL are one each. */
export const perMinute = { rest: 900, graphql: 2_000 } as const;

/** What one token has used, and whether it may go on. */
export class Limits {
  readonly #plan: Plan;
  readonly #app: boolean;
  readonly #windows = new Map<Resource, Window>();
  readonly #recent: Record<'rest' | 'graphql', number[]> = { rest: [], graphql: [] };
  /** Most requests seen in any minute. */
  readonly busiest: Record<'rest' | 'graphql', number> = { rest: 0, graphql: 0 };

  constructor(plan: Plan, app: boolean) {
    this.#plan = plan;
    this.#app = app;
  }

  /** Takes points of a budget; false if it does not hold them any more, and then it is not changed. */
  take(resource: Resource, points: number, now: number): boolean {
    const window = this.#window(resource, now);
    const { limit } = limitOf(resource, this.#plan, this.#app);
    if (this.#plan !== 'server' && window.used + points > limit) return false;
    window.used += points;
    return true;
  }

  /** Uses a budget up, as other programs with the same token would. */
  exhaust(resource: Resource, now: number, forMs: number): void {
    this.#windows.set(resource, { used: limitOf(resource, this.#plan, this.#app).limit, endsAt: now + forMs, byOthers: true });
  }

  /** Counts a request of a minute; false where the secondary limit is exceeded. */
  countMinute(api: 'rest' | 'graphql', now: number): boolean {
    const recent = this.#recent[api];
    while (recent[0] !== undefined && recent[0] <= now - 60_000) recent.shift();
    recent.push(now);
    this.busiest[api] = Math.max(this.busiest[api], recent.length);
    return recent.length <= perMinute[api];
  }

  state(resource: Resource, now: number): { readonly limit: number; readonly used: number; readonly remaining: number; readonly resetAt: number; readonly byOthers: boolean } {
    const { used, endsAt, byOthers = false } = this.#window(resource, now);
    const { limit } = limitOf(resource, this.#plan, this.#app);
    return { limit, used, remaining: Math.max(0, limit - used), resetAt: endsAt, byOthers };
  }

  #window(resource: Resource, now: number): Window {
    const held = this.#windows.get(resource);
    if (held !== undefined && held.endsAt > now) return held;
    const made = { used: 0, endsAt: now + limitOf(resource, this.#plan, this.#app).length };
    this.#windows.set(resource, made);
    return made;
  }
}
