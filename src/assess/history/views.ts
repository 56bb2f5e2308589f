import type { ChangeSpan, ChangeView } from '../../schema/edition/assessment.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { Change } from '../changes.ts';
import type { Rules } from '../contract.ts';
import { noLevelTitle } from '../roll-up.ts';
import { notJudged } from './since.ts';
import type { Distributions, ScopeChanges, Span } from './spans.ts';

/** How things are called. */
export interface Names {
  readonly scorecards: Rules['scorecards'];
  link(entity: string): EntityLinkView;
}

/** A change in the words of a page: titles in place of ids, as far as there are such scorecards, levels and checks now. */
export function changeView(change: Change, at: Instant, { scorecards, link }: Names): ChangeView {
  const { entity, owner, direction, cause } = change;
  return {
    at,
    entity: link(entity),
    ...(owner === undefined ? {} : { owner: link(owner) }),
    scorecard: change.scorecard,
    scorecardTitle: scorecards.get(change.scorecard)?.title ?? change.scorecard,
    ...changeWords(change, scorecards),
    direction,
    cause,
  };
}

/** Subject, from and to in words: `level`, `Bronze`, `Silver`; or the title of a check and two verdicts. */
export function changeWords({ scorecard: id, check, from, to }: Pick<Change, 'scorecard' | 'check' | 'from' | 'to'>, scorecards: Rules['scorecards']): Pick<ChangeView, 'subject' | 'from' | 'to'> {
  const scorecard = scorecards.get(id);
  if (check !== undefined) return { subject: scorecard?.checks.find((candidate) => candidate.id === check)?.title ?? check, from, to };
  const level = (text: string): string => {
    if (text === notJudged) return 'not judged';
    return text === 'none' ? noLevelTitle : (scorecard?.levels.find((candidate) => candidate.id === text)?.title ?? text);
  };
  return { subject: 'level', from: level(from), to: level(to) };
}

/**
 * A span as pages show it, of one scope: all, a scorecard or a team.
 *
 * @param changedAt when a change came about
 */
export function spanView({ span, since, compared }: Span, scope: ScopeChanges & Distributions, names: Names, changedAt: (change: Change) => Instant): ChangeSpan {
  const { levels, checks, causes, total, published, rejudged, now } = scope;
  return {
    span,
    since,
    compared,
    levels,
    checks,
    causes,
    ...(published && { published }),
    ...(rejudged && { rejudged }),
    ...(now && { now }),
    changes: scope.changes.map((change) => changeView(change, changedAt(change), names)),
    total,
  };
}
