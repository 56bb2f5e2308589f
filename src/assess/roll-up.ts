import type { Distribution } from '../schema/edition/assessment.ts';
import type { Judged, Judgement, Scorecard } from './contract.ts';
import { bandOf, quartilesOf, type Band, type Quartiles } from './quantiles.ts';
import { noneLast, teamOf } from './team.ts';

/** Entities that belong together, and how many of them are at each level. */
export interface Group {
  /** Reference of the team, system or domain; undefined for entities that have none. */
  readonly of: string | undefined;
  /** Positions in the judgement, ascending. */
  readonly entities: readonly number[];
  readonly distribution: Distribution;
}

/** All roll-ups of a scorecard. Groups are in order of reference, entities without one last; never in order of success. */
export interface RollUps {
  readonly organisation: Distribution;
  readonly teams: readonly Group[];
  readonly systems: readonly Group[];
  readonly domains: readonly Group[];
}

/** What is said of entities that have reached no level. */
export const noLevelTitle = 'No level';

export function rollUpsOf(judgement: Judgement): RollUps {
  return {
    organisation: distributionOf(judgement.scorecard, levelsOf(judgement, judgement.entities.keys())),
    teams: groupsOf(judgement, teamOf),
    systems: groupsOf(judgement, ({ system }) => system),
    domains: groupsOf(judgement, ({ domain }) => domain),
  };
}

/** Entities by what `key` says of them. */
export function groupsOf(judgement: Judgement, key: (entity: Judged) => string | undefined): Group[] {
  const members = new Map<string | undefined, number[]>();
  for (const entity of judgement.entities.keys()) {
    const of = key(judgement.about(entity));
    const list = members.get(of);
    if (list === undefined) members.set(of, [entity]);
    else list.push(entity);
  }
  return [...members]
    .sort(([a], [b]) => noneLast(a, b))
    .map(([of, entities]) => ({ of, entities, distribution: distributionOf(judgement.scorecard, levelsOf(judgement, entities)) }));
}

function* levelsOf(judgement: Judgement, entities: Iterable<number>): Generator<number> {
  for (const entity of entities) yield judgement.level(entity);
}

/**
 * How many are at each level of a scorecard.
 *
 * @param levels index of the level of each entity, -1 for none
 */
export function distributionOf({ levels: ladder }: Scorecard, levels: Iterable<number>): Distribution {
  const counts = Array.from({ length: ladder.length + 1 }, () => 0);
  let entities = 0;
  for (const level of levels) {
    counts[level + 1] = (counts[level + 1] ?? 0) + 1;
    entities += 1;
  }
  return {
    entities,
    levels: [{ title: noLevelTitle, entities: counts[0] ?? 0 }, ...ladder.map(({ id, title }, index) => ({ id, title, entities: counts[index + 1] ?? 0 }))],
  };
}

/** Quartiles of the score over all entities that have one; undefined with fewer than 4. */
export function scoreQuartiles(judgement: Judgement): Quartiles | undefined {
  return quartilesOf([...judgement.entities.keys()].flatMap((entity) => judgement.score(entity) ?? []));
}

/** Where teams stand among each other. */
export interface TeamBands {
  /** Quartiles over teams of the share of their entities at the highest level. */
  readonly quartiles: Quartiles;
  readonly bands: ReadonlyMap<string, Band>;
}

/** @param teams as in {@link RollUps}; undefined if there are fewer than 4 */
export function teamBandsOf(teams: readonly Group[]): TeamBands | undefined {
  const shares = new Map(teams.flatMap(({ of, distribution: { entities, levels } }) => (of === undefined ? [] : [[of, (levels.at(-1)?.entities ?? 0) / entities]])));
  const quartiles = quartilesOf(shares.values());
  return quartiles && { quartiles, bands: new Map([...shares].map(([team, share]) => [team, bandOf(share, quartiles)])) };
}
