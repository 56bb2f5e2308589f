import type { NodeBatches, NodeReading } from '../../src/github/batches.ts';
import { type GraphQLProblem, TooMuchError } from '../../src/github/contract.ts';
import { permissionOfProblem } from '../../src/github/permission.ts';
import { omissible } from './queries.ts';

/**
 * Reads a repository in depth, and in spite of what cannot be read of it.
 *
 * - A connection that the credentials may not read leaves nothing of its repository, since its type in GitHub's schema does
 *   not allow for null: the repository is asked for again without it.
 * - What could not be read for any other reason, such as a time-out, is asked for once more; then the rest stands as it is.
 *
 * @param batches for a query without the connections named
 * @returns the node, and all that could not be read, also by earlier attempts
 * @throws TooMuchError where even the least is too much for GitHub
 */
export async function readInDepth(key: string, batches: (omitted: ReadonlySet<string>) => Promise<NodeBatches>, signal: AbortSignal): Promise<NodeReading> {
  const omitted = new Map<string, GraphQLProblem>();
  let again = true;
  for (;;) {
    const reading = await (await batches(new Set(omitted.keys()))).read(key, signal).catch((error: unknown) => {
      const left = [...omissible].filter((field) => !omitted.has(field));
      if (!(error instanceof TooMuchError) || left.length === 0) throw error;
      for (const field of left) omitted.set(field, { type: undefined, message: 'this takes it too long', path: [field] });
      return undefined;
    });
    if (reading === undefined) continue;
    const all = { node: reading.node, problems: [...omitted.values(), ...reading.problems] };
    const failed = reading.problems.filter((problem) => permissionOfProblem(problem) === undefined);
    if (again && failed.length > 0 && !failed.some(({ type }) => type === 'NOT_FOUND')) {
      again = false;
      continue;
    }
    const inTheWay = reading.node === null ? reading.problems.filter(({ path: [field] }) => typeof field === 'string' && omissible.has(field) && !omitted.has(field)) : [];
    if (inTheWay.length === 0) return all;
    for (const problem of inTheWay) omitted.set(String(problem.path[0]), problem);
  }
}
