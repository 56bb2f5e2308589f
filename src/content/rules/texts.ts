import type { Compiler } from './expressions.ts';
import { isRecord } from './file.ts';
import type { RulesFile, Spot } from './report.ts';

/** Which expressions a kind of file holds. */
export interface TextPlan {
  /** Key of the list of things in it; undefined if it is one thing itself. */
  readonly list: string | undefined;
  /** Keys whose text is a condition. */
  readonly conditions: readonly string[];
  /** What is left out if one does not compile. */
  readonly loss: string;
}

export const scorecardTexts: TextPlan = { list: undefined, conditions: ['applies'], loss: 'its scorecard' };
export const checkTexts: TextPlan = { list: 'checks', conditions: ['expression', 'applies'], loss: 'its check' };
export const sharedTexts: TextPlan = { ...checkTexts, loss: 'each check that uses it' };
export const exemptionTexts: TextPlan = { list: 'exemptions', conditions: ['where'], loss: 'its exemption' };
export const campaignTexts: TextPlan = { list: undefined, conditions: ['where'], loss: 'its campaign' };

/**
 * Compiles every expression that a file holds, also of what will be left out for another reason, so that all that is
 * wrong with expressions is told at once. The compiler keeps what it has compiled.
 */
export function compileTexts(file: RulesFile, { list, conditions, loss }: TextPlan, compiler: Compiler): void {
  const { data } = file.source;
  const things = list === undefined ? [data] : isRecord(data) && Array.isArray(data[list]) ? data[list] : [];
  for (const [index, thing] of things.entries()) {
    if (!isRecord(thing)) continue;
    const spot = (key: string): Spot => ({ file, path: list === undefined ? [key] : [list, index, key] });
    const text = (key: string): string | undefined => (typeof thing[key] === 'string' && thing[key] !== '' ? thing[key] : undefined);
    for (const key of conditions) {
      const source = text(key);
      if (source !== undefined) compiler.condition(source, spot(key), loss);
    }
    if (list !== 'checks') continue;
    const [expression, measure, message] = [text('expression'), text('measure'), text('message')];
    if (measure !== undefined) compiler.measure(measure, spot('measure'), loss);
    // Without a criterion of its own, or with two, it is not known here what the message may say.
    if (message !== undefined && (expression === undefined) !== (measure === undefined)) compiler.message(message, measure !== undefined, spot('message'), loss);
  }
}
