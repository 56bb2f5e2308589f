import { hasImageName } from '../../src/documents/repositories/link-targets.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { RefusedImage } from './images.ts';

/** Images that documents show and that are not carried over; past the first few, how many more. */
export function imageFindings(repository: string, refused: readonly RefusedImage[], limit: number): Finding[] {
  const images = refused.filter(({ path }) => hasImageName(path));
  const findings = images.slice(0, limit).map(({ path, document, reason }) => makeFinding('ALM0746', { what: `${path}, which ${document} names, ${reason}`, repository, file: path }));
  const more = images.length - findings.length;
  return more === 0 ? findings : [...findings, makeFinding('ALM0746', { what: `${more} more images of ${repository} are not carried over`, repository })];
}

/** That there are docs in formats which are not shown. */
export function otherFormatFinding(repository: string, paths: readonly string[]): Finding[] {
  const [first] = paths.toSorted(compareText);
  if (first === undefined) return [];
  const count = paths.length;
  const what = `${count} ${count === 1 ? 'file' : 'files'} in the docs of ${repository} ${count === 1 ? 'is' : 'are'} not Markdown and not shown, such as ${first}`;
  return [makeFinding('ALM0747', { what, repository, file: first })];
}
