import type { Blob, Clone, TreeFile } from '../../src/clones/contract.ts';
import { SourceError } from '../../src/collect/contract.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import { hasBinaryName, headBytes, isBinary } from './binaries.ts';
import { mayBeBinary, purposes, purposesOf } from './wanted.ts';
import type { Purpose, ReadingLimits } from './wanted.ts';

/** What was read of a clone's files. */
export interface RepositoryFiles {
  /** Texts by path, in order of path, for each purpose. */
  readonly texts: Readonly<Record<Purpose, ReadonlyMap<string, string>>>;
  /** Paths of executable binaries, sorted. */
  readonly binaries: readonly string[];
  /** Paths of files that should have been read but are too large or too many, sorted. */
  readonly unread: readonly string[];
}

/** Bytes that a file of a partial clone, whose size is not known before it is read, is taken to have. */
const assumedBytes = 64_000;

/**
 * Reads what is needed of a clone: its tree, the texts, and the first bytes of what may be a binary.
 *
 * @throws SourceError if a text is in the tree but not in the object store, as in a clone without blobs
 */
export async function readFiles(clone: Clone, limits: ReadingLimits, signal: AbortSignal): Promise<RepositoryFiles> {
  const wanted: Record<Purpose, TreeFile[]> = { workflow: [], dockerfile: [], script: [], locks: [], sign: [] };
  const candidates: TreeFile[] = [];
  for await (const file of clone.files(signal)) {
    // Links and submodules are followed by no one here: what they lead to is another repository's, or listed itself.
    if (file.mode !== '100644' && file.mode !== '100755') continue;
    const executable = file.mode === '100755';
    for (const purpose of purposesOf(file.path, executable)) wanted[purpose].push(file);
    if (mayBeBinary(file.path, executable)) candidates.push(file);
  }
  // Tests of Go are many and seldom say anything: they come last.
  wanted.sign.sort((a, b) => Number(isPlainTest(a.path)) - Number(isPlainTest(b.path)));

  const unread = new Set<string>();
  const chosen = choose(wanted, limits, unread);
  const { workflow, dockerfile, script, locks, sign } = chosen;
  const ids = Object.values(chosen).flatMap((files) => files.map(({ id }) => id));
  const blobs = await clone.read(ids, Math.max(...Object.values(limits.fileBytes)), signal);
  const textsOf = (purpose: Purpose, files: readonly TreeFile[]): ReadonlyMap<string, string> => texts({ clone, files, blobs, limit: limits.fileBytes[purpose], unread });
  return {
    texts: {
      workflow: textsOf('workflow', workflow),
      dockerfile: textsOf('dockerfile', dockerfile),
      script: textsOf('script', script),
      locks: textsOf('locks', locks),
      sign: textsOf('sign', sign),
    },
    binaries: await readBinaries({ clone, candidates, limits, signal }),
    unread: [...unread].sort(compareText),
  };
}

/** The files within the bounds; the others are noted, unless they only would have been a sign of something good. */
function choose(wanted: Readonly<Record<Purpose, readonly TreeFile[]>>, limits: ReadingLimits, unread: Set<string>): Record<Purpose, TreeFile[]> {
  const chosen: Record<Purpose, TreeFile[]> = { workflow: [], dockerfile: [], script: [], locks: [], sign: [] };
  let total = 0;
  for (const purpose of purposes) {
    for (const file of wanted[purpose]) {
      const size = file.size ?? assumedBytes;
      const fits = size <= limits.fileBytes[purpose] && chosen[purpose].length < limits.files[purpose] && total + size <= limits.totalBytes;
      if (fits) {
        total += size;
        chosen[purpose].push(file);
      } else if (purpose !== 'sign' && !isLargeProgram(file, purpose)) {
        unread.add(file.path);
      }
    }
  }
  return chosen;
}

/** A program without an extension that is too large for a script: a binary, and counted as one. */
function isLargeProgram({ path }: TreeFile, purpose: Purpose): boolean {
  return purpose === 'script' && !path.slice(path.lastIndexOf('/') + 1).includes('.');
}

interface TextReading {
  readonly clone: Clone;
  readonly files: readonly TreeFile[];
  readonly blobs: ReadonlyMap<string, Blob>;
  readonly limit: number;
  readonly unread: Set<string>;
}

function texts({ clone, files, blobs, limit, unread }: TextReading): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, id } of [...files].sort((a, b) => compareText(a.path, b.path))) {
    const blob = blobs.get(id);
    if (blob === undefined) throw missing(clone.repository, path);
    if (blob.size > limit) unread.add(path);
    else found.set(path, new TextDecoder().decode(blob.bytes));
  }
  return found;
}

interface BinaryReading {
  readonly clone: Clone;
  readonly candidates: readonly TreeFile[];
  readonly limits: ReadingLimits;
  readonly signal: AbortSignal;
}

/** Those whose first bytes say so. One that is too large to be looked into, or was left out of the clone for its size, counts by its name. */
async function readBinaries({ clone, candidates, limits, signal }: BinaryReading): Promise<string[]> {
  let total = 0;
  const looked = new Set<string>();
  for (const { id, size = assumedBytes, damaged } of candidates) {
    if (damaged || size > limits.headOfBytes || total + size > limits.headsOfBytes) continue;
    total += size;
    looked.add(id);
  }
  const heads = looked.size === 0 ? new Map<string, Blob>() : await clone.read([...looked], headBytes, signal);
  const found = candidates.filter(({ path, id, size }) => {
    const head = heads.get(id);
    if (head !== undefined) return isBinary(path, head.bytes);
    return hasBinaryName(path) || (size ?? 0) > limits.headOfBytes;
  });
  return found.map(({ path }) => path).sort(compareText);
}

function isPlainTest(path: string): boolean {
  return path.endsWith('_test.go') && !path.toLowerCase().includes('fuzz');
}

function missing(repository: string, path: string): SourceError {
  const what = `${path} of ${repository} could not be read: its contents are not in the clone`;
  return new SourceError(what, { finding: makeFinding('ALM0201', { what, repository, file: path }) });
}
