import { hasBinaryName } from './binaries.ts';
import { mayFuzz } from './fuzzing.ts';
import { mayConfigureAnalysis } from './static-analysis.ts';

/** What a file is read for, in order of importance: past the bounds the last ones are left unread first. */
export const purposes = ['workflow', 'dockerfile', 'script', 'locks', 'sign'] as const;
export type Purpose = (typeof purposes)[number];

/** Bounds on what is read of one repository. */
export interface ReadingLimits {
  /** Bytes of one file, by what it is read for. */
  readonly fileBytes: Readonly<Record<Purpose, number>>;
  /** Files, by what they are read for. */
  readonly files: Readonly<Record<Purpose, number>>;
  /** Bytes of all of them together. */
  readonly totalBytes: number;
  /** Bytes of a file whose kind its first bytes tell; a larger one is taken by its name. */
  readonly headOfBytes: number;
  /** Bytes of all of those together. */
  readonly headsOfBytes: number;
  /** Jobs, actions, images and downloads that are listed before further files are left unread. */
  readonly entries: number;
}

export const readingLimits: ReadingLimits = {
  fileBytes: { workflow: 1_000_000, dockerfile: 250_000, script: 250_000, locks: 250_000, sign: 250_000 },
  files: { workflow: 500, dockerfile: 500, script: 1000, locks: 100, sign: 300 },
  totalBytes: 16_000_000,
  headOfBytes: 4_000_000,
  headsOfBytes: 32_000_000,
  entries: 20_000,
};

/** Test data and the code of others say nothing about how this repository is built. */
const testData = /(?:^|\/)(?:testdata|src\/test)\//;
const foreign = /(?:^|\/)(?:vendor|third[-_]?party|node_modules)\//i;
const workflow = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const dockerfile = /(?:^|\/)(?:docker|container)file(?:[.\-_][^/]*)?$|\.(?:docker|container)file$/i;
const source = /\.(?:go|c|cpp|rs|js|ts|py|pyc|java|md|txt)$/i;
const script = /\.(?:sh|bash|mksh)$/;
/** What tells whether packages are locked: requirement files, and projects of .NET. */
const locks = /(?:^|\/)(?:[^/]*requirements[^/]*\.txt|requirements\/[^/]+\.txt|Directory\.(?:Build|Packages)\.props|[^/]+\.(?:cs|fs|vb)proj)$/;

/**
 * What a file of the tree is read for, if for anything. Programs without an extension may be scripts or binaries: their
 * first line tells.
 */
export function purposesOf(path: string, executable: boolean): Purpose[] {
  if (testData.test(path)) return [];
  if (workflow.test(path)) return ['workflow'];
  const found: Purpose[] = [];
  if (!foreign.test(path)) {
    if (dockerfile.test(path) && !source.test(path)) found.push('dockerfile');
    else if (script.test(path) || (executable && !path.slice(path.lastIndexOf('/') + 1).includes('.'))) found.push('script');
    if (locks.test(path)) found.push('locks');
    if (mayFuzz(path) || mayConfigureAnalysis(path) || path === '.gitlab-ci.yml') found.push('sign');
  }
  return found;
}

/** True if the file may be an executable binary. The code of others counts here: it runs as well. */
export function mayBeBinary(path: string, executable: boolean): boolean {
  return !testData.test(path) && (hasBinaryName(path) || (executable && !path.slice(path.lastIndexOf('/') + 1).includes('.')));
}

/** True if the name says that the file is filled in before it is used: an image in it need not be one yet. */
export function isTemplate(path: string): boolean {
  const parts = path.slice(path.lastIndexOf('/') + 1).toLowerCase().split(/[._-]/);
  return ['template', 'tmpl', 'tpl', 'j2'].some((part) => parts.includes(part));
}
