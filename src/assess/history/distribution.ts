import type { Distribution } from '../../schema/edition/assessment.ts';
import type { Level } from '../../schema/scorecards/scorecard.ts';
import { noLevelTitle } from '../roll-up.ts';

/** Entities by id of their level; undefined for those at none. */
export type LevelCounts = ReadonlyMap<string | undefined, number>;

export function countLevels(standings: Iterable<{ readonly level: string | undefined }>): LevelCounts {
  const counts = new Map<string | undefined, number>();
  for (const { level } of standings) counts.set(level, (counts.get(level) ?? 0) + 1);
  return counts;
}

/** Counts as a distribution over the ladder of today; levels of then that it has no more come last, under their ids. */
export function distributionThen(ladder: readonly Level[], counts: LevelCounts): Distribution {
  const gone = [...counts.keys()].filter((id) => id !== undefined && !ladder.some((level) => level.id === id)).toSorted();
  const levels = [
    { title: noLevelTitle, entities: counts.get(undefined) ?? 0 },
    ...ladder.map(({ id, title }) => ({ id, title, entities: counts.get(id) ?? 0 })),
    ...gone.flatMap((id) => (id === undefined ? [] : [{ id, title: id, entities: counts.get(id) ?? 0 }])),
  ];
  return { entities: levels.reduce((sum, { entities }) => sum + entities, 0), levels };
}
