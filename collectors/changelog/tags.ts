import type { VersionTag } from '../../src/changelog/commits.ts';
import type { Clone } from '../../src/clones/contract.ts';
import { showLatin1 } from '../../src/clones/names.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import { parseTag } from '../git/versions.ts';

/** A tag that names a version, perhaps of a package. */
export interface ReleaseTag extends VersionTag {
  readonly package: string | undefined;
  readonly prerelease: boolean;
}

const format = ['objectname', '*objectname', 'creatordate:unix', 'refname:strip=2'].map((field) => `%(${field})`).join('%00');
/** The last second that a day can be told of: a forged tag may be dated beyond. */
const lastSecond = 253_402_300_799;

/** Tags that name semantic versions, in git's order. Those later than `before` are left out. */
export async function readTags(clone: Clone, before: Instant | undefined, signal: AbortSignal): Promise<ReleaseTag[]> {
  const limit = before === undefined ? lastSecond : Date.parse(before) / 1000;
  const tags: ReleaseTag[] = [];
  for await (const line of linesOf(clone.git(['for-each-ref', `--format=${format}`, 'refs/tags/'], signal))) {
    const [object = '', peeled = '', created = '', ref = ''] = line.split('\0');
    const { text: name, clean } = showLatin1(ref);
    const seconds = created === '' ? undefined : Number(created);
    const parsed = clean ? parseTag(name) : undefined;
    if (parsed === undefined || (seconds !== undefined && (seconds > limit || seconds < 0))) continue;
    tags.push({
      commit: peeled === '' ? object : peeled,
      release: parsed.version,
      version: parsed.version,
      package: parsed.package,
      prerelease: parsed.prerelease,
      date: seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().slice(0, 10),
      url: tagUrl(clone, name),
    });
  }
  return tags;
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Address of a release on hosts whose addresses are known. */
function tagUrl({ webUrl, host }: Clone, name: string): string | undefined {
  if (webUrl === undefined || host === undefined) return undefined;
  const tag = name.split('/').map(encodeURIComponent).join('/');
  return host === 'github' ? `${webUrl}/releases/tag/${tag}` : `${webUrl}/-/tags/${tag}`;
}
