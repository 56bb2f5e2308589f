import { seeded, type Random } from '../../../bench/random.ts';

/** What can go wrong with one request. */
export type Fault =
  /** Status, and a body as GitHub's edge sends it. */
  | { readonly kind: 'status'; readonly status: 404 | 410 | 422 | 500 | 502 | 503 | 504 }
  /** A secondary limit, with or without `retry-after` in seconds. */
  | { readonly kind: 'secondary'; readonly status: 403 | 429; readonly retryAfter?: number }
  /** The primary limit is used up by somebody else until so many seconds later. REST: 403 or 429. */
  | { readonly kind: 'primary'; readonly status: 403 | 429; readonly seconds: number }
  /** The same for GraphQL, in either of the two forms that were seen. */
  | { readonly kind: 'RATE_LIMITED' | 'RATE_LIMIT'; readonly seconds: number }
  /** Half of the first list is missing, with an error. */
  | { readonly kind: 'partial' }
  | { readonly kind: 'null-node' }
  /** A temporary redirect to the same address. */
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 307 }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection is cut before the answer, or in the midst of the body. */
  | { readonly kind: 'cut'; readonly where: 'before' | 'within' }
  | { readonly kind: 'invalid-json' }
  /** Never answers. */
  | { readonly kind: 'hang' };

export type FaultKind = Fault['kind'];

/** Faults to come: those that were asked for in order, then random ones. */
export class Faults {
  /** 502 for GraphQL queries that may give more nodes than this. */
  tooManyNodes = Infinity;
  /** How far the host's clock is ahead of the double's. */
  skewMs = 0;
  /** Fields that are added to each record of REST answers. */
  added: Readonly<Record<string, unknown>> = {};
  /** Fields that are taken out of them. */
  removed: readonly string[] = [];
  /** Called before each answer: to change the world between pages. */
  between: ((requests: number) => unknown) | undefined;
  readonly #next: { readonly fault: Fault; readonly matches: (path: string) => boolean }[] = [];
  #random: { readonly random: Random; readonly share: number; readonly faults: readonly Fault[]; deck: Fault[] } | undefined;
  /** Those that happened, by kind. */
  readonly happened = new Map<string, number>();

  /** The next request (whose path holds `path`) gets it. */
  next(fault: Fault, path: string | RegExp = ''): void {
    this.#next.push({ fault, matches: (given) => (typeof path === 'string' ? given.includes(path) : path.test(given)) });
  }

  /** A share of all requests from now on gets one of these, each of them before any comes again. */
  atRandom({ seed, share, faults }: { seed: number; share: number; faults: readonly Fault[] }): void {
    this.#random = { random: seeded(seed), share, faults, deck: [] };
  }

  /** Nothing more goes wrong. */
  none(): void {
    this.#next.length = 0;
    this.#random = undefined;
    this.tooManyNodes = Infinity;
    this.skewMs = 0;
    this.added = {};
    this.removed = [];
    this.between = undefined;
  }

  /** What happens to this request. */
  take(path: string): Fault | undefined {
    const index = this.#next.findIndex(({ matches }) => matches(path));
    const held = index === -1 ? this.#drawn(path) : this.#next.splice(index, 1)[0]?.fault;
    if (held !== undefined) this.happened.set(held.kind, (this.happened.get(held.kind) ?? 0) + 1);
    return held;
  }

  #drawn(path: string): Fault | undefined {
    if (this.#random === undefined) return undefined;
    const { random, share, faults, deck } = this.#random;
    if (!random.chance(share)) return undefined;
    const graphql = path.endsWith('/graphql');
    const fits = ({ kind }: Fault): boolean => (graphql ? kind !== 'redirect' && kind !== 'primary' : !['RATE_LIMITED', 'RATE_LIMIT', 'partial', 'null-node'].includes(kind));
    if (!deck.some(fits)) deck.push(...faults);
    const fitting = deck.filter(fits);
    const drawn = fitting[random.int(0, fitting.length - 1)];
    if (drawn !== undefined) deck.splice(deck.indexOf(drawn), 1);
    return drawn;
  }
}
