import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { compareText } from '../findings/codes.ts';

/**
 * All files below a folder of the content folder, as paths below the content folder with `/`, in code-point order. Names
 * that begin with a dot or an underscore are no content (`_section.yaml` is read by its own name); links to folders are
 * not followed, so nothing is read twice and no loop is walked. A folder that is not there has no files.
 *
 * @param dir absolute path of the content folder
 */
export function filesBelow(dir: string, folder: string): string[] {
  const files: string[] = [];
  const walk = (below: string): void => {
    for (const entry of entriesOf(join(dir, below))) {
      const hidden = /^[._]/.test(entry.name) || entry.name === 'node_modules';
      if (entry.isDirectory() && !hidden) walk(`${below}/${entry.name}`);
      else if (!entry.isDirectory() && (!hidden || entry.name === sectionName)) files.push(`${below}/${entry.name}`);
    }
  };
  walk(folder.split(sep).join('/'));
  return files.toSorted(compareText);
}

/** What a folder of documents says of itself. */
export const sectionName = '_section.yaml';

function entriesOf(path: string): { name: string; isDirectory(): boolean }[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}
