import type { Instant } from '../../schema/primitives.ts';
import type { Judgement } from '../contract.ts';
import type { Published } from './published.ts';
import { type Sheet, sheetsOf } from './sheet.ts';
import type { VerdictTable } from './verdicts.ts';

/** Judges what was known at an instant by the rules of now; by id of the scorecard. */
export type JudgeAt = (at: Instant) => Promise<ReadonlyMap<string, Judgement>>;

/**
 * The facts of earlier instants by the rules of now. Judging anew costs as much as an edition, so it is done only if a
 * scorecard has other rules now than were published then: with the same rules, what was published is what would be
 * judged.
 */
export class Rejudging {
  readonly #judgeAt: JudgeAt;
  readonly #now: ReadonlyMap<string, Sheet>;
  readonly #table: VerdictTable;

  /** @param now the scorecards of now */
  constructor(judgeAt: JudgeAt, now: ReadonlyMap<string, Sheet>, table: VerdictTable) {
    this.#judgeAt = judgeAt;
    this.#now = now;
    this.#table = table;
  }

  /** Sheets of the scorecards whose rules are others now, or that are new; none of those with the same rules. */
  async sheets(published: Published): Promise<ReadonlyMap<string, Sheet>> {
    const others = [...this.#now.values()].filter((sheet) => {
      const then = published.sheets.get(sheet.scorecard);
      return then === undefined ? sheet.standings.size > 0 : then.rules !== sheet.rules;
    });
    if (others.length === 0) return new Map();
    const judged = sheetsOf(await this.#judgeAt(published.at), this.#table);
    return new Map(
      others.flatMap(({ scorecard }) => {
        const sheet = judged.get(scorecard);
        return sheet === undefined ? [] : [[scorecard, sheet]];
      }),
    );
  }
}
