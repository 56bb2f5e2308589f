import { compareText } from '../../findings/codes.ts';
import type { Distribution } from '../../schema/edition/assessment.ts';
import type { Instant } from '../../schema/primitives.ts';
import { type Change, type ChangeCounts, countChanges } from '../changes.ts';
import type { Comparing } from './comparing.ts';
import { countLevels, distributionThen } from './distribution.ts';
import type { Comparison, SpanName } from './editions.ts';
import type { Published } from './published.ts';
import type { Sheet } from './sheet.ts';
import { compareChanges, type Present, teamOfChange } from './since.ts';

/** Changes shown of one span in one place. */
export const shownChanges = 100;

/** Changes over all, of a scorecard or of a team. */
export interface ScopeChanges extends ChangeCounts {
  readonly total: number;
  /** Those that matter most, at most {@link shownChanges}. */
  readonly changes: readonly Change[];
}

/** Where the entities of a scorecard were and are. */
export interface Distributions {
  /** As published then. */
  readonly published?: Distribution;
  /** The facts of then by the rules of now. */
  readonly rejudged?: Distribution;
  readonly now?: Distribution;
}

/** What changed over a span of time. */
export interface Span {
  readonly span: SpanName;
  /** The edition compared with; the first one, or the beginning of the span, where nothing was published by then. */
  readonly since: Instant;
  /** False if nothing was published by then: there are no changes, which does not mean that nothing changed. */
  readonly compared: boolean;
  readonly all: ScopeChanges;
  /** By id: every scorecard of now, and those of then that are no more. */
  readonly scorecards: ReadonlyMap<string, ScopeChanges & Distributions>;
  /** By reference of the team that owns an entity now; teams without a change are absent. */
  readonly teams: ReadonlyMap<string, ScopeChanges>;
  /** By id of the scorecard, then by entity: every level that rose or fell, for roll-ups. */
  readonly levelMoves: ReadonlyMap<string, ReadonlyMap<string, 'better' | 'worse'>>;
}

/**
 * What changed over each span.
 *
 * @param published what stood published at the editions that are compared with
 * @param first the first edition of all
 */
export async function spansOf(
  compared: readonly Comparison[],
  published: ReadonlyMap<Instant, Published>,
  comparing: Comparing,
  present: Present,
  first: Instant | undefined,
): Promise<Span[]> {
  const spans: Span[] = [];
  for (const { span, wanted, edition } of compared) {
    const then = edition === undefined ? undefined : published.get(edition);
    if (then === undefined) {
      spans.push({ span, since: first ?? wanted, compared: false, ...scopesOf([], present, undefined, new Map()) });
      continue;
    }
    const { changes, rejudged } = await comparing.with(then);
    spans.push({ span, since: then.at, compared: true, ...scopesOf(changes, present, then, rejudged) });
  }
  return spans;
}

/** Of a scope without changes. */
export const noChanges: ScopeChanges = scopeOf([]);

function scopesOf(changes: readonly Change[], present: Present, then: Published | undefined, rejudged: ReadonlyMap<string, Sheet>): Pick<Span, 'all' | 'scorecards' | 'teams' | 'levelMoves'> {
  const sorted = changes.toSorted(compareChanges);
  const byScorecard = Map.groupBy(sorted, ({ scorecard }) => scorecard);
  const byTeam = Map.groupBy(sorted, teamOfChange);
  const ids = [...new Set([...present.scorecards.keys(), ...byScorecard.keys()])].toSorted(compareText);
  const teams = [...byTeam].flatMap(([team, list]): [string, ScopeChanges][] => (team === undefined ? [] : [[team, scopeOf(list)]]));
  return {
    all: scopeOf(sorted),
    scorecards: new Map(ids.map((id) => [id, { ...scopeOf(byScorecard.get(id) ?? []), ...distributionsOf(id, present, then, rejudged) }])),
    teams: new Map(teams.toSorted(([a], [b]) => compareText(a, b))),
    levelMoves: new Map([...byScorecard].map(([id, list]) => [id, movesOf(list)])),
  };
}

function movesOf(changes: readonly Change[]): Map<string, 'better' | 'worse'> {
  return new Map(changes.flatMap(({ check, entity, direction }) => (check !== undefined || direction === 'other' ? [] : [[entity, direction] as const])));
}

/** @param changes in order */
function scopeOf(changes: readonly Change[]): ScopeChanges {
  return { ...countChanges(changes), total: changes.length, changes: changes.slice(0, shownChanges) };
}

function distributionsOf(id: string, { scorecards, sheets }: Present, then: Published | undefined, rejudged: ReadonlyMap<string, Sheet>): Distributions {
  const ladder = scorecards.get(id)?.levels ?? [];
  const of = (sheet: Sheet | undefined): Distribution | undefined => sheet && distributionThen(ladder, countLevels(sheet.standings.values()));
  const published = of(then?.sheets.get(id));
  const again = of(rejudged.get(id)) ?? (scorecards.has(id) ? published : undefined);
  const now = of(sheets.get(id));
  return { ...(published && { published }), ...(again && { rejudged: again }), ...(now && { now }) };
}
