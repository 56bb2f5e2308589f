import type { Assessed } from '../assess/assess.ts';
import type { Judgement, Scorecard } from '../assess/contract.ts';
import type { EntityCheck } from '../schema/cli/entity-check.ts';
import type { Instant } from '../schema/primitives.ts';
import { orNearest, UsageError } from './errors.ts';
import { scorecardOutcome } from './outcomes.ts';

/** Which scorecards are asked for, as given on the command line. */
export interface Asked {
  readonly scorecard?: readonly string[];
  readonly level?: string;
}

/**
 * Checks what is asked for before anything is read, so that a slip on the command line costs no wait.
 *
 * @throws UsageError for a scorecard that there is not, or a level that it has not
 */
export function requireAsked({ scorecard = [], level }: Asked, scorecards: ReadonlyMap<string, Scorecard>): void {
  const chosen = scorecard.map((id) => requireScorecard(id, scorecards));
  const [only, ...others] = chosen;
  if (level !== undefined && only !== undefined && others.length === 0) levelIndex(level, only);
}

/**
 * What the scorecards asked for say of an entity: those that are named, or all that judge it.
 *
 * With a level asked for, that level alone decides whether it fails; else any check that counts. What is unknown holds a
 * level, but is no failure of itself.
 *
 * @throws UsageError for a scorecard or level that there is not, and for a level of several scorecards
 */
export function selectScorecards({ judgements }: Assessed, ref: string, { scorecard: named, level }: Asked, asOf: Instant): Pick<EntityCheck, 'failed' | 'scorecards' | 'undecided' | 'notApplicable'> {
  const chosen = named === undefined ? [...judgements.values()] : [...new Set(named)].map((id) => requireScorecard(id, judgements));
  const judging = chosen.filter((judgement) => judgement.indexOf(ref) !== -1);
  const open = chosen.flatMap((judgement) => judgement.undecided.filter(({ entity }) => entity === ref).map(({ missing }) => ({ judgement, missing })));
  if (level !== undefined && judging.length + open.length > 1) {
    const ids = [...judging, ...open.map(({ judgement }) => judgement)].map(({ scorecard }) => scorecard.id);
    throw new UsageError(`--level is a level of one scorecard, and ${ids.length} judge ${ref}: ${ids.join(', ')}. Name one with --scorecard.`);
  }
  const required = (judgement: Judgement): number | undefined => (level === undefined ? undefined : levelIndex(level, judgement.scorecard));
  const undecided = open.map(({ judgement, missing }) => {
    required(judgement);
    return { id: judgement.scorecard.id, title: judgement.scorecard.title, missing: missing.map(({ fact, of, reason }) => ({ fact, of, reason })) };
  });
  const scorecards = judging.map((judgement) => scorecardOutcome(judgement, judgement.indexOf(ref), asOf, required(judgement)));
  const notApplicable = named === undefined ? [] : chosen.filter((judgement) => !judging.includes(judgement) && !open.some((one) => one.judgement === judgement));
  return {
    failed: level === undefined ? scorecards.some(({ counts }) => counts.fail > 0) : undecided.length > 0 || scorecards.some((scorecard) => scorecard.required?.reached === false),
    scorecards,
    undecided,
    notApplicable: notApplicable.map(({ scorecard: { id, title } }) => ({ id, title })),
  };
}

/**
 * A scorecard by its id.
 *
 * @throws UsageError that suggests the nearest id
 */
export function requireScorecard<T>(id: string, scorecards: ReadonlyMap<string, T>): T {
  const found = scorecards.get(id);
  if (found !== undefined) return found;
  const ids = [...scorecards.keys()];
  const there = ids.length === 0 ? 'The content folder has none that is in order.' : `Scorecards: ${ids.join(', ')}.`;
  throw new UsageError(`There is no scorecard \`${id}\`${orNearest(id, ids)} ${there}`);
}

/**
 * Position of a level, by its id or title.
 *
 * @throws UsageError that suggests the nearest id
 */
function levelIndex(name: string, { title, levels }: Scorecard): number {
  const wanted = name.toLowerCase();
  const index = levels.findIndex((level) => level.id === wanted || level.title.toLowerCase() === wanted);
  if (index !== -1) return index;
  const ids = levels.map(({ id }) => id);
  throw new UsageError(`${title} has no level \`${name}\`${orNearest(name, ids)} Its levels: ${ids.join(', ')}.`);
}
