import { createHash } from 'node:crypto';
import { localContext } from '../../src/collect/local-context.ts';
import type { Blob, Clone, CloneFound, Clones, TreeFile } from '../../src/clones/contract.ts';
import type { FetchContext, Shard } from '../../src/collect/contract.ts';
import { compareText } from '../../src/findings/codes.ts';

/** A file of a clone that is not there: text, or the target of a symbolic link. */
export type FakeFile = string | { readonly link: string } | { readonly lost: true };

export interface FakeClone {
  readonly path?: string;
  readonly host?: 'github' | 'gitlab';
  readonly files: Readonly<Record<string, FakeFile>>;
}

/** Clones in memory, with what of them was read. */
export function fakeClones(list: readonly FakeClone[]): { clones: Clones; read: string[] } {
  const read: string[] = [];
  const dirs = new Map(list.map((clone, index) => [`/clones/${clone.path ?? `repo${index}`}`, clone]));
  const clones: Clones = {
    async *discover(root): AsyncGenerator<CloneFound> {
      for (const dir of dirs.keys()) if (dir.startsWith(root)) yield { dir, path: dir.slice(root.length + 1) };
    },
    async open(dir) {
      const clone = dirs.get(dir);
      if (!clone) throw new Error(`no clone at ${dir}`);
      return fakeClone(clone, dir, read);
    },
  };
  return { clones, read };
}

function fakeClone({ host, files }: FakeClone, dir: string, read: string[]): Clone {
  const idOf = (path: string): string => createHash('sha1').update(`${dir}/${path}`).digest('hex');
  const bytesOf = (file: FakeFile): Buffer => Buffer.from(typeof file === 'string' ? file : 'link' in file ? file.link : '');
  const webUrl = host === undefined ? undefined : `https://${host}.com/acme/${dir.split('/').at(-1)}`;
  const unused = (): never => {
    throw new Error('not used by this collector');
  };
  return {
    repository: `${host ?? 'git.example'}.com/acme/${dir.split('/').at(-1)}`,
    remoteUrl: undefined,
    webUrl,
    host,
    bare: false,
    shallow: false,
    partial: false,
    description: undefined,
    defaultBranch: 'main',
    detached: false,
    tip: 'f'.repeat(40),
    branchPrefix: 'refs/heads/',
    brokenRefs: [],
    fingerprint: 'print',
    gitDir: dir,
    git: unused,
    async *files(): AsyncGenerator<TreeFile> {
      for (const path of Object.keys(files).sort(compareText)) {
        const file = files[path] ?? '';
        yield { path, clean: true, mode: typeof file !== 'string' && 'link' in file ? '120000' : '100644', id: idOf(path), size: bytesOf(file).length };
      }
    },
    async read(ids, maxBytes) {
      const blobs = new Map<string, Blob>();
      for (const [path, file] of Object.entries(files)) {
        if (!ids.includes(idOf(path)) || (typeof file !== 'string' && 'lost' in file)) continue;
        read.push(path);
        const bytes = bytesOf(file);
        blobs.set(idOf(path), { bytes: bytes.subarray(0, maxBytes), cut: bytes.length > maxBytes, size: bytes.length });
      }
      return blobs;
    },
    fileUrl: (path) => (webUrl === undefined ? undefined : `${webUrl}/blob/main/${path}`),
  };
}

/** What the kernel would hand to `shards` and `fetch`. */
export const fakeContext: FetchContext = {
  ...localContext({ asOf: '2026-11-21T03:00:00Z', backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: '/content', log: () => undefined }),
  bookmark: undefined,
  resume: undefined,
};

/** All shards that a collector lists, whichever way it does. */
export async function listShards(shards: AsyncIterable<Shard> | Promise<readonly Shard[]>): Promise<Shard[]> {
  if (!(Symbol.asyncIterator in shards)) return [...(await shards)];
  const list: Shard[] = [];
  for await (const shard of shards) list.push(shard);
  return list;
}
