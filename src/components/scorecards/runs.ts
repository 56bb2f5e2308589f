import type { EntityScorecard } from '../../schema/edition/assessment.ts';

/** A level that was published without a break. */
export interface LevelRun {
  readonly level: string | undefined;
  /** The first edition of it that is known. */
  readonly since: string;
}

/** The levels of a history, newest first, each once for as long as it held. */
export function levelRuns(history: EntityScorecard['history']): LevelRun[] {
  const runs: LevelRun[] = [];
  for (const { at, level } of history) {
    const last = runs.at(-1);
    if (last === undefined || last.level !== level) runs.push({ level, since: at });
  }
  return runs.reverse();
}

/** Rank of a level in the ladder of now: 0 for none, 1 for the lowest; undefined for one that the ladder no longer has. */
export function rankOf(levels: EntityScorecard['levels'], level: string | undefined): number | undefined {
  if (level === undefined) return 0;
  const at = levels.findIndex((one) => one.title === level || one.id === level);
  return at < 0 ? undefined : at + 1;
}
