import { createHash } from 'node:crypto';
import type { Clone, Clones, TreeFile } from '../../src/clones/contract.ts';

/** A file of a fake clone: its text, its bytes, a symbolic link, or a size without contents. */
export type FakeFile = string | Uint8Array | { readonly link: string } | { readonly bytes: number };

export interface FakeClone {
  readonly repository: string;
  readonly files: Readonly<Record<string, FakeFile>>;
  readonly webUrl?: string;
  readonly defaultBranch?: string;
  readonly tip?: undefined;
}

/** Clones in memory, by folder. What was read of each is noted, so that a test can tell what was not. */
export function fakeClones(byDir: Readonly<Record<string, FakeClone>>): { clones: Clones; read: string[] } {
  const read: string[] = [];
  const clones: Clones = {
    async *discover() {
      for (const path of Object.keys(byDir)) yield { dir: `/clones/${path}`, path };
    },
    async open(dir) {
      const fake = byDir[dir.replace('/clones/', '')];
      if (fake === undefined) throw new Error(`no clone in ${dir}`);
      return cloneOf(fake, read);
    },
  };
  return { clones, read };
}

function cloneOf(fake: FakeClone, read: string[]): Clone {
  const files = Object.entries(fake.files).sort(([a], [b]) => (a < b ? -1 : 1));
  const tip = 'tip' in fake ? undefined : '1'.repeat(40);
  const id = (path: string): string => createHash('sha1').update(path).digest('hex');
  const known: Clone = {
    repository: fake.repository,
    remoteUrl: undefined,
    webUrl: fake.webUrl,
    host: undefined,
    bare: true,
    shallow: false,
    partial: false,
    description: undefined,
    defaultBranch: fake.defaultBranch ?? 'main',
    detached: false,
    tip,
    branchPrefix: 'refs/heads/',
    brokenRefs: [],
    fingerprint: createHash('sha1').update(JSON.stringify(fake.files)).digest('hex'),
    gitDir: '/nowhere',
    async *git() {
      // Catalog files are read through `files` and `read` alone.
    },
    async *files() {
      for (const [path, file] of files) yield treeFile(path, file, id(path));
    },
    async read(ids, maxBytes) {
      return new Map(
        files
          .filter(([path]) => ids.includes(id(path)))
          .map(([path, file]) => {
            read.push(path);
            const bytes = bytesOf(file);
            return [id(path), { bytes: bytes.subarray(0, maxBytes), cut: bytes.length > maxBytes, size: bytes.length }];
          }),
      );
    },
    fileUrl: (path, line) => (fake.webUrl === undefined ? undefined : `${fake.webUrl}/blob/main/${path}${line === undefined ? '' : `#L${line}`}`),
  };
  return known;
}

function treeFile(path: string, file: FakeFile, id: string): TreeFile {
  const link = typeof file === 'object' && 'link' in file;
  const size = typeof file === 'object' && 'bytes' in file ? file.bytes : bytesOf(file).length;
  return { path, clean: true, mode: link ? '120000' : '100644', id, size };
}

function bytesOf(file: FakeFile): Uint8Array {
  if (file instanceof Uint8Array) return file;
  if (typeof file === 'string') return new TextEncoder().encode(file);
  return 'link' in file ? new TextEncoder().encode(file.link) : new Uint8Array();
}
