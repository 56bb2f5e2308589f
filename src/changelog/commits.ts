import { CommitParser } from 'conventional-commits-parser';
import { compareText } from '../findings/codes.ts';
import { shortened } from './entry-text.ts';
import { changelogLimits, type ReadRelease, type ReleaseEntry, unreleased } from './model.ts';
import { withoutPeople } from './people.ts';
import { typeOfCommit } from './section-heading.ts';

/** What is kept of a commit's message: no author, no trailer. */
export interface CommitNote {
  /** Undefined where users need not know of it. */
  readonly entry: ReleaseEntry | undefined;
  /** True if it follows the convention. */
  readonly conventional: boolean;
  /** Id of the commit that it reverts. */
  readonly reverts: string | undefined;
}

/** A commit of a history. */
export interface HistoryCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Undefined for a merge: what it brings, its commits say. */
  readonly note: CommitNote | undefined;
}

/** A tag of a version on a commit. */
export interface VersionTag {
  readonly commit: string;
  /** `1.2.3` */
  readonly release: string;
  readonly version: string;
  readonly date: string | undefined;
  readonly url: string | undefined;
}

// Conventional Commits 1.0.0: `type(scope)!: description`, and `BREAKING CHANGE:` or `BREAKING-CHANGE:` as a footer.
const parser = new CommitParser({
  headerPattern: /^([A-Za-z]+)(?:\(([^()\n]{1,100})\))?(!)?: {1,4}(\S.*)$/,
  headerCorrespondence: ['type', 'scope', 'mark', 'subject'],
  noteKeywords: ['BREAKING CHANGE', 'BREAKING-CHANGE'],
  referenceActions: [],
  issuePrefixes: [],
});

const quiet: CommitNote = { entry: undefined, conventional: false, reverts: undefined };

/**
 * Reads the message of a commit by Conventional Commits 1.0.0 (https://www.conventionalcommits.org/en/v1.0.0/). Of the
 * body only what a `BREAKING CHANGE` footer says is kept, and which commit is reverted.
 *
 * @param issue gives the address of an issue or pull request by its number
 */
export function commitNote(message: string, issue?: (number: string) => string): CommitNote {
  const end = message.indexOf('\n');
  const header = (end === -1 ? message : message.slice(0, end)).trim().slice(0, 1_000);
  const body = end === -1 ? '' : message.slice(end + 1, end + 20_000);
  const reverts = /^This reverts commit ([0-9a-f]{7,64})\b/m.exec(body)?.[1];
  const reverted = /^Revert "(.+)"/.exec(header)?.[1];
  if (reverted !== undefined) {
    const inner = commitNote(reverted, issue);
    return { entry: inner.entry === undefined ? undefined : { kind: 'removed', breaking: false, text: `Revert: ${inner.entry.text}`, ...(inner.entry.scope === undefined ? {} : { scope: inner.entry.scope }) }, conventional: inner.conventional, reverts };
  }
  const footer = /^BREAKING[ -]CHANGES?: *[^]*/m.exec(body)?.[0].slice(0, 4_000) ?? '';
  const read = header === '' ? undefined : parser.parse(`${header}${footer === '' ? '' : `\n\n${footer}`}`);
  const type = read?.['type'] ?? undefined;
  const subject = read?.['subject'] ?? undefined;
  if (type === undefined || subject === undefined) return { ...quiet, reverts };
  const scope = read?.['scope'] ?? undefined;
  const kind = typeOfCommit(type, scope);
  if (kind === undefined) return { ...quiet, reverts };
  const breaking = read?.['mark'] === '!' || footer !== '';
  if (kind === 'left-out' && !breaking) return { entry: undefined, conventional: true, reverts };
  const notes = (read?.notes ?? []).map((note) => capitalised(withoutPeople(firstParagraph(note.text)).replace(/\.$/, '')));
  const text = shortened(withIssues([capitalised(withoutPeople(subject)), ...notes].filter((part) => part !== '').join('. '), issue));
  const named = scope === undefined ? undefined : withoutPeople(scope);
  if (!/[\p{L}\p{N}]/u.test(text)) return { entry: undefined, conventional: true, reverts };
  return { entry: { kind: kind === 'left-out' ? 'changed' : kind, breaking, text, ...(named === undefined || named === '' ? {} : { scope: named }) }, conventional: true, reverts };
}

