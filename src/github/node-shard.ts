import { type CollectContext, once, SourceError } from '../collect/contract.ts';
import type { GitHubAccess } from './access.ts';
import { type NodeBatches, nodeBatches, type NodeReading } from './batches.ts';
import { type Asked, isRefusal, refuse } from './refusal.ts';
import type { GitHubSource } from './source.ts';

/** Which batches are meant. */
export interface BatchesOptions {
  readonly access: GitHubAccess;
  readonly context: CollectContext;
  readonly source: GitHubSource;
  readonly collector: string;
  /** A query with the variable `$ids`. */
  readonly query: string;
  /** Nodes in one query. */
  readonly size: number;
}

/** The batches of a query of a source, shared by all shards of a run. */
export const batchesOf: (options: BatchesOptions) => Promise<NodeBatches> = once(
  ({ source, collector, query }: BatchesOptions) => JSON.stringify([collector, query, source]),
  async ({ access, context, source, collector, query, size }: BatchesOptions) => nodeBatches({ api: await access.connect({ context, source }), collector, query, size }),
);

/** The error of a node that came without what was asked of it: withheld where the credentials are the reason. */
export function nodeRefusal({ node, problems }: NodeReading, asked: Asked): SourceError {
  if (node === null && problems.length === 0) return new SourceError(`${asked.what}: GitHub shows no such repository any more`);
  return refuse({ errors: problems }, asked);
}

/**
 * Reads a node, and once more where it came in part: GitHub leaves out what took too long, with an error or without.
 *
 * @param whole false if something in it is null that should be there
 * @throws SourceError if it comes in part again and GitHub says why
 */
export async function readWhole(read: () => Promise<NodeReading>, whole: (node: unknown) => boolean, asked: Asked): Promise<NodeReading> {
  const inPart = ({ problems }: NodeReading): boolean => problems.some((problem) => !isRefusal(problem));
  let reading = await read();
  if (inPart(reading) || (reading.node !== null && !whole(reading.node))) reading = await read();
  if (inPart(reading)) throw refuse({ errors: reading.problems.filter((problem) => !isRefusal(problem)) }, asked);
  return reading;
}
