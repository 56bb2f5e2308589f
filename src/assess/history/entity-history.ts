import { compareText } from '../../findings/codes.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { Change } from '../changes.ts';
import type { DatedChange, PastChanges } from './past-changes.ts';
import type { Lineage, Standing, Version } from './versions.ts';

/** Level and score from an edition on. */
export interface EntityPoint {
  readonly at: Instant;
  /** Id of the level. */
  readonly level: string | undefined;
  readonly score: number | undefined;
}

/** What one scorecard said of one entity over time. */
export interface EntitySeries {
  /** Where level or score became another one, oldest first; at most {@link shownPoints}. */
  readonly points: readonly EntityPoint[];
  /** Newest first, at most {@link shownEntityChanges}. */
  readonly changes: readonly DatedChange[];
}

export const shownPoints = 26;
export const shownEntityChanges = 20;

/** Keeps of each lineage the versions that say something new, and no more of them than a page shows. */
export class EntityHistory {
  readonly #past: PastChanges;
  readonly #lineages = new Map<string, Map<string, readonly Version[]>>();

  constructor(past: PastChanges) {
    this.#past = past;
  }

  take({ scorecard, entity, versions }: Lineage): void {
    let lineages = this.#lineages.get(scorecard);
    if (lineages === undefined) {
      lineages = new Map();
      this.#lineages.set(scorecard, lineages);
    }
    lineages.set(entity, telling(versions));
  }

  /**
   * @param now what the edition at hand says; undefined if the entity is judged no more
   * @param today what it says otherwise than the one before
   */
  of(scorecard: string, entity: string, now: Standing | undefined, today: readonly Change[], asOf: Instant): EntitySeries {
    const versions = this.#lineages.get(scorecard)?.get(entity) ?? [];
    const points: EntityPoint[] = versions.filter((version, index) => !version.deleted && moved(versions[index - 1], version));
    const last = versions.at(-1);
    if (now !== undefined && moved(last, now)) points.push({ at: asOf, level: now.level, score: now.score });
    // Stable, so that of each edition the level stays before the checks.
    const changes = this.#past.of({ scorecard, entity, versions }).toSorted((a, b) => compareText(b.at, a.at));
    return {
      points: points.slice(-shownPoints).map(({ at, level, score }) => ({ at, level, score })),
      changes: [...today.map((change) => ({ at: asOf, ...change })), ...changes].slice(0, shownEntityChanges),
    };
  }
}

/** True if level or score differ, or there was nothing before. */
function moved(before: Version | undefined, after: Standing): boolean {
  return before === undefined || before.deleted || before.level !== after.level || before.score !== after.score;
}

function telling(versions: readonly Version[]): readonly Version[] {
  if (versions.length === 1) return versions;
  const kept = versions.filter((version, index) => {
    const before = versions[index - 1];
    return version.deleted || moved(before, version) || before?.changedAt !== version.changedAt;
  });
  return kept.slice(-(shownPoints + shownEntityChanges));
}
