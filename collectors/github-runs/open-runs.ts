import { before, instantOf } from '../../src/github/instant-of.ts';
import { compareText } from '../../src/findings/codes.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import type { OpenRun } from './reading-state.ts';
import type { RunRecord } from './run-record.ts';

/**
 * Days after which GitHub ends a run itself ("Usage limits for GitHub Actions": a workflow run, 35 days); what has not
 * ended by then never will.
 */
export const longestRunDays = 35;

/** Open runs that a repository's bookmark remembers, newest first: more wait only where something is wrong with its runners. */
const mostRemembered = 500;

/** The runs of a repository that had not ended when they were last read. */
export class OpenRuns {
  readonly #open: Map<string, OpenRun>;
  readonly #checked: Set<string>;

  /** @param checked those that were read already in the reading under way */
  constructor(open: readonly OpenRun[], checked: readonly string[]) {
    this.#open = new Map(open.map((run) => [run.id, run]));
    this.#checked = new Set(checked);
  }

  /** For the bookmark, in order of id. */
  remembered(): { open: OpenRun[]; checked: string[] } {
    const newest = [...this.#open.values()].toSorted((a, b) => compareText(b.started, a.started) || compareText(b.id, a.id)).slice(0, mostRemembered);
    return { open: newest.toSorted((a, b) => compareText(a.id, b.id)), checked: [...this.#checked].toSorted(compareText) };
  }

  /** Those not read yet in this reading, in order of id. */
  unchecked(): OpenRun[] {
    return this.remembered().open.filter(({ id }) => !this.#checked.has(id));
  }

  /** Says that the list of runs since an instant has not changed, and so none of these has. */
  unchangedSince(from: Instant): void {
    for (const { id, created } of this.#open.values()) if (created >= from) this.#checked.add(id);
  }

  /** The attempt of the run that had not ended when a later one began; undefined if there is none. */
  overtaken(run: RunRecord): OpenRun | undefined {
    const open = this.#open.get(idOf(run) ?? '');
    return open !== undefined && attemptOf(run) > open.attempt ? open : undefined;
  }

  /**
   * Takes note of a run that was read.
   *
   * @returns the record to keep: under the name its repository had when the run was first seen, so that one row of it stays
   */
  read(run: RunRecord): RunRecord {
    const id = idOf(run);
    if (id === undefined) return run;
    const old = this.#open.get(id);
    const kept = old?.attempt === attemptOf(run) ? { ...run, repository: old.record.repository } : run;
    const started = instantOf(run['started']) ?? instantOf(run['created']);
    if (run['status'] === 'completed' || started === undefined) this.#open.delete(id);
    else this.#open.set(id, { id, attempt: attemptOf(run), created: instantOf(run['created']) ?? started, started, record: kept });
    this.#checked.add(id);
    return kept;
  }

  /**
   * What is to be told of a run after it was asked for by its id: the run, or that it was given up, being deleted or older
   * than any can last.
   *
   * @param found undefined where it is gone
   */
  settle(open: OpenRun, found: RunRecord | undefined, asOf: Instant): RunRecord {
    this.#checked.add(open.id);
    const ended = found?.['status'] === 'completed';
    if (found !== undefined && (ended || open.started >= before(asOf, longestRunDays * 86_400_000))) return this.read(found);
    this.#open.delete(open.id);
    return { ...open.record, givenUp: true };
  }
}

function idOf(run: RunRecord): string | undefined {
  const id = run['id'];
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
}

function attemptOf(run: RunRecord): number {
  const attempt = run['attempt'];
  return typeof attempt === 'number' && Number.isInteger(attempt) && attempt > 0 ? attempt : 1;
}
