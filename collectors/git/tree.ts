import type { Clone } from '../../src/clones/contract.ts';
import { showName } from '../../src/clones/names.ts';
import { WellKnownFiles } from '../../src/repositories/well-known-files.ts';
import { LanguageCount } from './languages.ts';
import { chooseLicense, isLicenseFile, maxLicenseFiles } from './license.ts';
import type { PageTree } from './page.ts';

/** What the tree says, and what is odd about it. */
export interface TreeSummary {
  readonly tree: PageTree;
  /** Names with escaped bytes: how many, and the first few. */
  readonly oddNames: Examples;
  /** Files whose objects are not in the clone although they should be. */
  readonly damaged: Examples;
  /** Symbolic links that lead out of the repository, as `path -> target`. */
  readonly escapingLinks: Examples;
}

/** A count and its first few cases. */
export interface Examples {
  readonly count: number;
  readonly first: readonly string[];
}

const symbolicLink = '120000';
const submodule = '160000';
const maxExamples = 5;
/** Symbolic links looked at in one repository, and the longest target: those of Linux. */
const maxLinks = 2000;
const maxTarget = 4096;
const maxLicenseBytes = 128 * 1024;

/** Reads the tree at the tip in one process, and licence texts and targets of links in a second one. */
export async function readTree(clone: Clone, signal: AbortSignal): Promise<TreeSummary> {
  const languages = new LanguageCount();
  const wellKnown = new WellKnownFiles();
  const odd = collect();
  const damaged = collect();
  const links: { path: string; id: string }[] = [];
  const licenses: { path: string; id: string | undefined }[] = [];
  let files = 0;
  let sizeBytes = 0;
  for await (const file of clone.files(signal)) {
    if (!file.clean) odd.add(file.path);
    if (file.damaged) damaged.add(file.path);
    if (file.mode === submodule) continue;
    files += 1;
    sizeBytes += file.size ?? 0;
    wellKnown.add(file.path);
    if (file.mode === symbolicLink) {
      // What it leads to is not followed, but a licence is there: it is not recognised, rather than none.
      if (licenses.length < maxLicenseFiles && isLicenseFile(file.path)) licenses.push({ path: file.path, id: undefined });
      if (links.length < maxLinks && !file.damaged && (file.size ?? 0) <= maxTarget) links.push(file);
      continue;
    }
    languages.add(file.path, file.size ?? 0);
    if (licenses.length < maxLicenseFiles && isLicenseFile(file.path)) {
      // One that is too long to be a licence, or damaged, is there but not read.
      licenses.push({ path: file.path, id: !file.damaged && (file.size ?? 0) <= maxLicenseBytes ? file.id : undefined });
    }
  }

  const ids = [...licenses, ...links].flatMap(({ id }) => (id === undefined ? [] : [id]));
  const blobs = await clone.read(ids, maxLicenseBytes, signal);
  const textOf = (id: string | undefined) => Buffer.from((id === undefined ? undefined : blobs.get(id))?.bytes ?? []).toString('utf8');
  const escaping = collect();
  for (const { path, id } of links) {
    const target = blobs.get(id);
    if (target && leaves(path, Buffer.from(target.bytes).toString('utf8'))) escaping.add(`${path} -> ${showName(target.bytes).text}`);
  }
  const license = chooseLicense(licenses.map(({ path, id }) => ({ path, text: textOf(id) })));
  return {
    tree: {
      files,
      ...(clone.partial || damaged.examples().count > 0 ? {} : { sizeBytes, languages: languages.shares() }),
      license,
      wellKnownFiles: wellKnown.found(),
    },
    oddNames: odd.examples(),
    damaged: damaged.examples(),
    escapingLinks: escaping.examples(),
  };
}

/** True if a link at `path` to `target` leads out of the repository. */
export function leaves(path: string, target: string): boolean {
  if (/^(?:[A-Za-z]:)?[\\/]/.test(target)) return true;
  let depth = path.split('/').length - 1;
  for (const segment of target.split('/')) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function collect(): { add(example: string): void; examples(): Examples } {
  const first: string[] = [];
  let count = 0;
  return {
    add: (example) => {
      count += 1;
      if (first.length < maxExamples) first.push(example);
    },
    examples: () => ({ count, first }),
  };
}
