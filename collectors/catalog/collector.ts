import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { catalogLimits, contentLimits, type CatalogLimits } from '../../src/catalog/limits.ts';
import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clones, DiscoveryProblem } from '../../src/clones/contract.ts';
import { type CollectContext, type Collector, type Shard, SourceError } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import { catalogEntryKind } from '../../src/schema/facts/catalog-entry.ts';
import { gather } from '../../src/repositories/catalog/gather.ts';
import { catalogPage, type CatalogPage } from '../../src/repositories/catalog/page.ts';
import { parsePage } from '../../src/repositories/catalog/parse.ts';
import { cloneTree } from './clone-tree.ts';
import { folderTree } from './folder-tree.ts';

const config = z.strictObject({
  path: z.string().min(1).optional().describe('A folder of clones; each is searched for catalog files'),
  content: z
    .union([z.boolean(), z.string().regex(/^[^*?[\]{}()!\\]+$/, 'must be a path without wildcards')])
    .default(false)
    .describe('True for the folder `catalog` of the content folder, or the name of another folder in it'),
  files: z
    .array(z.string().regex(/^[^*?[\]{}\\]+$/, 'must be a path without wildcards'))
    .min(1)
    .default(['catalog-info.yaml', 'catalog-info.yml'])
    .describe('Paths of the catalog files of a repository; Locations in them lead to others'),
});
type Config = z.infer<typeof config>;

/** What `fetch` needs to know of a shard. It travels as JSON in the shard's locator. */
const locator = z.union([
  z.strictObject({ type: z.literal('clone'), dir: z.string(), files: z.array(z.string()) }),
  z.strictObject({ type: z.literal('content'), folder: z.string() }),
]);
type Locator = z.infer<typeof locator>;

/**
 * The collector of catalog files: Backstage YAML from every clone below a folder, and from the content folder.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones, limits: CatalogLimits = catalogLimits): Collector<Config> {
  return {
    id: 'catalog',
    version: '1',
    title: 'Catalog files',
    config,
    kinds: [catalogEntryKind],
    staleAfter: '7d',

    async *shards({ path, content, files }, context) {
      const folder = content === false ? undefined : await contentFolder(content, context);
      if (folder !== undefined) yield shard('content', { type: 'content', folder });
      if (path === undefined) return;
      const root = resolve(context.contentDir, path);
      const unreadable: DiscoveryProblem[] = [];
      const report = (problem: DiscoveryProblem): void => {
        if (problem.kind === 'unreadable') unreadable.push(problem);
      };
      for await (const { path: id, dir } of clones.discover(root, context.signal, report)) yield shard(id, { type: 'clone', dir, files });
      // A folder that cannot be looked into is a shard that fails: what was known of clones in it stays, with its age.
      for (const { path: id, dir } of unreadable) yield shard(id, { type: 'clone', dir, files });
    },

    async fingerprint(of, context) {
      const where = locate(of);
      const read =
        where.type === 'clone'
          ? [where.files, (await clones.open(where.dir, context)).fingerprint, context.backdated ? context.asOf : '']
          : [where.folder, await readContent(where.folder, context, limits)];
      return createHash('sha256').update(JSON.stringify(read)).digest('hex');
    },

    async *fetch(of, context) {
      const where = locate(of);
      const page = where.type === 'content' ? await readContent(where.folder, context, limits) : await readClone(where, clones, context, limits);
      yield { name: 'catalog', body: JSON.stringify(page) };
    },

    parse(raw) {
      const page = catalogPage.parse(JSON.parse(raw.body));
      return parsePage(page, page.repository === undefined ? contentLimits(limits) : limits);
    },
  };
}

/** The collector as it is registered: clones through the git binary. */
export const collector: Collector<Config> = makeCollector(gitClones);

function shard(id: string, where: Locator): Shard {
  return { id, locator: JSON.stringify(where) };
}

function locate(of: Shard): Locator {
  return locator.parse(JSON.parse(of.locator));
}

async function readClone(where: Extract<Locator, { type: 'clone' }>, clones: Clones, context: CollectContext, limits: CatalogLimits): Promise<CatalogPage> {
  const clone = await clones.open(where.dir, context);
  const { webUrl, defaultBranch } = clone;
  const origin = { ...(webUrl === undefined ? {} : { webUrl }), ...(defaultBranch === undefined ? {} : { defaultBranch }) };
  const paths = where.files.map((path) => posix.normalize(path));
  const read = clone.tip === undefined ? { roots: [], files: [], unread: 0 } : await gather(cloneTree(clone, context.signal), { paths, patterns: [] }, origin, limits);
  return { repository: clone.repository, ...origin, ...read };
}

async function readContent(folder: string, context: CollectContext, limits: CatalogLimits): Promise<CatalogPage> {
  return gather(folderTree(context.contentDir), { paths: [], patterns: [`${folder}/**/*.{yaml,yml}`] }, {}, contentLimits(limits));
}

/**
 * The folder to read inside the content folder, with forward slashes; undefined if there is none by default.
 *
 * @throws SourceError if a folder was named that is not there or not inside the content folder
 */
async function contentFolder(content: true | string, { contentDir }: CollectContext): Promise<string | undefined> {
  const named = content === true ? 'catalog' : content;
  const path = relative(contentDir, resolve(contentDir, named));
  if (path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) {
    const what = `The catalog folder \`${named}\` is not inside the content folder`;
    throw new SourceError(what, { finding: makeFinding('ALM0105', { what }) });
  }
  const there = await stat(join(contentDir, path)).then((found) => found.isDirectory(), () => false);
  if (there) return path.split(sep).join('/');
  if (content === true) return undefined;
  const what = `The catalog folder \`${named}\` is not in the content folder`;
  throw new SourceError(what, { finding: makeFinding('ALM0106', { what }) });
}
