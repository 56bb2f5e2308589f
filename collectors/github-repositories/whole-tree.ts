import { z } from 'zod';
import { type RepositoryAsked, restPath } from './repository-asked.ts';

/** One entry of a whole tree, as the page "REST API endpoints for Git trees" has it. */
const entry = z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string(), size: z.int().nonnegative().optional().catch(undefined) });
export type WholeTreeEntry = z.infer<typeof entry>;

const answer = z.looseObject({ tree: z.array(z.unknown()), truncated: z.boolean().optional().catch(undefined) });

/** All files of a repository. */
export interface WholeTree {
  /** Files, links and submodules; folders are left out. */
  readonly files: readonly WholeTreeEntry[];
  /** True if GitHub left some out: it lists up to 100,000 entries. */
  readonly cut: boolean;
}

/** Lists all files of a commit in one request; only for repositories whose catalog file leads to others. */
export async function wholeTree(commit: string, asked: RepositoryAsked): Promise<WholeTree> {
  const { api, collector, stub, signal } = asked;
  const { data } = await api.rest(collector, restPath(stub, `git/trees/${encodeURIComponent(commit)}?recursive=1`), { signal, answers: [404, 409] });
  const read = answer.safeParse(data);
  if (!read.success) return { files: [], cut: true };
  const files = read.data.tree.flatMap((candidate) => {
    const result = entry.safeParse(candidate);
    return result.success && result.data.type !== 'tree' ? [result.data] : [];
  });
  return { files, cut: read.data.truncated === true };
}
