import type { Blob } from '../../clones/contract.ts';

/** A folder of files that catalog files are read from: the tree of a commit, or the content folder. */
export interface Tree {
  /** The files at these paths and those that match one of the patterns, in no particular order. */
  find(paths: ReadonlySet<string>, patterns: readonly string[]): Promise<readonly TreeEntry[]>;
  /** Contents by path, each cut at `maxBytes`. A file that has gone since it was found is left out. */
  read(entries: readonly TreeEntry[], maxBytes: number): Promise<ReadonlyMap<string, Blob>>;
  /** Address of a file, or of a line in it. */
  url(path: string, line?: number): string | undefined;
}

/** One file that was found. */
export interface TreeEntry {
  readonly path: string;
  /** Size; 0 where it is not known before the file is read. */
  readonly bytes: number;
  /** What `read` needs to reach it. */
  readonly id: string;
  /** For a symbolic link: the path it leads to inside the tree, or `outside`. */
  readonly link?: { readonly to: string } | 'outside';
}
