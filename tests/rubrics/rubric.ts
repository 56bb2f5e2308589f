import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Check, Judgement, Scorecard } from '../../src/assess/contract.ts';
import { readRules } from '../../src/content/rules/rules.ts';
import { asOf, judgeSample, noEvents, unread, type Change, type Sample } from './sample.ts';

/** The content folder that is shipped: the sample organisation. */
export const contentDir = join(import.meta.dirname, '..', '..', 'content');
export const { rules, findings } = readRules(contentDir, { asOf });

/** What turns the verdict on one check of a sample that otherwise meets everything. */
export interface Case {
  readonly fails: Change;
  /** Left out where the catalog itself says what is needed, so that nothing can be missing. */
  readonly unknown?: Change;
  readonly apart?: Change;
  /** The message with the failure. */
  readonly says?: string;
}

/** Tests a shipped scorecard: every check passes on `good`, and fails, is unknown and does not apply as its case says. */
export function describeRubric(id: string, good: Sample, cases: Readonly<Record<string, Case>>): void {
  describe(id, () => {
    const card = rules.scorecards.get(id);
    const of = (change: Change): Judgement => judgeSample(id, change(good), rules);
    const column = (check: string): number => card?.checks.findIndex((one) => one.id === check) ?? -1;

    it('has a case for every check', () => {
      expect(Object.keys(cases).toSorted()).toEqual(card?.checks.map((check) => check.id).toSorted());
    });

    it('is met in full by a sample that meets it', () => {
      const judgement = of((sample) => sample);
      expect(judgement.entities).toHaveLength(1);
      expect(verdicts(judgement, card).filter(([, verdict]) => verdict !== 'pass')).toEqual([]);
      expect(judgement.level(0)).toBe((card?.levels.length ?? 0) - 1);
      const said = (card?.checks ?? []).map((check, index) => ({ check: check.id, message: judgement.detail(0, index).message ?? '' }));
      expect(said.filter(({ message }) => message === '' || message.includes('unknown'))).toEqual([]);
    });

    it.each(Object.entries(cases))('%s', (check, { fails, unknown, apart, says }) => {
      const at = column(check);
      const failed = of(fails);
      expect(failed.verdict(0, at)).toBe('fail');
      if (says !== undefined) expect(failed.detail(0, at).message).toBe(says);
      if (unknown !== undefined) {
        const detail = of(unknown).detail(0, at);
        expect(detail.verdict).toBe('unknown');
        expect(detail.missing).not.toEqual([]);
        expect(detail.error).toBeUndefined();
      }
      if (apart !== undefined) expect(of(apart).verdict(0, at)).toBe('not-applicable');
    });

    it('fails nothing for a fact that is missing', () => {
      // Without facts and measurements, only what the catalog itself answers is decided.
      const facts = (one: Check): readonly string[] => (one.criterion.kind === 'measure' ? one.criterion.measure.facts : one.criterion.expression.facts);
      const silent = of((sample) => noEvents(unread({ ...sample, measurements: {} })));
      const failing = verdicts(silent, card).flatMap(([check, verdict]) => (verdict === 'fail' ? [check] : []));
      const decided = card?.checks.filter((one) => !facts(one).some((fact) => /^repository\.|^entity\.(measurements|changes|deliveries)/.test(fact))).map((one) => one.id) ?? [];
      expect(failing.filter((check) => !decided.includes(check))).toEqual([]);
    });

    it('says why each check matters and how to mend it', () => {
      for (const check of card?.checks ?? []) {
        expect(check.description?.length ?? 0, check.id).toBeGreaterThan(30);
        expect(check.fix?.text?.length ?? 0, check.id).toBeGreaterThan(20);
        expect(check.fix?.url, check.id).toMatch(/^https:/);
        expect(check.message?.source ?? '', check.id).toMatch(check.criterion.kind === 'measure' ? /\{measured\}/ : /\{.*\}/);
      }
    });
  });
}

function verdicts(judgement: Judgement, card: Scorecard | undefined): [string, string][] {
  return judgement.entities.length === 0 ? [] : (card?.checks ?? []).map((check, index) => [check.id, judgement.verdict(0, index)]);
}
