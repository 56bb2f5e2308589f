import type { z } from 'zod';
import type { historyPoint } from '../../schema/edition/assessment.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { Change } from '../changes.ts';
import type { Scorecard } from '../contract.ts';
import { distributionThen } from './distribution.ts';
import { EntityHistory, type EntitySeries } from './entity-history.ts';
import type { PastChanges } from './past-changes.ts';
import type { Span } from './spans.ts';
import { type Lineage, standingAt, type Standing } from './versions.ts';

/** One point of a scorecard over time. */
export type HistoryPoint = z.infer<typeof historyPoint>;

/**
 * Series over time, gathered from lineages handed to it in one pass. Of the lineages themselves only what a page shows
 * is kept.
 */
export class Series {
  readonly #instants: readonly Instant[];
  readonly #counts = new Map<string, Map<string | undefined, number>[]>();
  readonly #entities: EntityHistory;

  /** @param instants editions at which the series of scorecards have a point, oldest first */
  constructor(instants: readonly Instant[], past: PastChanges) {
    this.#instants = instants;
    this.#entities = new EntityHistory(past);
  }

  take(lineage: Lineage): void {
    this.#entities.take(lineage);
    let counts = this.#counts.get(lineage.scorecard);
    if (counts === undefined) {
      counts = this.#instants.map(() => new Map());
      this.#counts.set(lineage.scorecard, counts);
    }
    counts.forEach((levels, index) => {
      const version = standingAt(lineage.versions, this.#instants[index] ?? '');
      if (version !== undefined) levels.set(version.level, (levels.get(version.level) ?? 0) + 1);
    });
  }

  /**
   * How the entities of a scorecard were spread over its levels: as published, and at the editions that spans compare
   * with also judged again; as it is now last. Editions at which the scorecard judged nothing have no published point.
   */
  scorecard({ id, levels: ladder }: Scorecard, spans: readonly Span[], asOf: Instant): HistoryPoint[] {
    const points = new Map<Instant, HistoryPoint>();
    this.#counts.get(id)?.forEach((levels, index) => {
      const at = this.#instants[index] ?? '';
      if (levels.size > 0) points.set(at, { at, published: distributionThen(ladder, levels) });
    });
    for (const { since, compared, scorecards } of spans) {
      const rejudged = scorecards.get(id)?.rejudged;
      if (compared && rejudged !== undefined) points.set(since, { at: since, ...points.get(since), rejudged });
    }
    const now = spans[0]?.scorecards.get(id)?.now;
    const sorted = [...points.values()].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    return now === undefined ? sorted : [...sorted, { at: asOf, published: now, rejudged: now }];
  }

  /** Points and changes of one entity by one scorecard; `now` and `today` are what the edition at hand says. */
  entity(scorecard: string, entity: string, now: Standing | undefined, today: readonly Change[], asOf: Instant): EntitySeries {
    return this.#entities.of(scorecard, entity, now, today, asOf);
  }
}
