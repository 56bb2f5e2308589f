import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatFinding } from '../../src/findings/codes.ts';
import { catalog as services, contentFolder, editionOf, filesBelow } from '../edition/content-edition.ts';

/** The teams, services and the person that the documents of these tests are about. */
export const catalog = `${services}---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: robin }
spec: { memberOf: [payments] }
`;

/** An edition of a content folder that was made for a test. */
export interface World {
  /** Findings of runbooks, post-mortems and the like, without why and fix: `drills/a.md:4:11 error ALM0807: …`. */
  readonly findings: readonly string[];
  /** Those of other documents that are errors. */
  readonly otherErrors: readonly string[];
  /** A file of the API; a schema is for the caller to apply. */
  readonly json: (path: string) => unknown;
  readonly text: (path: string) => string;
  /** Folder of the edition, to be rendered. */
  readonly edition: string;
  readonly remove: () => void;
}

/** The edition of 2026-11-21 of an organisation that has written these files, by path below the content folder. */
export async function worldOf(files: Readonly<Record<string, string>>): Promise<World> {
  const { dir, content } = contentFolder({ 'almanac.yaml': 'name: Acme\nsite: { pageSize: 10 }\n', 'catalog/entities.yaml': catalog, ...files });
  const { findings } = await editionOf(content, dir);
  const own = findings.filter(({ code }) => /^ALM08[01]/.test(code));
  const shown = (finding: (typeof findings)[number]): string => formatFinding(finding).split('\n')[0] ?? '';
  const edition = join(dir, 'edition');
  const text = (path: string): string => readFileSync(join(edition, 'api', 'v1', path), 'utf8');
  return {
    findings: own.map(shown),
    otherErrors: findings.filter((finding) => finding.severity === 'error' && !own.includes(finding)).map(shown),
    text,
    edition,
    json: (path) => JSON.parse(text(path)),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The documents in the folder `input`, by path. */
export const written: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(filesBelow(join(import.meta.dirname, 'input'))).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
);

/** A document with this front matter and one sentence. */
export function page(frontMatter: string): string {
  return `---\n${frontMatter.trim()}\n---\n\nA sentence.\n`;
}
