/** One request as the double saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query of REST; of GraphQL the operation's name. */
  readonly what: string;
  /** Of GraphQL: the query and its variables as one text, so that repetitions can be told. */
  readonly body: string;
  resource: string;
  readonly at: number;
  points: number;
  status: number;
  /** What was made to go wrong with it. */
  fault: string | undefined;
}

export interface Spent {
  requests: number;
  /** Points by resource; a 304 is none. */
  readonly points: Record<string, number>;
  readonly requestsBy: Record<string, number>;
  /** Most requests within sixty seconds. */
  readonly busiestMinute: { rest: number; graphql: number };
  /** Most requests under way at once. */
  concurrent: number;
}

export function nothingSpent(): Spent {
  return { requests: 0, points: {}, requestsBy: {}, busiestMinute: { rest: 0, graphql: 0 }, concurrent: 0 };
}
