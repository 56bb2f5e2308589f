import { SourceError } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import type { Instant } from '../schema/primitives.ts';
import { presentObjects, readBlobs } from './blobs.ts';
import type { Clone, TreeFile } from './contract.ts';
import { findDefaultBranch } from './default-branch.ts';
import { runGit, streamGit } from './git-process.ts';
import { pagesOf } from './hosts.ts';
import { showLatin1, showName } from './names.ts';
import { Recent } from './recent.ts';
import { redact, withoutCredentials } from '../text/redaction.ts';
import type { Refs } from './refs.ts';
import { localRepository, parseRemote } from './remote.ts';
import { readLayout, readState } from './state.ts';
import type { Layout, State } from './state.ts';
import { listTree } from './tree.ts';

/** Options of {@link openClone}. */
export interface OpenOptions {
  readonly asOf: Instant;
  readonly backdated: boolean;
  readonly signal?: AbortSignal;
  /** Which commit is its tip: that of the default branch, or the one that is checked out. The default branch unless told. */
  readonly at?: 'default-branch' | 'head';
}

/** Clones opened last, and trees listed last by their number of files: about 50 MB at the most. */
const opened = new Recent<Clone>(16_384);
const trees = new Recent<readonly TreeFile[]>(200_000);
const maxKeptTree = 20_000;

/** Opens the clone in `dir`: see `Clones.open` in contract.ts. */
export async function openClone(dir: string, options: OpenOptions): Promise<Clone> {
  const { asOf, backdated, signal = new AbortController().signal, at = 'default-branch' } = options;
  const layout = await guard(undefined, dir, signal, async () => readLayout(dir));
  const state = await guard(layout, dir, signal, () => readState(layout, signal));
  const key = [dir, backdated ? asOf : '', at, state.fingerprint].join('\0');
  const known = opened.get(key);
  if (known) return known;
  const clone = await guard(layout, dir, signal, () => makeClone(dir, state, { before: backdated ? asOf : undefined, at }, signal));
  opened.set(key, clone);
  return clone;
}

interface Tip {
  readonly before: Instant | undefined;
  readonly at: 'default-branch' | 'head';
}

async function makeClone(dir: string, state: State, { before, at }: Tip, signal: AbortSignal): Promise<Clone> {
  const { layout, refs, fingerprint } = state;
  const { gitDir } = layout;
  const remote = layout.remote && parseRemote(layout.remote.url);
  const pages = pagesOf(remote);
  const { prefix, branch, commit: newest, detached } = findDefaultBranch(refs, layout.bare, layout.remote?.name);
  const commit = at === 'head' ? headCommit(refs) : newest;
  const tip = commit === undefined || before === undefined ? commit : await lastCommit(gitDir, commit, before, signal);
  const attempt = <T>(during: AbortSignal, work: () => Promise<T>) => guard(layout, dir, during, work);

  return {
    repository: repositoryOf(layout),
    remoteUrl: remote?.url,
    webUrl: pages.webUrl,
    host: pages.kind,
    bare: layout.bare,
    shallow: state.shallow,
    partial: layout.partial,
    description: state.description,
    defaultBranch: branch === undefined ? undefined : showLatin1(branch).text,
    detached,
    tip,
    branchPrefix: prefix,
    brokenRefs: refs.broken.map((name) => showLatin1(name).text),
    fingerprint,
    gitDir,
    git: (args, during) => guarded(layout, dir, during, () => streamGit(gitDir, args, { signal: during })),
    files: (during) => (tip === undefined ? none() : guarded(layout, dir, during, () => files(gitDir, tip, !layout.partial, during))),
    read: (ids, maxBytes, during) =>
      attempt(during, async () => readBlobs(gitDir, layout.partial && ids.length > 0 ? await presentObjects(gitDir, ids, during) : ids, maxBytes, during)),
    fileUrl: (path, line) => (tip === undefined || !showName(Buffer.from(path)).clean ? undefined : pages.fileUrl(tip, path, line)),
  };
}

/** The commit that HEAD names, itself or through a branch; undefined on a branch without commits. */
function headCommit({ head, ids }: Refs): string | undefined {
  return 'commit' in head ? head.commit : ids.get(head.ref);
}

/** The last commit on the first-parent line of `from` whose committer date is not after `before`. */
async function lastCommit(gitDir: string, from: string, before: Instant, signal: AbortSignal): Promise<string | undefined> {
  const seconds = Math.floor(Date.parse(before) / 1000);
  const found = await runGit(gitDir, ['rev-list', '-1', '--first-parent', `--min-age=${seconds}`, from, '--'], { signal });
  return found.toString('latin1').trim() || undefined;
}

/** The tree from memory, or from git and into memory unless it is very large. */
async function* files(gitDir: string, tip: string, sizes: boolean, signal: AbortSignal): AsyncGenerator<TreeFile> {
  const key = `${gitDir}\0${tip}\0${sizes}`;
  const known = trees.get(key);
  if (known) {
    yield* known;
    return;
  }
  const kept: TreeFile[] = [];
  for await (const file of listTree(gitDir, tip, sizes, signal)) {
    if (kept.length <= maxKeptTree) kept.push(file);
    yield file;
  }
  if (kept.length <= maxKeptTree) trees.set(key, kept, kept.length + 1);
}

async function* none(): AsyncGenerator<never> {
  // A repository without commits has no tree.
}

function repositoryOf(layout: Layout): string {
  return (layout.remote && parseRemote(layout.remote.url)?.repository) ?? localRepository(layout.folder);
}

/** Runs `work`; whatever goes wrong in it is a {@link SourceError} that names the repository and the reason. */
async function guard<T>(layout: Layout | undefined, dir: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asSourceError(layout, dir, signal, error);
  }
}

async function* guarded<T>(layout: Layout, dir: string, signal: AbortSignal, work: () => AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* work();
  } catch (error) {
    throw asSourceError(layout, dir, signal, error);
  }
}

function asSourceError(layout: Layout | undefined, dir: string, signal: AbortSignal, error: unknown): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof SourceError || error instanceof TypeError) return error;
  const repository = layout ? repositoryOf(layout) : localRepository(dir.split('/').at(-1) ?? '');
  const reason = redact(withoutCredentials(error instanceof Error ? error.message : String(error)), layout ? [layout.gitDir, dir] : [dir]);
  const what = `${repository} could not be read: ${reason}`;
  return new SourceError(what, { cause: error, finding: makeFinding('ALM0201', { what, repository }) });
}
