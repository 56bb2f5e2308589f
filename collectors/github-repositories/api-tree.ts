import { posix } from 'node:path';
import { z } from 'zod';
import { globMatcher } from '../../src/catalog/target.ts';
import type { Blob } from '../../src/clones/contract.ts';
import type { Tree, TreeEntry } from '../../src/repositories/catalog/tree.ts';
import { type FileText, fileTextOf } from './deep-record.ts';
import { blobsQuery } from './queries.ts';
import { type RepositoryAsked, wholeFile } from './repository-asked.ts';
import { type WholeTree, wholeTree } from './whole-tree.ts';

/** Contents that one query asks for. */
const filesAtOnce = 20;
/** Longest path that is held against a pattern, so that its matching time stays bounded. */
const longestMatched = 512;

/** A file that came with the repository; `link` for a symbolic link, whose text is where it leads. */
export interface FirstFile {
  readonly text: NonNullable<FileText>;
  readonly link: boolean;
}

/** Files of a repository over the API. */
export interface ApiTree extends Tree {
  /** All its files, if they had to be listed. */
  listed(): WholeTree | undefined;
}

/**
 * The files of a repository, as catalog files are read from them. The first ones came with the repository, so that one
 * whose catalog file leads to no other costs nothing more; for others the whole tree is listed once, and contents are asked
 * for by object id.
 *
 * @param first what came, by path; paths among `sought` that are not in it are not there
 * @param commit that is read
 */
export function apiTree(asked: RepositoryAsked, { first, sought, commit }: { readonly first: ReadonlyMap<string, FirstFile>; readonly sought: ReadonlySet<string>; readonly commit: string }): ApiTree {
  const texts = new Map([...first.values()].map(({ text }) => [text.oid, text]));
  let whole: WholeTree | undefined;

  const contents = async (oids: readonly string[]): Promise<void> => {
    const missing = [...new Set(oids)].filter((oid) => !texts.has(oid));
    for (let at = 0; at < missing.length; at += filesAtOnce) {
      const chunk = missing.slice(at, at + filesAtOnce);
      for (const [oid, text] of await readTexts(chunk, asked)) texts.set(oid, text);
    }
  };
  const linked = (path: string, target: string): NonNullable<TreeEntry['link']> => {
    const to = posix.normalize(posix.join(posix.dirname(path), target));
    return target === '' || target.startsWith('/') || to === '..' || to.startsWith('../') ? 'outside' : { to };
  };

  return {
    async find(paths, patterns) {
      if (patterns.length === 0 && [...paths].every((path) => sought.has(path))) {
        return [...paths].flatMap((path): TreeEntry[] => {
          const file = first.get(path);
          if (file === undefined) return [];
          const { byteSize: bytes, oid: id, text = '' } = file.text;
          return [{ path, bytes, id, ...(file.link ? { link: linked(path, text) } : {}) }];
        });
      }
      whole ??= await wholeTree(commit, asked);
      const matchers = patterns.map(globMatcher);
      const found = whole.files.filter(({ path, type }) => type === 'blob' && (paths.has(path) || (path.length <= longestMatched && matchers.some((matches) => matches(path)))));
      const isLink = ({ mode }: { readonly mode: string }): boolean => mode === '120000';
      await contents(found.filter(isLink).map(({ sha }) => sha));
      return found.map((file) => ({ path: file.path, bytes: file.size ?? 0, id: file.sha, ...(isLink(file) ? { link: linked(file.path, texts.get(file.sha)?.text ?? '') } : {}) }));
    },
    async read(entries, maxBytes) {
      await contents(entries.map(({ id }) => id));
      const blobs = new Map<string, Blob>();
      for (const { path, id } of entries) {
        const text = texts.get(id);
        if (text === undefined) continue;
        const cut = text.isTruncated === true && text.byteSize <= maxBytes;
        const bytes = cut ? await wholeFile(id, asked) : text.text === undefined ? undefined : Buffer.from(text.text);
        if (bytes !== undefined) blobs.set(path, { bytes: bytes.subarray(0, maxBytes), size: text.byteSize, cut: text.byteSize > maxBytes || bytes.length > maxBytes });
      }
      return blobs;
    },
    url: (path, line) => fileUrl(asked.stub.url, commit, path, line),
    listed: () => whole,
  };
}

/** The address of a file at a commit, or of a line in it. */
export function fileUrl(webUrl: string, commit: string, path: string, line?: number): string {
  const address = `${webUrl}/blob/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
  return line === undefined ? address : `${address}#L${line}`;
}

const answer = z.looseObject({ node: z.record(z.string(), z.unknown()) });

async function readTexts(oids: readonly string[], { api, collector, stub, signal }: RepositoryAsked): Promise<Map<string, NonNullable<FileText>>> {
  const variables = Object.fromEntries(oids.map((oid, index) => [`oid${index}`, oid]));
  const { data } = await api.graphql(collector, blobsQuery(oids.length), { id: stub.key, ...variables }, signal);
  const read = answer.safeParse(data);
  const found = new Map<string, NonNullable<FileText>>();
  for (const [index, oid] of oids.entries()) {
    const text = read.success ? fileTextOf.parse(read.data.node[`blob${index}`]) : undefined;
    if (text !== undefined) found.set(oid, text);
  }
  return found;
}
