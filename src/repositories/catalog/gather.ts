import { locationTargets, placeholders } from '../../catalog/location.ts';
import type { CatalogLimits } from '../../catalog/limits.ts';
import { globMatcher, resolveTarget, type Origin } from '../../catalog/target.ts';
import { readDocuments } from '../../catalog/yaml-documents.ts';
import { compareText } from '../../findings/codes.ts';
import { decodeText } from './decode.ts';
import type { PageFile } from './page.ts';
import type { Tree, TreeEntry } from './tree.ts';

/** Where to start. */
export interface Roots {
  readonly paths: readonly string[];
  readonly patterns: readonly string[];
}

/** What was read: the files found at the roots, every file in order of its path, and how many were left out. */
export interface Gathered {
  readonly roots: string[];
  readonly files: PageFile[];
  readonly unread: number;
}

/** What is looked for next: catalog files by path or pattern, and files that placeholders name. */
interface Wanted {
  readonly catalog: Set<string>;
  readonly patterns: Set<string>;
  readonly texts: Set<string>;
}

/**
 * Reads the catalog files of a tree and, round by round, all that their Locations and placeholders lead to, within the
 * limits. Which of it is used, and what is wrong with it, is for the parser to say.
 */
export async function gather(tree: Tree, roots: Roots, origin: Origin, limits: CatalogLimits): Promise<Gathered> {
  const files = new Map<string, PageFile>();
  const scanned = new Set<string>();
  const seen = new Set<string>();
  const budget = { bytes: limits.totalBytes, files: limits.files, unread: 0 };
  let wanted: Wanted = { catalog: new Set(roots.paths), patterns: new Set(roots.patterns), texts: new Set() };
  let found: string[] | undefined;
  // Each round follows one step; a step can be a symbolic link as well as a Location.
  for (let round = 0; round < 2 * limits.locationDepth + 4 && wanted.catalog.size + wanted.patterns.size + wanted.texts.size > 0; round++) {
    const entries = await tree.find(new Set([...wanted.catalog, ...wanted.texts]), [...wanted.patterns].sort(compareText));
    const matchers = [...wanted.patterns].map(globMatcher);
    const isCatalog = (path: string): boolean => wanted.catalog.has(path) || matchers.some((matches) => matches(path));
    const sorted = [...entries].sort((a, b) => compareText(a.path, b.path));
    found ??= sorted.map((entry) => entry.path);
    for (const file of await take(tree, sorted, { files, budget, limits, isCatalog })) files.set(file.path, file);
    const next: Wanted = { catalog: new Set(), patterns: new Set(), texts: new Set() };
    for (const { path } of sorted) {
      const file = files.get(path);
      if (file?.link !== undefined) (isCatalog(path) ? next.catalog : next.texts).add(file.link);
      if (file?.text === undefined || !isCatalog(path) || scanned.has(path) || file.bytes > limits.fileBytes) continue;
      scanned.add(path);
      references(path, file.text, origin, limits, next);
    }
    wanted = unseen(next, seen);
  }
  return { roots: found ?? [], files: [...files.values()].sort((a, b) => compareText(a.path, b.path)), unread: budget.unread };
}

interface Taking {
  readonly files: ReadonlyMap<string, PageFile>;
  readonly budget: { bytes: number; files: number; unread: number };
  readonly limits: CatalogLimits;
  isCatalog(path: string): boolean;
}

/** Reads what was found and not yet read, in order, until the limits are reached; the rest is only counted. */
async function take(tree: Tree, entries: readonly TreeEntry[], { files, budget, limits, isCatalog }: Taking): Promise<PageFile[]> {
  const taken: PageFile[] = [];
  const reading: TreeEntry[] = [];
  for (const entry of entries) {
    const { path, bytes, link } = entry;
    if (files.get(path)?.state === 'read') continue;
    const limit = isCatalog(path) ? limits.fileBytes : limits.placeholderBytes;
    if (link !== undefined) taken.push(link === 'outside' ? { path, bytes, state: 'leaving' } : { path, bytes, state: 'link', link: link.to });
    else if (bytes > limit) taken.push({ path, bytes, state: 'too-large' });
    else if (bytes > budget.bytes || budget.files === 0) budget.unread += 1;
    else {
      budget.bytes -= bytes;
      budget.files -= 1;
      reading.push(entry);
    }
  }
  const contents = await tree.read(reading, limits.placeholderBytes);
  for (const { path, bytes } of reading) {
    const blob = contents.get(path);
    if (blob === undefined) taken.push({ path, bytes, state: 'absent' });
    else if (blob.cut) taken.push({ path, bytes: blob.size, state: 'too-large' });
    else taken.push({ path, bytes: blob.size, state: 'read', ...decodeText(blob.bytes), ...addresses(tree, path) });
  }
  return taken;
}

/** The address of a file and that of its lines, where the host's site has them. */
function addresses(tree: Tree, path: string): { url?: string; lineUrl?: string } {
  const url = tree.url(path);
  const first = tree.url(path, 1);
  return {
    ...(url === undefined ? {} : { url }),
    ...(first?.endsWith('1') === true ? { lineUrl: first.slice(0, -1) } : {}),
  };
}

/** What a file that leads to others must have in it. A backslash may spell any of it, so it counts as well. */
const leadsOn = /Location|\$(?:text|json|yaml)|\\/;

function references(path: string, text: string, origin: Origin, limits: CatalogLimits, into: Wanted): void {
  // Parsing is most of the work of reading a catalog, and the parser will do it again.
  if (!leadsOn.test(text)) return;
  for (const document of readDocuments(text, limits).documents) {
    for (const { target, readable } of locationTargets(document)) {
      const resolved = readable ? resolveTarget(target, path, origin) : undefined;
      if (resolved?.type === 'file') into.catalog.add(resolved.path);
      else if (resolved?.type === 'glob' && into.patterns.size < limits.patterns) into.patterns.add(resolved.pattern);
    }
    for (const { target } of placeholders(document.value)) {
      const resolved = resolveTarget(target, path, origin);
      if (resolved.type === 'file') into.texts.add(resolved.path);
    }
  }
}

/** What has not been looked for before, so that Locations that lead in a circle come to an end. */
function unseen(next: Wanted, seen: Set<string>): Wanted {
  const fresh = (use: string, names: Set<string>): Set<string> =>
    new Set(
      [...names].filter((name) => {
        const key = `${use} ${name}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      }),
    );
  return { catalog: fresh('catalog', next.catalog), patterns: fresh('pattern', next.patterns), texts: fresh('text', next.texts) };
}
