import { allPlaces, sizeLimit } from '../../src/codeowners/places.ts';
import type { CandidateFile, CodeownersPage } from '../../src/repositories/codeowners/page.ts';
import { type Commit, fileUrl, readFile, symbolicLink } from './files.ts';

/** Every CODEOWNERS file of a commit, where GitLab looks for it and where only GitHub does; undefined if there is none. */
export async function readCodeowners(commit: Commit): Promise<CodeownersPage | undefined> {
  const found: CandidateFile[] = [];
  for (const path of allPlaces.filter((place) => commit.files.has(place))) {
    const url = fileUrl(commit, path);
    if (commit.files.get(path) === symbolicLink) {
      found.push({ path, url, state: 'link' });
      continue;
    }
    const bytes = await readFile(commit, path);
    if (bytes === undefined) continue;
    const size = bytes.byteLength;
    found.push(size >= sizeLimit ? { path, url, size, state: 'too-large' } : { path, url, size, state: 'read', text: bytes.toString('utf8') });
  }
  return found.length === 0 ? undefined : { repository: commit.reading.repository, host: 'gitlab', files: found };
}
