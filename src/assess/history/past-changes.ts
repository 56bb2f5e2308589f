import type { PublishedChange } from '../../schema/facts/assessment.ts';
import type { Instant } from '../../schema/primitives.ts';
import { verdict } from '../../schema/scorecards/names.ts';
import { type Change, levelDirection, verdictDirection } from '../changes.ts';
import type { Scorecard } from '../contract.ts';
import { departure, notJudged } from './since.ts';
import { type Lineage, readChanges } from './versions.ts';

/** A change and the edition that came with it. */
export interface DatedChange extends Change {
  readonly at: Instant;
}

const subjectLevel = 'level';

/** A change as it is kept in the store. */
export function publishedChangeOf({ check, from, to, cause }: Change): PublishedChange {
  return { subject: check ?? subjectLevel, from, to, cause };
}

/** Reads changes of the past back from lineages; their direction is told by the ladder of now. */
export class PastChanges {
  readonly #scorecards: ReadonlyMap<string, Scorecard>;
  readonly #parsed = new Map<string, readonly PublishedChange[]>();

  constructor(scorecards: ReadonlyMap<string, Scorecard>) {
    this.#scorecards = scorecards;
  }

  /** Changes that the editions of a lineage came with, oldest first; of the first version, what last changed before. */
  of({ scorecard, entity, versions }: Lineage): DatedChange[] {
    const changes: DatedChange[] = [];
    let told: Instant | undefined;
    for (const version of versions) {
      const { at, changedAt, owner } = version;
      if (version.deleted) changes.push({ at, ...departure(entity, scorecard, version.level, owner) });
      else if (changedAt !== undefined && changedAt !== told) {
        for (const change of this.#read(version.changes)) changes.push({ at: changedAt, ...this.#change(change, scorecard, entity, owner) });
      }
      told = changedAt;
    }
    return changes;
  }

  #change({ subject, from, to, cause }: PublishedChange, scorecard: string, entity: string, owner: string | undefined): Change {
    const check = subject === subjectLevel ? undefined : subject;
    return { entity, owner, scorecard, check, from, to, direction: this.#direction(scorecard, check, from, to), cause };
  }

  #direction(id: string, check: string | undefined, from: string, to: string): Change['direction'] {
    if (check !== undefined) {
      const [before, after] = [verdict.safeParse(from), verdict.safeParse(to)];
      return before.success && after.success ? verdictDirection(before.data, after.data) : 'other';
    }
    const scorecard = this.#scorecards.get(id);
    if (scorecard === undefined || from === notJudged || to === notJudged) return 'other';
    const level = (text: string): string | undefined => (text === 'none' ? undefined : text);
    return levelDirection(scorecard, level(from), level(to));
  }

  /** The same few texts stand thousands of times. */
  #read(json: string): readonly PublishedChange[] {
    let parsed = this.#parsed.get(json);
    if (parsed === undefined) {
      parsed = readChanges(json);
      this.#parsed.set(json, parsed);
    }
    return parsed;
  }
}
