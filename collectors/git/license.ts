import { compareText } from '../../src/findings/codes.ts';
import { licenseName } from '../../src/repositories/license-name.ts';
import { recogniseLicense } from './license-text.ts';

/** A file at the root whose name says that it holds a licence. */
export interface LicenseFile {
  readonly path: string;
  readonly text: string;
}

/** Licence files looked at in one repository. */
export const maxLicenseFiles = 12;

const inLicenses = /^LICENSES\/[^/]+\.txt$/;
const plain = /^(?:licen[cs]e|copying)(?:\.(?:md|markdown|txt|rst|adoc|html?))?$/i;
const lesser = /lesser|lgpl/i;
/** Licences of other things than the code itself. */
const aside = /third|3rd|notice|font|docs?\b|dependenc|bundled|header|template/i;

/** True if the file at `path` may hold the licence of the repository. */
export function isLicenseFile(path: string): boolean {
  return inLicenses.test(path) || (licenseName.test(path) && !aside.test(path));
}

/**
 * The licence of a repository by SPDX id.
 *
 * - A plain `LICENSE` or `COPYING` that is recognised decides; beside a GPL one, a recognised `COPYING.LESSER` does.
 * - Otherwise files such as `LICENSE-APACHE` and `LICENSE-MIT` leave the choice: their ids, sorted, joined by ` OR `.
 * - Otherwise the only file of a `LICENSES` folder (REUSE) decides.
 *
 * @returns `NOASSERTION` where there is a licence file but none of the above tells, and `NONE` where there is none: SPDX's
 *   words for both
 */
export function chooseLicense(files: readonly LicenseFile[]): string {
  if (files.length === 0) return 'NONE';
  const sorted = [...files].sort((a, b) => compareText(a.path, b.path));
  const recognised = sorted.flatMap(({ path, text }) => {
    const id = recogniseLicense(text);
    return id === undefined ? [] : [{ path, id }];
  });
  const atRoot = recognised.filter(({ path }) => !inLicenses.test(path));
  const main = atRoot.find(({ path }) => plain.test(path));
  const lgpl = atRoot.find(({ path, id }) => lesser.test(path) && id.startsWith('LGPL'));
  if (main) return main.id.startsWith('GPL') && lgpl ? lgpl.id : main.id;
  const choices = [...new Set(atRoot.map(({ id }) => id))].sort(compareText);
  if (choices.length > 0) return choices.join(' OR ');
  const reuse = sorted.filter(({ path }) => inLicenses.test(path));
  const [only] = recognised;
  return reuse.length === 1 && sorted.length === 1 && only ? only.id : 'NOASSERTION';
}
