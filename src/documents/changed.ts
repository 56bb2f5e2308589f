import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { readSmall } from '../clones/git-files.ts';
import { streamGit } from '../clones/git-process.ts';
import { readLayout } from '../clones/state.ts';
import type { Instant } from '../schema/primitives.ts';

/** Milliseconds after which git is given up: files it has told of keep their date, others have none. */
const timeoutMs = 60_000;

/** What dates of files are asked with. */
export interface ChangedOptions {
  readonly asOf: Instant;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/**
 * When files of a folder last changed, by git: the committer date of the last commit that touched each, not after `asOf`.
 * The folder may be anywhere in a repository. A file has no date, rather than a guess, where the folder is in no
 * repository, where the file was never committed, and where a shallow clone ends before it was changed (its oldest
 * commit seems to add every file).
 *
 * @param dir absolute path of the folder
 * @param files paths below it, with `/`
 */
export async function lastChanged(dir: string, files: Iterable<string>, { asOf, signal, log }: ChangedOptions): Promise<ReadonlyMap<string, Instant>> {
  const dates = new Map<string, Instant>();
  const wanted = new Set(files);
  const repository = wanted.size === 0 ? undefined : repositoryOf(dir);
  if (repository === undefined) return dates;
  const { root, prefix } = repository;
  try {
    const { gitDir, commonDir } = readLayout(root);
    const boundary = new Set((readSmall(join(commonDir, 'shallow'), 64 * 1024 ** 2)?.toString('latin1') ?? '').split('\n').filter((id) => id !== ''));
    const args = ['--literal-pathspecs', 'log', '-z', '--format=%x01%H %ct', '--name-only', '--no-renames', '--no-ext-diff', '--no-textconv', '--', ...(prefix === '' ? [] : [prefix.slice(0, -1)])];
    let commit: { id: string; at: Instant } | undefined;
    for await (const token of tokens(streamGit(gitDir, args, { signal, timeoutMs }))) {
      const head = /^\u0001([0-9a-f]+) (\d+)$/.exec(token);
      if (head !== null) {
        commit = { id: head[1] ?? '', at: new Date(Number(head[2]) * 1000).toISOString() };
        continue;
      }
      const file = token.startsWith(prefix) ? token.slice(prefix.length) : '';
      if (commit === undefined || commit.at > asOf || !wanted.delete(file)) continue;
      if (!boundary.has(commit.id)) dates.set(file, commit.at);
      if (wanted.size === 0) break;
    }
  } catch (error) {
    signal.throwIfAborted();
    log(`When documents were last changed is not known for all: ${error instanceof Error ? error.message : String(error)}`);
  }
  return dates;
}

/** The nearest folder above that holds a `.git`, and the way down from it with a slash at its end; empty for itself. */
function repositoryOf(dir: string): { readonly root: string; readonly prefix: string } | undefined {
  let root: string;
  try {
    root = realpathSync(dir);
  } catch {
    return undefined;
  }
  const from = root;
  while (!existsSync(join(root, '.git'))) {
    if (dirname(root) === root) return undefined;
    root = dirname(root);
  }
  const way = relative(root, from).split(sep).join('/');
  return { root, prefix: way === '' ? '' : `${way}/` };
}

/** What stands between zero bytes; git puts a line break before the first file of a commit. */
async function* tokens(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = rest.indexOf(0); at >= 0; at = rest.indexOf(0, from)) {
      yield rest.subarray(from, at).toString('utf8').replace(/^\n/, '');
      from = at + 1;
    }
    rest = rest.subarray(from);
  }
}
