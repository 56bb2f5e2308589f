import { posix } from 'node:path';
import type { Clone, TreeFile } from '../../src/clones/contract.ts';
import { SourceError } from '../../src/collect/contract.ts';
import { allPlaces, sizeLimit } from '../../src/codeowners/places.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import type { CandidateFile, CodeownersPage } from '../../src/repositories/codeowners/page.ts';

const symbolicLink = '120000';
const submodule = '160000';
const lastPlace = [...allPlaces].sort(compareText).at(-1) ?? '';

/**
 * Reads every CODEOWNERS file of a clone, whichever host looks for it there.
 *
 * @throws SourceError if one is in the tree but not in the object store, as in a clone without blobs
 */
export async function readClone(clone: Clone, signal: AbortSignal): Promise<CodeownersPage> {
  const found = await findCandidates(clone, signal);
  const wanted = found.filter(({ mode, size }) => mode === symbolicLink || size === undefined || size < sizeLimit);
  const blobs = await clone.read(wanted.map(({ id }) => id), sizeLimit, signal);
  const files = found.map((file): CandidateFile => {
    const blob = blobs.get(file.id);
    const size = file.size ?? blob?.size;
    const url = clone.fileUrl(file.path);
    const known = { path: file.path, ...(size === undefined ? {} : { size }), ...(url === undefined ? {} : { url }) };
    if (size !== undefined && size >= sizeLimit) return { ...known, state: 'too-large' };
    if (!blob) throw unreadable(clone.repository, file.path);
    const text = new TextDecoder().decode(blob.bytes);
    if (file.mode === symbolicLink) return { ...known, state: leaves(file.path, text) ? 'link-outside' : 'link' };
    return { ...known, state: 'read', text };
  });
  return { repository: clone.repository, ...(clone.host === undefined ? {} : { host: clone.host }), files };
}

async function findCandidates(clone: Clone, signal: AbortSignal): Promise<TreeFile[]> {
  const found: TreeFile[] = [];
  for await (const file of clone.files(signal)) {
    // Paths come in byte order, so that past the last place there is nothing to look for; escaped ones are out of order.
    if (file.clean && compareText(file.path, lastPlace) > 0) break;
    if (allPlaces.includes(file.path) && file.mode !== submodule) found.push(file);
  }
  return found;
}

function leaves(path: string, target: string): boolean {
  const to = posix.normalize(posix.join(posix.dirname(path), target));
  return posix.isAbsolute(target) || to === '..' || to.startsWith('../');
}

function unreadable(repository: string, path: string): SourceError {
  const what = `${path} of ${repository} could not be read: its contents are not in the clone`;
  return new SourceError(what, { finding: makeFinding('ALM0201', { what, repository, file: path }) });
}
