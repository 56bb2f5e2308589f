import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { compareText, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import { maxYamlBytes } from './document.ts';

/**
 * The text of a YAML or CSV file of the content folder, or undefined if there is none to read: no such file, or a finding says
 * why (a link that leads out, a file past the limit, one that cannot be opened).
 *
 * @param dir absolute path of the content folder
 * @param file path below it, with `/`
 * @param limit bytes it may have
 */
export function contentText(dir: string, file: string, findings: Finding[], limit = maxYamlBytes): string | undefined {
  const path = join(dir, file);
  const at = { file, line: 1, column: 1 };
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) {
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
      findings.push(makeFinding('ALM0106', { what: `${file} is a link to nothing.`, fix: 'Correct the link, or remove it.', ...at }));
      return undefined;
    }
    if (!realpathSync(path).startsWith(realpathSync(dir) + sep)) {
      findings.push(makeFinding('ALM0105', { what: `${file} is a link that leads out of the content folder.`, ...at }));
      return undefined;
    }
    // A pipe would be waited for.
    if (!stat.isFile()) throw new Error('it is not a file');
    if (stat.size > limit) {
      findings.push(makeFinding('ALM0104', { what: `${file} has ${stat.size} bytes; the limit is ${limit}.`, ...at }));
      return undefined;
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    findings.push(makeFinding('ALM0106', { what: `${file} could not be read: ${reason(error)}.`, fix: 'Make it a file that can be read, or remove it.', ...at }));
    return undefined;
  }
}

/** The YAML files (`.yaml`, `.yml`) directly in a folder of the content folder, as paths below it, in code-point order. */
export function yamlFiles(dir: string, folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(join(dir, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.ya?ml$/.test(entry.name))
    .map(({ name }) => (folder === '' ? name : `${folder}/${name}`))
    .toSorted(compareText);
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}
