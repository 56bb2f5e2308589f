import type { Clone } from '../../src/clones/contract.ts';
import { showLatin1 } from '../../src/clones/names.ts';
import { compareText } from '../../src/findings/codes.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import type { PageTag } from './page.ts';

/** A branch whose merge state is still to be told. */
export interface BranchTip {
  readonly name: string;
  readonly commit: string;
  readonly lastCommitAt: Instant;
}

/** Branches and tags of a clone, sorted by name. */
export interface References {
  readonly branches: BranchTip[];
  readonly tags: PageTag[];
  /** Names of branches and tags that were left out because they are later than the instant asked for. */
  readonly later: number;
}

const format = ['objecttype', 'objectname', 'committerdate:unix', 'creatordate:unix', '*committerdate:unix', 'symref', 'refname'].map((field) => `%(${field})`).join('%00');
const tagPrefix = 'refs/tags/';

/**
 * Reads branches and tags with their dates in one process. What is dated later than `before` is left out: a backdated
 * run sees a branch other than the default one only if its tip is old enough, since where it pointed earlier is not
 * recorded.
 */
export async function readReferences(clone: Clone, before: Instant | undefined, signal: AbortSignal): Promise<References> {
  const limit = before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before) / 1000;
  const branches: BranchTip[] = [];
  const tags: PageTag[] = [];
  let later = 0;
  const take = (line: string) => {
    const [type = '', id = '', committed = '', created = '', peeled = '', target = '', ref = ''] = line.split('\0');
    if (target !== '' || ref === `${clone.branchPrefix}HEAD`) return;
    const seconds = [created, committed, peeled].find((date) => date !== '');
    const tag = ref.startsWith(tagPrefix);
    const name = showLatin1(ref.slice((tag ? tagPrefix : clone.branchPrefix).length)).text;
    const isDefault = !tag && name === clone.defaultBranch;
    if (seconds !== undefined && Number(seconds) > limit && !isDefault) {
      later += 1;
      return;
    }
    if (tag) {
      tags.push(seconds === undefined ? { name } : { name, taggedAt: toInstant(Number(seconds)) });
    } else if (type === 'commit') {
      branches.push({ name, commit: id, lastCommitAt: toInstant(Number(committed)) });
    }
  };
  let rest = '';
  for await (const chunk of clone.git(['for-each-ref', `--format=${format}`, clone.branchPrefix, tagPrefix], signal)) {
    const lines = (rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  }
  branches.sort((a, b) => compareText(a.name, b.name));
  tags.sort((a, b) => compareText(a.name, b.name));
  return { branches, tags, later };
}

/** First and last second that an instant can name, of the years 1 and 9999: a forged commit may be dated beyond. */
const firstSecond = -62_135_596_800;
const lastSecond = 253_402_300_799;

/** Seconds of Unix time as an instant; git keeps whole seconds, so no fraction is written. */
export function toInstant(seconds: number): Instant {
  return new Date(Math.min(Math.max(seconds, firstSecond), lastSecond) * 1000).toISOString().replace('.000Z', 'Z');
}
