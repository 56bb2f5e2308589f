import { commitNote, type HistoryCommit, releasesOfHistory } from '../../src/changelog/commits.ts';
import { changelogLimits, type ReadRelease } from '../../src/changelog/model.ts';
import type { Clone } from '../../src/clones/contract.ts';
import type { ReleaseTag } from './tags.ts';

/** Bytes of one message that are looked at. */
const messageBytes = 65_536;

/**
 * Releases by the commits of a clone, from one `git log` of the last 5,000. Authors are not asked for, and of messages
 * nothing but the entries is kept.
 */
export async function readHistory(clone: Clone, tip: string, tags: readonly ReleaseTag[], signal: AbortSignal): Promise<ReadRelease[]> {
  const commits: HistoryCommit[] = [];
  const issue = issueAddress(clone);
  const args = ['log', '-z', '--topo-order', `--max-count=${changelogLimits.commits}`, '--format=%H%n%P%n%B', tip, '--'];
  for await (const record of recordsOf(clone.git(args, signal))) {
    const first = record.indexOf('\n');
    const second = record.indexOf('\n', first + 1);
    const parents = record.slice(first + 1, second).split(' ').filter((id) => id !== '');
    commits.push({ id: record.slice(0, first), parents, note: parents.length > 1 ? undefined : commitNote(record.slice(second + 1), issue) });
  }
  const known = new Set(commits.map(({ id }) => id));
  // The log ends where it was cut, and at the edge of a shallow clone, whose last commits have no parents any more.
  const cut = clone.shallow || commits.some(({ parents }) => parents.some((id) => !known.has(id)));
  const own = repositoryName(clone.repository);
  const versions = tags.filter((tag) => !tag.prerelease && (tag.package === undefined || tag.package.toLowerCase() === own));
  return releasesOfHistory(commits, versions, cut);
}

/** The last part of a repository's id, which tags of a single package sometimes begin with. */
export function repositoryName(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1).toLowerCase();
}

/** Text between NULs, each at most as long as a message may be. */
async function* recordsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let size = 0;
  const take = (bytes: Buffer): void => {
    if (size < messageBytes) parts.push(bytes.subarray(0, messageBytes - size));
    size += bytes.length;
  };
  const finish = (): string => {
    const record = new TextDecoder().decode(Buffer.concat(parts));
    [parts, size] = [[], 0];
    return record;
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let to = bytes.indexOf(0); to !== -1; to = bytes.indexOf(0, from)) {
      take(bytes.subarray(from, to));
      yield finish();
      from = to + 1;
    }
    take(Buffer.from(bytes.subarray(from)));
  }
  if (size > 0) yield finish();
}

/** Addresses of issues on hosts where they are known; hosts send on from an issue to the pull request of that number. */
function issueAddress({ webUrl, host }: Clone): ((number: string) => string) | undefined {
  if (webUrl === undefined || host === undefined) return undefined;
  return (number) => (host === 'github' ? `${webUrl}/issues/${number}` : `${webUrl}/-/issues/${number}`);
}
