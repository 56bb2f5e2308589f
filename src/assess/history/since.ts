import { compareText } from '../../findings/codes.ts';
import { changesOf, type Change } from '../changes.ts';
import type { Judged, Scorecard } from '../contract.ts';
import { teamOf } from '../team.ts';
import type { Published } from './published.ts';
import type { Sheet } from './sheet.ts';
import type { Standing } from './versions.ts';

/** What is said now, and who owns what. */
export interface Present {
  /** By id, in order of it. */
  readonly scorecards: ReadonlyMap<string, Scorecard>;
  readonly sheets: ReadonlyMap<string, Sheet>;
  /** All entities that may be judged, with their owners of now. */
  readonly entities: ReadonlyMap<string, Pick<Judged, 'owner'>>;
}

/** What stands in place of a level where an entity was or is not judged. */
export const notJudged = 'not-judged';

const nothing: ReadonlyMap<string, Standing> = new Map();

/**
 * Everything that is said otherwise now than was published then, scorecard by scorecard. Of a scorecard that is no more,
 * all its entities are judged no more.
 *
 * @param published its verdicts are of the table that those of `present` are of
 * @param rejudged sheets of the scorecards whose rules are others now
 */
export function changesSince(published: Published, rejudged: ReadonlyMap<string, Sheet>, present: Present): Change[] {
  const ids = [...new Set([...published.sheets.keys(), ...present.scorecards.keys()])].toSorted(compareText);
  return ids.flatMap((id) => {
    const before = published.sheets.get(id)?.standings ?? nothing;
    const scorecard = present.scorecards.get(id);
    const found =
      scorecard === undefined
        ? [...before].map(([entity, { level, owner }]) => departure(entity, id, level, owner))
        : changesOf(scorecard, { ...differing(before, present.sheets.get(id)?.standings ?? nothing), rejudged: rejudged.get(id)?.standings });
    return found.map((change) => ({ ...change, owner: ownerNow(change, present) }));
  });
}

/**
 * Only the entities of which something is said otherwise: of 60,000, a night changes a few hundred. Verdicts are of one
 * table, so that the same ones are one object.
 */
function differing(before: Sheet['standings'], now: Sheet['standings']): { readonly before: Sheet['standings']; readonly now: Sheet['standings'] } {
  const differs = ([entity, standing]: [string, Standing], other: Sheet['standings']): boolean => {
    const counterpart = other.get(entity);
    return counterpart === undefined || counterpart.level !== standing.level || counterpart.verdicts !== standing.verdicts;
  };
  return {
    before: new Map([...before].filter((entry) => differs(entry, now))),
    now: new Map([...now].filter((entry) => differs(entry, before))),
  };
}

/** The change of an entity that is judged no more. */
export function departure(entity: string, scorecard: string, level: string | undefined, owner: string | undefined): Change {
  return { entity, owner, scorecard, check: undefined, from: level ?? 'none', to: notJudged, direction: 'other', cause: 'membership' };
}

/** The owner of now; of what is in the catalog no more, the last one. */
export function ownerNow({ entity, owner }: Pick<Change, 'entity' | 'owner'>, { entities }: Pick<Present, 'entities'>): string | undefined {
  const judged = entities.get(entity);
  return judged === undefined ? owner : judged.owner;
}

/** The team that a change concerns. */
export function teamOfChange(change: Pick<Change, 'owner'>): string | undefined {
  return teamOf({ owner: change.owner });
}

const directions = { worse: 0, better: 1, other: 2 } as const;

/** What matters most first: levels before checks, worse before better before the rest; then by name. */
export function compareChanges(a: Change, b: Change): number {
  return (
    Number(a.check !== undefined) - Number(b.check !== undefined) ||
    directions[a.direction] - directions[b.direction] ||
    compareText(a.entity, b.entity) ||
    compareText(a.scorecard, b.scorecard) ||
    compareText(a.check ?? '', b.check ?? '')
  );
}
