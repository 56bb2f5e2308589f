import { z } from 'zod';
import { CursorTrail } from '../../src/collect/cursor-trail.ts';
import type { GitHubApi } from '../../src/github/contract.ts';
import { type Asked, refuse } from '../../src/github/refusal.ts';
import type { pageInfo } from './record.ts';

/** A list as the API gives it, a part at a time. */
export interface List {
  readonly pageInfo: z.infer<typeof pageInfo>;
  readonly nodes?: readonly unknown[] | null | undefined;
}

/** How the rest of a list is read. */
export interface RestOptions {
  readonly api: GitHubApi;
  readonly collector: string;
  /** A query with the variables `$id` and `$after`, whose answer has the list under `node`. */
  readonly query: string;
  readonly id: string;
  /** The list in the node; undefined where there is none. */
  list(node: unknown): List | undefined;
  /** True if the list need not be read on after these. */
  until(nodes: readonly unknown[]): boolean;
  readonly asked: Asked;
  readonly signal: AbortSignal;
}

const answered = z.looseObject({ node: z.unknown() });

/** The first part of a list with its rest; what did not come is null. */
export async function restOf(first: List, { api, collector, query, id, list, until, asked, signal }: RestOptions): Promise<unknown[]> {
  const nodes = nodesOf(first);
  let part = first;
  const trail = new CursorTrail(asked.what);
  while (part.pageInfo.hasNextPage && part.pageInfo.endCursor != null && !until(nodesOf(part))) {
    trail.follow(part.pageInfo.endCursor);
    const answer = await api.graphql(collector, query, { id, after: part.pageInfo.endCursor }, signal);
    const more = list(answered.safeParse(answer.data).data?.node);
    if (more === undefined) throw refuse(answer, asked);
    nodes.push(...nodesOf(more));
    part = more;
  }
  return nodes;
}

function nodesOf({ nodes }: List): unknown[] {
  return [...(nodes ?? [])];
}
