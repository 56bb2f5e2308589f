import { makeFinding } from '../findings/codes.ts';
import type { KnownFact } from '../knowledge/known.ts';
import type { Finding } from '../schema/finding.ts';
import type { Measurement } from '../schema/facts/measurement.ts';
import type { Assessed } from './assess.ts';
import type { RuleError, Scorecard } from './contract.ts';
import type { ExemptionState } from './exemptions.ts';

/** What judging brought to light: rules that made errors, that select nothing, and measurements that fit no declaration. */
export function assessmentFindings(
  { judgements, rules }: Assessed,
  exemptions: readonly ExemptionState[],
  measurements: ReadonlyMap<string, ReadonlyMap<string, KnownFact<Measurement>>>,
): Finding[] {
  const findings: Finding[] = [];
  for (const { scorecard, entities, undecided, errors } of judgements.values()) {
    findings.push(...errors.map((error) => ruleErrorFinding(scorecard, error)));
    if (entities.length === 0 && undecided.length === 0) {
      findings.push(makeFinding('ALM0613', { what: `The scorecard \`${scorecard.id}\` applies to no entity.`, ...scorecard.place }));
    }
  }
  for (const { exemption, selectsNothing } of exemptions) {
    if (!selectsNothing) continue;
    const what = `The exemption from ${exemption.scorecard}/${exemption.check} selects no entity that the check applies to.`;
    findings.push(makeFinding('ALM0611', { what, ...exemption.place }));
  }
  return [...findings, ...measurementFindings(new Map(rules.measurements.map(({ id, type }) => [id, type])), measurements)];
}

function ruleErrorFinding(scorecard: Scorecard, { check, rule, count, entity, message, outOfSteps, place }: RuleError): Finding {
  const id = check === undefined ? scorecard.id : `${scorecard.id}/${scorecard.checks[check]?.id ?? ''}`;
  const of = rule === 'exemption' ? `An exemption from ${id}` : rule === 'applies' ? `\`applies\` of ${id}` : id;
  const others = count === 1 ? '' : ` and ${count - 1} more`;
  return makeFinding(outOfSteps ? 'ALM0617' : 'ALM0612', { what: `${of} could not be evaluated for ${entity}${others}: ${message}.`, ...place });
}

/** One finding a measurement, however many subjects bring it. */
function measurementFindings(
  declared: ReadonlyMap<string, 'number' | 'boolean' | 'text' | 'instant'>,
  measurements: ReadonlyMap<string, ReadonlyMap<string, KnownFact<Measurement>>>,
): Finding[] {
  const wrong = new Map<string, { count: number; first: string }>();
  for (const [subject, facts] of measurements) {
    for (const [id, { value }] of facts) {
      const type = declared.get(id);
      const problem = type === undefined ? `${id}: not declared` : value[type] === undefined ? `${id}: declared as ${type}, but it has no such value` : undefined;
      if (problem === undefined) continue;
      const seen = wrong.get(problem) ?? { count: 0, first: subject };
      wrong.set(problem, { count: seen.count + 1, first: subject < seen.first ? subject : seen.first });
    }
  }
  return [...wrong]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([problem, { count, first }]) => makeFinding('ALM0615', { what: `Measurement ${problem} (${first}${count === 1 ? '' : ` and ${count - 1} more`}).`, file: 'measurements.yaml' }));
}
