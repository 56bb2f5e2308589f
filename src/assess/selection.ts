import { compareText } from '../findings/codes.ts';
import type { MissingFact } from '../rules/contract.ts';
import type { Judged, Judgement, Scorecard } from './contract.ts';
import type { RuleErrors } from './rule-errors.ts';

/** The kind that a scorecard without `applies` judges. */
const defaultKind = 'component';

/**
 * Which entities the scorecard applies to, in order of reference, and of which that is not known. Users are never
 * judged, whatever `applies` says: nothing about an individual's work is published.
 */
export function select({ applies, place }: Scorecard, entities: readonly Judged[], errors: RuleErrors): Pick<Judgement, 'undecided'> & { readonly judged: Judged[] } {
  const sorted = entities.filter(({ kind }) => kind.toLowerCase() !== 'user').toSorted((a, b) => compareText(a.ref, b.ref));
  if (applies === undefined) return { judged: sorted.filter(({ kind }) => kind.toLowerCase() === defaultKind), undecided: [] };
  const judged: Judged[] = [];
  const undecided: { readonly entity: string; readonly missing: readonly MissingFact[] }[] = [];
  for (const entity of sorted) {
    const outcome = applies.evaluate(entity.subject);
    if (outcome.state === 'unknown') undecided.push({ entity: entity.ref, missing: outcome.missing });
    else if (outcome.state === 'error') {
      errors.note('applies', undefined, place, entity.ref, outcome);
      undecided.push({ entity: entity.ref, missing: [{ fact: 'applies', of: entity.ref, reason: outcome.message }] });
    } else if (outcome.value) judged.push(entity);
  }
  return { judged, undecided };
}
