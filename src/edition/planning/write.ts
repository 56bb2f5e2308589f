import type { EntityPlanning } from '../../schema/edition/planning.ts';
import type { EditionIndex } from '../../schema/edition/index-file.ts';
import type { BaseContext } from '../context.ts';

/** What the rest of the edition asks about objectives, roadmap, roles and responsibilities. */
export interface PlanningIndex {
  ofEntity(ref: string): EntityPlanning | undefined;
  /** What the edition's index says of them. */
  readonly overview: EditionIndex['planning'];
}

/** Writes the files of objectives, roadmap, roles, responsibilities and surveys. */
export async function writePlanning(_context: BaseContext): Promise<PlanningIndex> {
  return { ofEntity: () => undefined, overview: undefined };
}
