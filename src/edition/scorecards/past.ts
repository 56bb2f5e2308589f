import type { History } from '../../assess/history/history.ts';
import { noChanges } from '../../assess/history/spans.ts';
import { changeView, type Names, spanView } from '../../assess/history/views.ts';
import type { ChangeSpan, ChangeView, EntityScorecard } from '../../schema/edition/assessment.ts';
import type { TeamScorecards } from '../../schema/edition/scorecard.ts';
import { optional } from '../summaries.ts';
import type { ScorecardHistory } from './scorecard-page.ts';

/** The past in the shape of pages. */
export class Past {
  readonly history: History;
  readonly names: Names;

  constructor(history: History, names: Names) {
    this.history = history;
    this.names = names;
  }

  /** Over all scorecards. */
  spans(): ChangeSpan[] {
    return this.history.spans.map((span) => spanView(span, span.all, this.names, this.history.changedAt));
  }

  scorecard(id: string): ScorecardHistory {
    const { spans } = this.history;
    return {
      history: this.history.scorecard(id).map((point) => ({ ...point })),
      spans: spans.map((span) => spanView(span, span.scorecards.get(id) ?? noChanges, this.names, this.history.changedAt)),
      moves: spans.find(({ span }) => span === 'week')?.levelMoves.get(id) ?? new Map<string, 'better' | 'worse'>(),
    };
  }

  team(ref: string): TeamScorecards['spans'] {
    return this.history.spans.map((span) => spanView(span, span.teams.get(ref) ?? noChanges, this.names, this.history.changedAt));
  }

  entity(scorecard: string, ref: string): { readonly history: EntityScorecard['history']; readonly changes: ChangeView[] } {
    const levels = this.names.scorecards.get(scorecard)?.levels ?? [];
    const { points, changes } = this.history.entity(scorecard, ref);
    const title = (id: string | undefined): string | undefined => (id === undefined ? undefined : (levels.find((level) => level.id === id)?.title ?? id));
    return {
      history: points.map(({ at, level, score }) => ({ at, ...optional('level', title(level)), ...optional('score', score) })),
      changes: changes.map((change) => changeView(change, change.at, this.names)),
    };
  }
}
