import type { Verdict } from '../../schema/scorecards/names.ts';
import { type VerdictPair, verdictPair } from '../published.ts';

/** The checks of a scorecard that counted at a time, in its order. */
export interface CheckList {
  readonly ids: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
}

export function checkListOf(ids: readonly string[]): CheckList {
  return { ids, positions: new Map(ids.map((id, index) => [id, index])) };
}

const byLetter: Readonly<Record<string, Verdict>> = { p: 'pass', f: 'fail', n: 'not-applicable', u: 'unknown', e: 'exempt' };

/** Two letters for a verdict and its raw one: the first of their names. */
export function codeOf(verdict: Verdict, raw: Verdict): string {
  return verdict.charAt(0) + raw.charAt(0);
}

/**
 * Verdicts by id of the check, kept as two letters each beside a list of checks that thousands share: a map of its own
 * for each of 60,000 entities and scorecards would be most of the memory of an edition.
 */
export class CodedVerdicts implements ReadonlyMap<string, VerdictPair> {
  readonly #checks: CheckList;
  readonly #codes: string;

  /** @throws RangeError for letters that are no verdicts, or not two for each check */
  constructor(checks: CheckList, codes: string) {
    if (codes.length !== 2 * checks.ids.length || [...codes].some((letter) => byLetter[letter] === undefined)) {
      throw new RangeError(`\`${codes}\` does not give a verdict for each of ${checks.ids.length} checks.`);
    }
    this.#checks = checks;
    this.#codes = codes;
  }

  get size(): number {
    return this.#checks.ids.length;
  }

  has(check: string): boolean {
    return this.#checks.positions.has(check);
  }

  get(check: string): VerdictPair | undefined {
    const position = this.#checks.positions.get(check);
    if (position === undefined) return undefined;
    const verdict = byLetter[this.#codes.charAt(2 * position)];
    const raw = byLetter[this.#codes.charAt(2 * position + 1)];
    return verdict === undefined || raw === undefined ? undefined : verdictPair(verdict, raw);
  }

  keys(): MapIterator<string> {
    return this.#checks.positions.keys();
  }

  *entries(): MapIterator<[string, VerdictPair]> {
    for (const check of this.#checks.ids) {
      const pair = this.get(check);
      if (pair !== undefined) yield [check, pair];
    }
  }

  *values(): MapIterator<VerdictPair> {
    for (const [, pair] of this.entries()) yield pair;
  }

  [Symbol.iterator](): MapIterator<[string, VerdictPair]> {
    return this.entries();
  }

  forEach(visit: (pair: VerdictPair, check: string, map: ReadonlyMap<string, VerdictPair>) => void): void {
    for (const [check, pair] of this) visit(pair, check, this);
  }
}

/** Makes coded verdicts, one for all that are the same: verdicts of one table are equal only if they are one object. */
export class VerdictTable {
  readonly #lists = new Map<string, { readonly checks: CheckList; readonly verdicts: Map<string, CodedVerdicts> }>();

  /** @param ids of the checks, with commas between them */
  verdicts(ids: string, codes: string): CodedVerdicts {
    let list = this.#lists.get(ids);
    if (list === undefined) {
      list = { checks: checkListOf(ids === '' ? [] : ids.split(',')), verdicts: new Map() };
      this.#lists.set(ids, list);
    }
    let verdicts = list.verdicts.get(codes);
    if (verdicts === undefined) {
      verdicts = new CodedVerdicts(list.checks, codes);
      list.verdicts.set(codes, verdicts);
    }
    return verdicts;
  }
}
