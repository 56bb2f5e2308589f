import { compareText } from '../../findings/codes.ts';
import { type PublishedRule, publishedRuleKind } from '../../schema/facts/assessment.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { Store } from '../../store/store.ts';
import { dayMs } from '../days.ts';
import { publisher, readEditions } from './editions.ts';
import { justBefore, shifted } from './instants.ts';

/** How far back changed rules are listed, in days. */
export const ruleChangeDays = 91;

/** A rule that an edition had otherwise than the one before; definitions as text. */
export interface RuleChange {
  readonly at: Instant;
  readonly scorecard: string;
  readonly check: string;
  readonly title: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly before?: string;
  readonly after?: string;
}

/**
 * Rules that were added, changed or removed in the last 91 days, those of the edition at hand included: newest first,
 * then in order of scorecard and check. A title that is worded anew changes no rule. What the very first edition came
 * with is not new either.
 *
 * @param today the rules of the edition as of `asOf`, as it will leave them behind
 */
export async function ruleChanges(store: Store, today: readonly PublishedRule[], asOf: Instant): Promise<RuleChange[]> {
  const from = shifted(asOf, -ruleChangeDays * dayMs);
  const first = (await readEditions(store, asOf))[0];
  const changes: RuleChange[] = [];
  const standing = new Map<string, PublishedRule>();
  const at = shifted(asOf, 0);
  for await (const { value, at: since, deleted } of store.history(publishedRuleKind, { collectors: [publisher], from, until: justBefore(asOf) })) {
    const before = standing.get(keyOf(value));
    const after = deleted ? undefined : value;
    const isNew = since > from && first !== undefined && since > first;
    if (isNew) changes.push(...changeOf(since, before, after));
    if (after === undefined) standing.delete(keyOf(value));
    else standing.set(keyOf(value), value);
  }
  if (first !== undefined) {
    const now = new Map(today.map((rule) => [keyOf(rule), rule]));
    for (const key of new Set([...standing.keys(), ...now.keys()])) changes.push(...changeOf(at, standing.get(key), now.get(key)));
  }
  return changes.toSorted((a, b) => compareText(b.at, a.at) || compareText(a.scorecard, b.scorecard) || compareText(a.check, b.check));
}

function keyOf({ scorecard, check }: PublishedRule): string {
  return `${scorecard}/${check}`;
}

function changeOf(at: Instant, before: PublishedRule | undefined, after: PublishedRule | undefined): RuleChange[] {
  const rule = after ?? before;
  if (rule === undefined) return [];
  const about = { at, scorecard: rule.scorecard, check: rule.check, title: rule.title };
  if (before === undefined || after === undefined) {
    const kind = before === undefined ? 'added' : 'removed';
    return [{ ...about, kind, ...(before === undefined ? {} : { before: before.definition }), ...(after === undefined ? {} : { after: after.definition }) }];
  }
  const moved = before.level !== after.level;
  if (before.digest === after.digest && !moved) return [];
  const text = ({ definition, level }: PublishedRule): string => (moved ? `${definition}\nlevel: ${level}` : definition);
  return [{ ...about, kind: 'changed', before: text(before), after: text(after) }];
}