/** What a note says first, without the trailers that may follow it. */
function firstParagraph(note: string): string {
  return (note.trim().split(/\n\s*\n|\n(?=[A-Z][\w-]+(?:: | #))/, 1)[0] ?? '').replaceAll(/\s+/g, ' ');
}

function withIssues(text: string, issue: ((number: string) => string) | undefined): string {
  return issue === undefined ? text : text.replaceAll(/(?<![\w[/])#(\d{1,9})\b/g, (_, number: string) => `[#${number}](${issue(number)})`);
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Share of a release's commits that must follow the convention: of a release with less, its commits do not tell. */
const enough = 0.5;

/**
 * Releases out of a history: a commit belongs to the first tag that holds it, as `git log previous..tag` would say. What
 * no tag holds is not released yet. A release of which fewer than half of the commits follow the convention is left out,
 * and so is the oldest one where the history is cut off: part of it is missing.
 *
 * @param commits every commit that was read, newest first, each before its parents
 * @param cut true if older commits were not read
 */
export function releasesOfHistory(commits: readonly HistoryCommit[], tags: readonly VersionTag[], cut: boolean): ReadRelease[] {
  const byId = new Map(commits.map((commit, n) => [commit.id, { ...commit, n }] as const));
  const owner = new Map<string, VersionTag>();
  // Oldest first: the later a commit comes in the log, the older it is.
  const ordered = tags.filter(({ commit }) => byId.has(commit)).toSorted((a, b) => (byId.get(b.commit)?.n ?? 0) - (byId.get(a.commit)?.n ?? 0) || compareText(a.release, b.release));
  const members = new Map<VersionTag | undefined, HistoryCommit[]>();
  for (const tag of ordered) {
    const found: HistoryCommit[] = [];
    const open = [tag.commit];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const commit = byId.get(id);
      if (commit === undefined || owner.has(id)) continue;
      owner.set(id, tag);
      found.push(commit);
      open.push(...commit.parents);
    }
    // Tags of the same commit after the first hold nothing new.
    if (found.length > 0) members.set(tag, found.toSorted((a, b) => (byId.get(a.id)?.n ?? 0) - (byId.get(b.id)?.n ?? 0)));
  }
  members.set(undefined, commits.filter(({ id }) => !owner.has(id)));
  const known = cut ? [...members].filter(([tag]) => tag !== ordered[0]) : [...members];
  const releases = known.flatMap(([tag, of]): ReadRelease[] => {
    if (cut && tag === undefined && ordered.length === 0) return [];
    const entries = entriesOf(of);
    if (entries.length === 0) return [];
    if (tag === undefined) return [{ release: unreleased, version: undefined, date: undefined, yanked: false, url: undefined, entries }];
    const { release, version, date, url } = tag;
    return [{ release, version, date, yanked: false, url, entries }];
  });
  return releases.toReversed();
}

/** What a release's commits brought. What was reverted within it did not happen. */
function entriesOf(commits: readonly HistoryCommit[]): ReleaseEntry[] {
  const told = commits.filter(({ note }) => note !== undefined);
  const conventional = told.filter(({ note }) => note?.conventional === true).length;
  if (told.length === 0 || conventional / told.length < enough) return [];
  const undone = new Set<string>();
  for (const { id, note } of told) {
    if (note?.reverts === undefined || undone.has(id)) continue;
    const target = told.find((one) => note.reverts !== undefined && one.id.startsWith(note.reverts));
    if (target === undefined) continue;
    undone.add(id);
    undone.add(target.id);
  }
  return told.flatMap(({ id, note }) => (undone.has(id) ? [] : (note?.entry ?? []))).slice(0, changelogLimits.entries);
}
