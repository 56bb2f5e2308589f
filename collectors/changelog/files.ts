import type { Clone, TreeFile } from '../../src/clones/contract.ts';
import { SourceError } from '../../src/collect/contract.ts';
import { changelogLimits } from '../../src/changelog/model.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';

/** A changelog as it is in the tree. */
export interface ChangelogText {
  readonly path: string;
  /** Folder that it is in; empty for the root. */
  readonly folder: string;
  readonly text: string;
  /** True if its end was not read. */
  readonly cut: boolean;
}

/** The changelogs of a clone. */
export interface ChangelogTexts {
  readonly texts: readonly ChangelogText[];
  /** How many there are beyond the limit. */
  readonly left: number;
}

/** Names of changelogs, the best first: of two in one folder the first counts. */
const names = ['changelog', 'changes', 'history', 'releases', 'release-notes', 'release_notes', 'news'];
const changelogName = /^([a-z_-]+?)(?:\.(?:md|markdown|mdown|mkd|txt))?$/i;
/** A folder with one of these is a package. */
const manifests: ReadonlySet<string> = new Set(['package.json', 'pyproject.toml', 'setup.py', 'setup.cfg', 'Cargo.toml', 'go.mod', 'composer.json', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'mix.exs', 'pubspec.yaml', 'Chart.yaml', 'deno.json', 'Package.swift']);
const manifestEndings = /\.(?:gemspec|csproj|fsproj|cabal|nimble)$/;
/** Bytes that a file of a partial clone is taken to have: its size is not known before it is read. */
const assumedBytes = 64_000;
/** Folders whose changelogs are not about what the repository releases. */
const foreign = /(?:^|\/)(?:node_modules|vendor|vendored|third[-_]?party|bower_components|tests?|__tests__|spec|fixtures?|__fixtures__|testdata|test-data|examples?|samples?|templates?|\.[^/]+)(?:\/|$)/i;

/**
 * Reads the changelogs of a clone: at its root, in `docs` where the root has none, and in the folders of packages.
 *
 * @throws SourceError if a file is in the tree but not in the object store, as in a clone without blobs
 */
export async function readChangelogTexts(clone: Clone, signal: AbortSignal): Promise<ChangelogTexts> {
  const candidates = new Map<string, { readonly file: TreeFile; readonly rank: number }>();
  const packages = new Set<string>();
  for await (const file of clone.files(signal)) {
    // Links and submodules lead elsewhere.
    if (file.mode !== '100644' && file.mode !== '100755') continue;
    const slash = file.path.lastIndexOf('/');
    const [folder, name] = [file.path.slice(0, Math.max(0, slash)), file.path.slice(slash + 1)];
    if (manifests.has(name) || manifestEndings.test(name)) packages.add(folder);
    const rank = names.indexOf(changelogName.exec(name)?.[1]?.toLowerCase() ?? '');
    if (rank === -1 || !file.clean || file.size === 0 || foreign.test(folder)) continue;
    const known = candidates.get(folder);
    if (known === undefined || rank < known.rank) candidates.set(folder, { file, rank });
  }
  const wanted = [...candidates]
    .filter(([folder]) => folder === '' || packages.has(folder) || (folder.toLowerCase() === 'docs' && !candidates.has('')))
    .toSorted(([a], [b]) => compareText(a, b));
  let bytes = 0;
  const chosen = wanted.slice(0, changelogLimits.files).filter(([, { file }]) => {
    bytes += Math.min(file.size ?? assumedBytes, changelogLimits.fileBytes);
    return bytes <= changelogLimits.repositoryBytes;
  });
  const blobs = await clone.read(chosen.map(([, { file }]) => file.id), changelogLimits.fileBytes, signal);
  const texts = chosen.flatMap(([folder, { file: { path, id } }]) => {
    const blob = blobs.get(id);
    if (blob === undefined) throw missing(clone.repository, path);
    const text = new TextDecoder().decode(blob.bytes);
    return text.includes('\0') ? [] : [{ path, folder: folder.toLowerCase() === 'docs' && !packages.has(folder) ? '' : folder, text, cut: blob.cut }];
  });
  return { texts, left: wanted.length - chosen.length };
}

function missing(repository: string, path: string): SourceError {
  const what = `${path} of ${repository} could not be read: its contents are not in the clone`;
  return new SourceError(what, { finding: makeFinding('ALM0201', { what, repository, file: path }) });
}
