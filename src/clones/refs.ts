import { compareText } from '../findings/codes.ts';
import { readHead, readLooseRefs, readSmall } from './git-files.ts';
import { runGit } from './git-process.ts';

/** The references of a repository. Names hold one character per byte (`latin1`), as git compares them. */
export interface Refs {
  /** What HEAD names: a reference, or a commit if it is detached. */
  readonly head: { readonly ref: string } | { readonly commit: string };
  /** Object id by full name, of `refs/heads`, `refs/tags` and `refs/remotes`. */
  readonly ids: ReadonlyMap<string, string>;
  /** Symbolic references, such as `refs/remotes/origin/HEAD`, and what they name. */
  readonly symbolic: ReadonlyMap<string, string>;
  /** Names of loose references that hold neither an id nor a name. */
  readonly broken: readonly string[];
}

/** A reference, HEAD or a file of references that cannot be understood. */
export class RefsError extends Error {
  override readonly name = 'RefsError';
}

const id = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const packedLine = /^([0-9a-f]{40}|[0-9a-f]{64}) (refs\/.+)$/;
const peeledLine = /^\^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const folders = ['refs/heads', 'refs/tags', 'refs/remotes'];
const maxPackedBytes = 256 * 1024 ** 2;

/**
 * Reads HEAD and the references from their files, as gitrepository-layout(5) describes them: on a night on which
 * nothing changed this is all that is read of a clone, and it costs no process. A repository that keeps its references
 * as a reftable is asked through git.
 *
 * @throws RefsError if HEAD or packed-refs cannot be understood
 */
export async function readRefs(gitDir: string, commonDir: string, signal: AbortSignal): Promise<Refs> {
  if (readSmall(`${commonDir}/reftable/tables.list`, 1024 ** 2) !== undefined) return askRefs(gitDir, signal);
  const head = parseHead(readHead(gitDir));
  const ids = parsePacked(readSmall(`${commonDir}/packed-refs`, maxPackedBytes)?.toString('latin1') ?? '');
  const loose = new Map<string, string>();
  for (const folder of folders) readLooseRefs(commonDir, folder, loose);
  const symbolic = new Map<string, string>();
  const broken: string[] = [];
  for (const [name, content] of loose) {
    if (id.test(content)) ids.set(name, content);
    else if (/^ref:\s*refs\//.test(content)) symbolic.set(name, content.replace(/^ref:\s*/, ''));
    else broken.push(name);
  }
  return { head, ids, symbolic, broken: broken.sort(compareText) };
}

function parseHead(text: string | undefined): Refs['head'] {
  if (text === undefined) throw new RefsError('HEAD is missing');
  if (id.test(text)) return { commit: text };
  const ref = /^ref:\s*(refs\/\S.*)$/.exec(text)?.[1];
  if (ref === undefined) throw new RefsError('HEAD names neither a branch nor a commit');
  return { ref };
}

function parsePacked(text: string): Map<string, string> {
  const ids = new Map<string, string>();
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    if (line === '' || line.startsWith('#')) continue;
    const [, object, name] = packedLine.exec(line) ?? [];
    if (object !== undefined && name !== undefined) {
      if (folders.some((folder) => name.startsWith(`${folder}/`))) ids.set(name, object);
    } else if (!peeledLine.test(line)) throw new RefsError(`line ${number} of packed-refs is not a reference`);
  }
  return ids;
}

async function askRefs(gitDir: string, signal: AbortSignal): Promise<Refs> {
  const listed = await runGit(gitDir, ['for-each-ref', '--format=%(objectname) %(symref)%00%(refname)', ...folders], { signal });
  const ids = new Map<string, string>();
  const symbolic = new Map<string, string>();
  for (const line of listed.toString('latin1').split('\n')) {
    const [, object = '', target = '', name = ''] = /^(\S+) (.*)\0(.+)$/.exec(line) ?? [];
    if (name === '') continue;
    if (target === '') ids.set(name, object);
    else symbolic.set(name, target);
  }
  const named = await runGit(gitDir, ['symbolic-ref', '-q', 'HEAD'], { signal }).then((text) => text.toString('latin1').trim(), () => '');
  if (named.startsWith('refs/')) return { head: { ref: named }, ids, symbolic, broken: [] };
  const commit = await runGit(gitDir, ['rev-parse', '-q', '--verify', 'HEAD'], { signal });
  return { head: { commit: commit.toString('latin1').trim() }, ids, symbolic, broken: [] };
}
