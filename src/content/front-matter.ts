import { existsSync, globSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { compareText, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import { contentDocuments } from '../schema/documents/kinds.ts';
import { maxYamlBytes, readYaml } from './document.ts';

const fence = /^---\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/;

/** Checks the front matter of every Markdown file below the folders that have a schema for it. */
export function frontMatterFindings(contentDir: string): Finding[] {
  return Object.values(contentDocuments).flatMap(({ folder, frontMatter: schema }) => {
    if (!existsSync(join(contentDir, folder))) return [];
    const root = realpathSync(contentDir) + sep;
    const files = globSync(`${folder}/**/*.{md,mdx}`, { cwd: contentDir }).toSorted(compareText);
    return files.flatMap((name): readonly Finding[] => {
      const file = name.split(sep).join('/');
      const path = join(contentDir, name);
      if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
      if (!realpathSync(path).startsWith(root)) return [makeFinding('ALM0105', { what: `${file} is a link that leads out of the content folder.`, file })];
      const block = fence.exec(readFileSync(path, 'utf8').slice(0, maxYamlBytes));
      if (block === null) {
        return [makeFinding('ALM0106', { what: `${file} has no front matter.`, why: 'A page without a title cannot be listed.', fix: 'Start the file with a block between two lines of three dashes that holds at least `title`.', file, line: 1, column: 1 })];
      }
      // The block starts on the second line of the file.
      return readYaml(block[1] ?? '', file, schema).findings.map((finding) =>
        finding.line === undefined ? finding : { ...finding, line: finding.line + 1 },
      );
    });
  });
}
