import { levelBadge, shareBadge } from '../../badges/badge.ts';
import { entityBadgePath, scorecardBadgePath } from '../routes.ts';
import type { ScorecardView } from './view.ts';

/** Writes the badge of every entity that a scorecard judges, and of every scorecard. */
export async function writeBadges({ scorecards, context: { writer } }: ScorecardView): Promise<void> {
  const below = (path: string): string => path.replace(/^api\/v1\//, '');
  for (const [id, { judgement }] of scorecards) {
    const { title, levels } = judgement.scorecard;
    const top = levels.length - 1;
    let reached = 0;
    for (const [entity, ref] of judgement.entities.entries()) {
      const level = judgement.level(entity);
      if (level === top) reached += 1;
      await writer.text(below(entityBadgePath(id, ref)), levelBadge(title, levels[level]?.title, level, levels.length));
    }
    await writer.text(below(scorecardBadgePath(id)), shareBadge(title, levels[top]?.title ?? '', reached, judgement.entities.length));
  }
}
