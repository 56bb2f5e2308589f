import { posix } from 'node:path';
import { catalogLimits } from '../../src/catalog/limits.ts';
import { globMatcher } from '../../src/catalog/target.ts';
import type { Blob } from '../../src/clones/contract.ts';
import { gather } from '../../src/repositories/catalog/gather.ts';
import type { CatalogPage } from '../../src/repositories/catalog/page.ts';
import type { Tree, TreeEntry } from '../../src/repositories/catalog/tree.ts';
import { type Commit, fileUrl, readFile, symbolicLink } from './files.ts';

/** Files that are read of one project: each is a request. */
const mostFiles = 30;
const longestPath = 512;
const names = ['catalog-info.yaml', 'catalog-info.yml'];

/** The catalog files of a commit and what their Locations lead to; undefined if there is none. */
export async function readCatalog(commit: Commit): Promise<CatalogPage | undefined> {
  if (!names.some((name) => commit.files.has(name))) return undefined;
  const { repository, project, url } = commit.reading;
  const origin = { webUrl: url, ...(project.defaultBranch === undefined ? {} : { defaultBranch: project.defaultBranch }) };
  const gathered = await gather(commitTree(commit), { paths: names, patterns: [] }, origin, { ...catalogLimits, files: Math.min(mostFiles, catalogLimits.files) });
  return { repository, ...origin, ...gathered };
}

function commitTree(commit: Commit): Tree {
  return {
    async find(paths, patterns) {
      const matchers = patterns.map(globMatcher);
      const found: TreeEntry[] = [];
      for (const [path, mode] of commit.files) {
        if (!paths.has(path) && !(path.length <= longestPath && matchers.some((matches) => matches(path)))) continue;
        const link = mode === symbolicLink ? linkOf(path, (await readFile(commit, path))?.toString('utf8') ?? '') : undefined;
        found.push({ path, bytes: 0, id: path, ...(link === undefined ? {} : { link }) });
      }
      return found;
    },
    async read(entries, maxBytes) {
      const blobs = new Map<string, Blob>();
      for (const { path } of entries) {
        const bytes = await readFile(commit, path);
        if (bytes !== undefined) blobs.set(path, { bytes: bytes.subarray(0, maxBytes), cut: bytes.byteLength > maxBytes, size: bytes.byteLength });
      }
      return blobs;
    },
    url: (path, line) => fileUrl(commit, path, line),
  };
}

function linkOf(path: string, target: string): NonNullable<TreeEntry['link']> {
  const to = posix.normalize(posix.join(posix.dirname(path), target));
  return target === '' || target.startsWith('/') || to === '..' || to.startsWith('../') ? 'outside' : { to };
}
