import { readYaml } from '../content/document.ts';
import { contentText } from '../content/files.ts';
import { makeFinding } from '../findings/codes.ts';
import { sectionFile, type SectionFile } from '../schema/documents/doc.ts';
import type { Finding } from '../schema/finding.ts';
import { sectionName } from './content-files.ts';

/** A version that a section declares. */
export type SectionVersion = SectionFile['versions'][number];

/** What the `_section.yaml` files below `content/docs` say. */
export interface Sections {
  /** What a folder says of itself; undefined if it says nothing. */
  settings(folder: string): SectionFile | undefined;
  /** Owner that the nearest folder above a file names, as written. */
  ownerOf(file: string): string | undefined;
  /** Where that owner is named: file and line. */
  ownerPlaces(): Iterable<{ readonly file: string; readonly owner: string; readonly line: number }>;
  /** Id of the sidebar of a file; undefined for what is no page of docs. */
  frameOf(file: string): string | undefined;
  /** The version that a file belongs to, with the folder of its section. */
  versionOf(file: string): { readonly folder: string; readonly version: SectionVersion } | undefined;
}

/** Folder of the docs that have sections. */
export const docsFolder = 'docs';

/**
 * Reads the `_section.yaml` files of docs. A section is a folder directly below `docs`, with a sidebar of its own, or one
 * a version where it declares versions; what stands directly in `docs` is a section too.
 *
 * @param files paths of the `_section.yaml` files
 * @param all every file below the folders of documents, to see whether versions have one
 */
export function readSections(dir: string, files: readonly string[], all: ReadonlySet<string>, findings: Finding[]): Sections {
  const settings = new Map<string, SectionFile>();
  const owners: { file: string; owner: string; line: number }[] = [];
  for (const file of files) {
    const text = contentText(dir, file, findings);
    if (text === undefined) continue;
    const read = readYaml(text, file, sectionFile);
    findings.push(...read.findings);
    if (read.value === undefined) continue;
    const folder = file.slice(0, -sectionName.length - 1);
    const versions = versionsOf(folder, read.value, file, { all, lineOf: read.lineOf, findings });
    settings.set(folder, { ...read.value, versions });
    if (read.value.owner !== undefined) owners.push({ file, owner: read.value.owner, line: read.lineOf(['owner']) ?? 1 });
  }
  const versionOf: Sections['versionOf'] = (file) => {
    const [top, section, id, ...rest] = file.split('/');
    if (top !== docsFolder || section === undefined || rest.length === 0) return undefined;
    const folder = `${docsFolder}/${section}`;
    const version = settings.get(folder)?.versions.find((one) => one.id === id);
    return version === undefined ? undefined : { folder, version };
  };
  return {
    settings: (folder) => settings.get(folder),
    ownerOf: (file) => foldersAbove(file).map((folder) => settings.get(folder)?.owner).find((owner) => owner !== undefined),
    ownerPlaces: () => owners,
    frameOf: (file) => {
      const [top, section, ...rest] = file.split('/');
      if (top !== docsFolder || section === undefined) return undefined;
      if (rest.length === 0) return docsFolder;
      const version = versionOf(file);
      return version === undefined ? `${docsFolder}/${section}` : `${version.folder}/${version.version.id}`;
    },
    versionOf,
  };
}

/** `docs/ci/arm`, `docs/ci`, `docs` of `docs/ci/arm/images.md`. */
function foldersAbove(file: string): string[] {
  const segments = file.split('/').slice(0, -1);
  return segments.map((_, n) => segments.slice(0, segments.length - n).join('/'));
}

interface Checking {
  readonly all: ReadonlySet<string>;
  readonly findings: Finding[];
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** The versions that have a folder; what does not fit is a finding, and without one current version there are none. */
function versionsOf(folder: string, { versions }: SectionFile, file: string, { all, findings, lineOf }: Checking): SectionVersion[] {
  if (versions.length === 0) return [];
  const report = (what: string, path: readonly PropertyKey[]): void => {
    findings.push(makeFinding('ALM0726', { what, file, line: lineOf(path) ?? 1, column: 1 }));
  };
  if (folder.split('/').length !== 2) {
    report(`${folder} declares versions, but only a folder directly below ${docsFolder} can.`, ['versions']);
    return [];
  }
  const seen = new Set<string>();
  const kept = versions.filter(({ id }, n) => {
    const twice = seen.has(id);
    seen.add(id);
    const there = [...all].some((one) => one.startsWith(`${folder}/${id}/`));
    if (twice) report(`Version \`${id}\` is declared twice.`, ['versions', n]);
    else if (!there) report(`Version \`${id}\` has no folder ${folder}/${id}.`, ['versions', n]);
    return !twice && there;
  });
  const current = kept.filter(({ status }) => status === 'current').length;
  if (current === 1) {
    for (const one of all) {
      if (!one.startsWith(`${folder}/`) || !/\.mdx?$/i.test(one) || kept.some(({ id }) => one.startsWith(`${folder}/${id}/`))) continue;
      findings.push(makeFinding('ALM0726', { what: `${one} is in none of the versions of ${folder}: ${kept.map(({ id }) => id).join(', ')}.`, file: one, line: 1, column: 1 }));
    }
    return kept;
  }
  report(current === 0 ? `No version of ${folder} is \`current\`.` : `${current} versions of ${folder} are \`current\`; exactly one can be.`, ['versions']);
  return [];
}
