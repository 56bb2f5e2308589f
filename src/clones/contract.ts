import type { Instant } from '../schema/primitives.ts';

/**
 * What the collectors that read clones (`git`, `catalog`, `codeowners`) share. Only git's object store is read, never a
 * working tree, so that uncommitted work, symbolic links and hooks play no part and bare clones are no special case.
 */
export interface Clones {
  /**
   * Finds every clone below `root`, bare or not, nested or not, without following symbolic links; in a fixed order.
   * What could not be looked into is handed to `report`, if there is one.
   *
   * @throws SourceError if `root` itself cannot be read
   */
  discover(root: string, signal: AbortSignal, report?: (problem: DiscoveryProblem) => void): AsyncIterable<CloneFound>;
  /**
   * Opens one clone; the same one for the same folder and instant as long as its references stay the same, so that its
   * tree is read once a run.
   *
   * @throws SourceError with finding ALM0201 if git could make nothing of it
   */
  open(dir: string, options: { asOf: Instant; backdated: boolean; signal?: AbortSignal }): Promise<Clone>;
}

/** A folder that discovery did not enter. */
export interface DiscoveryProblem {
  /** `unreadable`: the system refused; `link`: a symbolic link to a folder. */
  readonly kind: 'unreadable' | 'link';
  /** Absolute path. */
  readonly dir: string;
  /** Path relative to the root, with forward slashes; what is not printable is escaped. */
  readonly path: string;
  readonly reason: string;
}

export interface CloneFound {
  /** Absolute path of the clone (the folder that holds `.git`, or the bare repository itself). */
  readonly dir: string;
  /** Path relative to the root that was searched, with forward slashes; `.` for the root itself. Control characters are escaped. */
  readonly path: string;
}

export interface Clone {
  /** Identity: the remote URL normalised to host/path/name, or local/<folder> without a remote. */
  readonly repository: string;
  /** Remote address without credentials, if there is a remote. */
  readonly remoteUrl: string | undefined;
  /** Address of the repository on its host, if the host is one that serves pages there. */
  readonly webUrl: string | undefined;
  /** `github`, `gitlab` or undefined where the host does not tell. */
  readonly host: 'github' | 'gitlab' | undefined;
  readonly bare: boolean;
  readonly shallow: boolean;
  /** True if objects were left out when it was cloned: sizes are undefined, and `read` may not find a blob. */
  readonly partial: boolean;
  /** What the `description` file of the git directory says, unless it is git's placeholder. */
  readonly description: string | undefined;
  readonly defaultBranch: string | undefined;
  /** True if HEAD names a commit instead of a branch and no remote HEAD names the default branch. */
  readonly detached: boolean;
  /**
   * Commit id at the tip of the default branch, or of what is checked out if that was asked for, as of the instant it was
   * opened for; undefined without commits.
   */
  readonly tip: string | undefined;
  /** What precedes a branch's name in its reference: `refs/heads/`, or `refs/remotes/origin/` in a working clone. */
  readonly branchPrefix: string;
  /** References that hold neither an object id nor a name, as shown. */
  readonly brokenRefs: readonly string[];
  /** Digest of HEAD, all refs, the remote, the description and the state of shallowness. */
  readonly fingerprint: string;
  /** Absolute path of the git directory. Never stored or published. */
  readonly gitDir: string;
  /**
   * Runs a git command that only reads, without the clone's configuration being able to run anything.
   *
   * @throws SourceError with finding ALM0201 if it fails
   */
  git(args: readonly string[], signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Every entry of the tree at the tip, recursively, in git's order. Bounded in memory: a stream. */
  files(signal: AbortSignal): AsyncIterable<TreeFile>;
  /**
   * Contents of blobs by object id, each at most `maxBytes` (longer ones are cut and say so); one process for all. In a
   * partial clone the ones that were left out are missing from the answer.
   *
   * @throws SourceError with finding ALM0201 if an object that should be there is not, or cannot be read
   */
  read(ids: readonly string[], maxBytes: number, signal: AbortSignal): Promise<Map<string, Blob>>;
  /** Address of a file at the tip on the host's site, where there is one. */
  fileUrl(path: string, line?: number): string | undefined;
}

export interface TreeFile {
  /** Path with forward slashes; bytes that are not UTF-8 and control characters are escaped as \xNN, and `clean` is false. */
  readonly path: string;
  readonly clean: boolean;
  /** `120000` is a symbolic link, `160000` a submodule. */
  readonly mode: string;
  readonly id: string;
  /** Bytes; undefined for submodules, in partial clones and if it is damaged. */
  readonly size: number | undefined;
  /** Set if its object is not in the clone or cannot be read, although it should be: `read` would fail. */
  readonly damaged?: true;
}

export interface Blob {
  readonly bytes: Uint8Array;
  /** True if the blob is longer than what was read. */
  readonly cut: boolean;
  readonly size: number;
}
