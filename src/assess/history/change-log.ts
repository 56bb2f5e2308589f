import { compareText } from '../../findings/codes.ts';
import type { Instant } from '../../schema/primitives.ts';
import { type ChangeCounts, countChanges } from '../changes.ts';
import { dayMs } from '../days.ts';
import { shifted } from './instants.ts';
import type { DatedChange, PastChanges } from './past-changes.ts';
import { compareChanges, ownerNow, type Present, teamOfChange } from './since.ts';
import type { Lineage } from './versions.ts';

/** How far back the log goes, in days. */
export const logDays = 91;

/** What one edition said otherwise by one scorecard than the edition before. */
export interface LogEntry extends ChangeCounts {
  readonly at: Instant;
  /** Id of the scorecard. */
  readonly scorecard: string;
  /** What matters most first; never empty. */
  readonly changes: readonly DatedChange[];
}

/** The changes of the last 91 days, edition by edition, gathered from lineages handed to it in one pass. */
export class ChangeLog {
  readonly #past: PastChanges;
  readonly #present: Present;
  readonly #from: Instant;
  readonly #groups = new Map<string, DatedChange[]>();
  readonly #teams = new Map<string, Map<string, DatedChange[]>>();

  constructor(past: PastChanges, present: Present, asOf: Instant) {
    this.#past = past;
    this.#present = present;
    this.#from = shifted(asOf, -logDays * dayMs);
  }

  take(lineage: Lineage): void {
    for (const change of this.#past.of(lineage)) this.add(change);
  }

  add(change: DatedChange): void {
    if (change.at <= this.#from) return;
    const dated = { ...change, owner: ownerNow(change, this.#present) };
    const key = `${dated.at} ${dated.scorecard}`;
    push(this.#groups, key, dated);
    const team = teamOfChange(dated);
    if (team === undefined) return;
    let groups = this.#teams.get(team);
    if (groups === undefined) {
      groups = new Map();
      this.#teams.set(team, groups);
    }
    push(groups, key, dated);
  }

  /** Teams that own an entity now of which something changed, in order. */
  get teams(): string[] {
    return [...this.#teams.keys()].toSorted(compareText);
  }

  /**
   * The newest entries, newest first, then in order of scorecard.
   *
   * @param team changes of its entities only
   */
  entries(limit: number, team?: string): LogEntry[] {
    const groups = team === undefined ? this.#groups : (this.#teams.get(team) ?? new Map<string, DatedChange[]>());
    const sorted = [...groups.values()].toSorted(([a], [b]) => compareText(b?.at ?? '', a?.at ?? '') || compareText(a?.scorecard ?? '', b?.scorecard ?? ''));
    return sorted.slice(0, limit).flatMap((changes) => {
      const first = changes[0];
      return first === undefined ? [] : [{ at: first.at, scorecard: first.scorecard, ...countChanges(changes), changes: changes.toSorted(compareChanges) }];
    });
  }
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
