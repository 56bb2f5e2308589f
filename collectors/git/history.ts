import type { Clone } from '../../src/clones/contract.ts';
import { compareText } from '../../src/findings/codes.ts';
import { withholdSmallGroup } from '../../src/privacy/minimum-group.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import { addWeeks, weekName, weekStart } from './iso-week.ts';
import type { PageWeek } from './page.ts';
import { toInstant } from './references.ts';

/** Weeks of activity that are kept, the one of `asOf` included. */
export const keptWeeks = 156;

/** What is left of a history once it has been read: no name and no address. */
export interface History {
  /** Earliest and latest committer date, seconds of Unix time. */
  readonly firstCommitAt: number | undefined;
  readonly tipCommittedAt: number | undefined;
  readonly weeks: PageWeek[];
  /** Those of `candidates` that the history holds. */
  readonly held: ReadonlySet<string>;
}

/** What {@link readHistory} is asked for. */
export interface HistoryQuestion {
  readonly tip: string;
  readonly asOf: Instant;
  readonly backdated: boolean;
  readonly minimumGroup: number;
  /** Commit ids to look for. */
  readonly candidates: ReadonlySet<string>;
  /** Commits behind which a shallow clone is cut off: what happened until then is known only in part. */
  readonly cuts: ReadonlySet<string>;
}

interface Week {
  commits: number;
  readonly emails: Set<number>;
  readonly names: Set<number>;
}

/**
 * Reads every commit that the tip reaches in one process and folds them into counts while they stream by. Author names
 * and addresses never leave this function: weeks with too few people hold no count.
 *
 * - A week is the ISO week of the committer date in UTC; of a shallow clone, only weeks after the cut are given.
 * - Contributors are distinct authors by e-mail address after the repository's mailmap, lower case, GitHub's numbered
 *   no-reply form as its plain one. Authors whose address holds `[bot]` are not people; their commits count as commits.
 * - A person with several addresses would look like several people, and so pass the threshold alone. The number that
 *   is compared with it is therefore the smaller one of distinct addresses and distinct names.
 */
export async function readHistory(clone: Clone, question: HistoryQuestion, signal: AbortSignal): Promise<History> {
  const { tip, asOf, backdated, minimumGroup, candidates, cuts } = question;
  const lastWeek = weekStart(Date.parse(asOf));
  const from = addWeeks(lastWeek, 1 - keptWeeks) / 1000;
  const until = addWeeks(lastWeek, 1) / 1000;
  const limit = backdated ? [`--min-age=${Math.floor(Date.parse(asOf) / 1000)}`] : [];
  const weeks = new Map<number, Week>();
  const people = new Map<string, number>();
  const held = new Set<string>();
  let first: number | undefined;
  let tipCommittedAt: number | undefined;
  let cutAt = Number.NEGATIVE_INFINITY;

  const numberOf = (person: string) => {
    const known = people.get(person);
    if (known !== undefined) return known;
    people.set(person, people.size);
    return people.size - 1;
  };
  const take = (id: string, seconds: number, email: string, name: string) => {
    if (candidates.has(id)) held.add(id);
    if (cuts.has(id)) cutAt = Math.max(cutAt, seconds);
    if (id === tip) tipCommittedAt = seconds;
    if (first === undefined || seconds < first) first = seconds;
    if (seconds < from || seconds >= until) return;
    const start = weekStart(seconds * 1000);
    const week = weeks.get(start) ?? { commits: 0, emails: new Set(), names: new Set() };
    weeks.set(start, week);
    week.commits += 1;
    const address = email.toLowerCase().replace(/^\d+\+(?=[^@]*@users\.noreply\.)/, '');
    if (address.includes('[bot]')) return;
    week.emails.add(numberOf(`<${address}>`));
    week.names.add(numberOf(name.toLowerCase()));
  };

  // A partial clone may lack the mailmap, and asking for it would fail.
  const args = ['-c', `mailmap.blob=${clone.partial ? '' : `${tip}:.mailmap`}`, 'rev-list', ...limit, '--format=%ct%n%aE%n%aN', tip, '--'];
  let lines: string[] = [];
  let rest = '';
  for await (const chunk of clone.git(args, signal)) {
    const parts = (rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      if (lines.length < 4) continue;
      const [header = '', seconds = '', email = '', name = ''] = lines;
      take(header.slice('commit '.length), Number(seconds), email, name);
      lines = [];
    }
  }

  const shown = [...weeks].filter(([start]) => start > weekStart(cutAt * 1000)).map(([start, week]): PageWeek => {
    const counts = { commits: week.commits, contributors: week.emails.size };
    const place = { week: weekName(start), startsAt: toInstant(start / 1000) };
    return { ...place, ...withholdSmallGroup(counts, Math.min(week.emails.size, week.names.size), minimumGroup) };
  });
  return { firstCommitAt: first, tipCommittedAt, weeks: shown.sort((a, b) => compareText(a.startsAt, b.startsAt)), held };
}
