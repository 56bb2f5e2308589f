import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compareText, formatFinding } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { contentFolder, editionOf, filesBelow } from '../edition/content-edition.ts';

export { asOf, catalog, contentFolder } from '../edition/content-edition.ts';

/** An edition of a content folder that was made for a test. */
export interface World {
  /** The folder that holds `content` and `edition`. */
  readonly dir: string;
  /** What is wrong with its documents, and with the YAML of their front matter: `docs/a.md:4:11 error ALM0722: …`. */
  readonly findings: readonly string[];
  readonly blocking: readonly Finding[];
  readonly json: (path: string) => unknown;
  readonly text: (path: string) => string;
  /** A file that the site serves beside the API. */
  readonly site: (path: string) => string;
  /** Paths of all files of the edition, in order. */
  readonly files: () => string[];
  readonly remove: () => void;
}

export const shown = (finding: Finding): string => formatFinding(finding).split('\n')[0] ?? '';

/** The edition of 2026-11-21 of an organisation that has written these files, by path below the content folder. */
export async function worldOf(files: Readonly<Record<string, string | Uint8Array>>, prepare: (content: string) => void = () => undefined): Promise<World> {
  const { dir, content } = contentFolder(files);
  prepare(content);
  const { findings, blocking } = await editionOf(content, dir);
  const edition = join(dir, 'edition');
  const text = (path: string): string => readFileSync(join(edition, 'api', 'v1', path), 'utf8');
  return {
    dir,
    findings: findings.filter(({ code }) => /^ALM0[17]/.test(code)).map(shown),
    blocking,
    text,
    json: (path) => JSON.parse(text(path)),
    site: (path) => readFileSync(join(edition, 'site', path), 'utf8'),
    files: () => Object.keys(filesBelow(edition)).toSorted(compareText),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The documents in the folder `input`, by path. */
export function inputFiles(): Record<string, Uint8Array> {
  return filesBelow(join(import.meta.dirname, 'input'));
}

/** A document with this front matter and text. */
export function page(title: string, text = 'A sentence.\n', more = ''): string {
  return `---\ntitle: ${title}\n${more}---\n${text}`;
}
