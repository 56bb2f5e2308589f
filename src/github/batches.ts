import { type GitHubApi, type GraphQLProblem, TooMuchError } from './contract.ts';

/** What one answer says of one node. */
export interface NodeReading {
  /** As it came: whoever asked checks it. Null for one that is gone, or that the credentials may not see. */
  readonly node: unknown;
  /** What of it could not be read, by the path below the node; the rest stands. */
  readonly problems: readonly GraphQLProblem[];
}

/** How nodes are asked for. */
export interface BatchOptions {
  /** Nodes in one query, at most. */
  readonly size: number;
  /**
   * One query for several nodes.
   *
   * @returns `nodes` of the answer's data, in the order of the ids, and its errors
   * @throws TooMuchError where fewer must be asked for at once
   */
  ask(ids: readonly string[], signal: AbortSignal): Promise<{ readonly nodes: readonly unknown[]; readonly problems: readonly GraphQLProblem[] }>;
}

interface Waiting {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly resolve: (reading: NodeReading) => void;
  readonly reject: (reason: unknown) => void;
  done: boolean;
}

/** Queries that must go well before a larger one is tried again. */
const untilLarger = 4;
/**
 * How often in a row, and how many milliseconds apart, there must be no new node before those that wait are asked for: looked
 * at several times, since a machine that is busy elsewhere for a while lets one timer run out before anything can come.
 */
const looks = 5;
const pause = 10;
/** Queries under way: the next one is there when one is answered, and its size can still be chosen by how that went. */
const inFlight = 2;

/**
 * Gathers nodes that are asked for one by one, by shards that are fetched at once, into queries for many of them. A query
 * that is too much is split, down to single nodes; the size recovers.
 */
export class NodeBatches {
  readonly #options: BatchOptions;
  #size: number;
  #wentWell = 0;
  #underWay = 0;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BatchOptions) {
    this.#options = options;
    this.#size = options.size;
  }

  /**
   * Waits for the node's turn in a query.
   *
   * @throws what the query threw, and the signal's reason
   */
  read(id: string, signal: AbortSignal): Promise<NodeReading> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const entry: Waiting = {
        id,
        signal,
        done: false,
        resolve: (reading) => settle(() => resolve(reading)),
        reject: (reason) => settle(() => reject(reason)),
      };
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        entry.reject(signal.reason);
      };
      const settle = (how: () => void): void => {
        if (entry.done) return;
        entry.done = true;
        signal.removeEventListener('abort', onAbort);
        how();
      };
      signal.addEventListener('abort', onAbort);
      this.#waiting.push(entry);
      this.#next();
    });
  }

  /** Sends full queries at once; what is left when nothing more comes, or when the query under way has ended. */
  #next(): void {
    clearTimeout(this.#timer);
    while (this.#waiting.length >= this.#size && this.#underWay < inFlight) this.#send(this.#waiting.splice(0, this.#size));
    if (this.#waiting.length === 0 || this.#underWay > 0) return;
    this.#look(looks);
  }

  #look(left: number): void {
    this.#timer = setTimeout(() => {
      if (left > 1) this.#look(left - 1);
      else this.#send(this.#waiting.splice(0, this.#size));
    }, pause);
  }

  #send(batch: readonly Waiting[]): void {
    if (batch.length === 0) return;
    this.#underWay += 1;
    void this.#answer(batch).finally(() => {
      this.#underWay -= 1;
      this.#next();
    });
  }

  async #answer(batch: readonly Waiting[]): Promise<void> {
    const live = batch.filter((entry) => !entry.done);
    if (live.length === 0) return;
    const asking = new AbortController();
    const onAbort = (): void => {
      if (live.every(({ signal }) => signal.aborted)) asking.abort(live[0]?.signal.reason);
    };
    for (const { signal } of live) signal.addEventListener('abort', onAbort);
    try {
      const answer = await this.#options.ask(live.map(({ id }) => id), asking.signal);
      for (const [index, entry] of live.entries()) {
        entry.resolve({ node: answer.nodes[index] ?? null, problems: answer.problems.flatMap((problem) => ofNode(problem, index)) });
      }
      this.#grow();
    } catch (error) {
      if (!(error instanceof TooMuchError) || live.length === 1) {
        for (const entry of live) entry.reject(error);
        return;
      }
      const half = Math.ceil(live.length / 2);
      this.#shrink(half);
      await this.#answer(live.slice(0, half));
      await this.#answer(live.slice(half));
    } finally {
      for (const { signal } of live) signal.removeEventListener('abort', onAbort);
    }
  }

  #grow(): void {
    this.#wentWell += 1;
    if (this.#wentWell % untilLarger === 0) this.#size = Math.min(this.#options.size, this.#size * 2);
  }

  #shrink(to: number): void {
    this.#size = Math.min(this.#size, to);
    this.#wentWell = 0;
  }
}

/** The problem as that of the node at an index: below it, or of the whole answer; none if it is another's. */
function ofNode(problem: GraphQLProblem, index: number): GraphQLProblem[] {
  const [list, at, ...path] = problem.path;
  if (list !== 'nodes' || typeof at !== 'number') return [problem];
  return at === index ? [{ ...problem, path }] : [];
}

/**
 * Batches for a query with a variable `$ids: [ID!]!` and the field `nodes(ids: $ids)`.
 *
 * @param options.variables further variables of the query
 */
export function nodeBatches({ api, collector, query, size, variables = {} }: { readonly api: GitHubApi; readonly collector: string; readonly query: string; readonly size: number; readonly variables?: Readonly<Record<string, unknown>> }): NodeBatches {
  return new NodeBatches({
    size,
    async ask(ids, signal) {
      const { data, errors } = await api.graphql(collector, query, { ...variables, ids }, signal, { halves: ids.length > 1 });
      const nodes = typeof data === 'object' && data !== null && 'nodes' in data ? data.nodes : undefined;
      if (!Array.isArray(nodes)) throw new Error(`GitHub answered without nodes: ${errors[0]?.message ?? 'and without an error'}`);
      return { nodes, problems: errors };
    },
  });
}
