import type { CheckOutcome, EntityCheck, ScorecardOutcome } from '../schema/cli/entity-check.ts';
import { counted } from '../cli/format.ts';

/** What is known of a check in one line: its message, what is missing, what the rule did wrong, the exemption. */
export function reasonOf({ message, missing, error, exemption, announced }: CheckOutcome): string {
  const parts = [
    message,
    // A message renders what it can; what is missing says why the rest is not there.
    missing.length === 0 ? undefined : `not known: ${missing.map(({ fact, of, reason }) => `${fact} of ${of} (${reason})`).join('; ')}`,
    error === undefined ? undefined : `the rule could not be evaluated: ${error}`,
    exemption === undefined ? undefined : `exempt until ${exemption.expires} (${daysLeft(exemption.daysLeft)}): ${exemption.reason}, approved by ${exemption.approvedBy}`,
    announced === undefined ? undefined : `counts from ${announced}`,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('; ');
}

/** How to pass a check, in one line: the sentence, then the link. */
export function fixOf({ fix }: CheckOutcome): string {
  return [fix?.text, fix?.url].filter((part) => part !== undefined).join(' ');
}

/** `3 days left`, `its last day`. */
export function daysLeft(days: number): string {
  return days === 0 ? 'its last day' : `${counted(days, 'day')} left`;
}

/** The level reached: `Bronze`, or `no level`. */
export function levelOf({ level }: ScorecardOutcome): string {
  return level?.title ?? 'no level';
}

/** The level, and what it could be: `Bronze; Gold, if entity.x could be read`. */
export function standingOf(scorecard: ScorecardOutcome): string {
  const { potential } = scorecard;
  if (potential === undefined) return levelOf(scorecard);
  const unknown = neededFor(scorecard);
  const facts = new Set(unknown.flatMap(({ missing }) => missing.map(({ fact }) => fact)));
  const broken = unknown.flatMap(({ error, title }) => (error === undefined ? [] : [title]));
  const needs = [facts.size === 0 ? [] : [`${listed([...facts])} could be read`], broken.length === 0 ? [] : [`${listed(broken)} could be evaluated`]].flat();
  return `${levelOf(scorecard)}; ${potential.title}, if ${needs.length === 0 ? 'what is unknown passed' : needs.join(' and ')}`;
}

/** The unknown checks that keep it from the level it could have. */
function neededFor({ checks, levels, potential }: ScorecardOutcome): CheckOutcome[] {
  const upTo = levels.findIndex(({ id }) => id === potential?.id);
  return checks.filter(({ verdict, announced, level }) => verdict === 'unknown' && announced === undefined && levels.findIndex(({ id }) => id === level.id) <= upTo);
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(names: readonly string[]): string {
  const [last, ...others] = names.length > 3 ? [`${names.length - 2} more`, ...names.slice(0, 2)] : [names.at(-1) ?? '', ...names.slice(0, -1)];
  return others.length === 0 ? last : `${others.join(', ')} and ${last}`;
}

/** `78%`, or `78% (61% without exemptions)`. */
export function scoreOf({ score, rawScore }: ScorecardOutcome): string {
  if (score === undefined) return 'none: nothing could be judged';
  return `${percent(score)}${rawScore === undefined ? '' : ` (${percent(rawScore)} without exemptions)`}`;
}

/** Rounded down, so that 100% means all. */
function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)}%`;
}

/** `4 pass, 2 fail, 1 unknown`: only what there is. */
export function countsOf({ counts }: ScorecardOutcome): string {
  const words = { pass: 'pass', fail: 'fail', unknown: 'unknown', exempt: 'exempt', 'not-applicable': 'not applicable' } as const;
  const parts = (['pass', 'fail', 'unknown', 'exempt', 'not-applicable'] as const).flatMap((verdict) => (counts[verdict] === 0 ? [] : [`${counts[verdict]} ${words[verdict]}`]));
  return parts.length === 0 ? 'no checks' : parts.join(', ');
}

/** What the facts are of, in one line. */
export function factsOf({ asOf, clone, previously }: EntityCheck): string {
  const parts = [
    ...(clone === undefined ? [] : [`${clone.repository} at ${clone.commit === undefined ? 'no commit' : clone.commit.slice(0, 12)}`]),
    previously === undefined ? 'the content folder' : `what was collected by ${previously}`,
  ];
  return `Judged as of ${asOf}, from ${parts.join(' and ')}`;
}

/** What is to be said of the run itself, one sentence each. */
export function notesOf({ clone, entity, undecided, notApplicable }: EntityCheck): string[] {
  return [
    ...(clone !== undefined && !clone.belongs ? [`${clone.repository} is no repository of ${entity.ref}, so nothing in it counts here.`] : []),
    ...undecided.map(({ title, missing }) => `It is not known whether ${title} applies: ${missing.map(({ fact, of, reason }) => `${fact} of ${of} (${reason})`).join('; ')}.`),
    ...notApplicable.map(({ title }) => `${title} does not apply to ${entity.ref}.`),
  ];
}

/** `fails`: how it ends, in one line for logs. */
export function verdictOf({ failed, scorecards, entity }: EntityCheck): string {
  if (scorecards.length === 0) return `No scorecard judges ${entity.ref}.`;
  const parts = scorecards.map((scorecard) => {
    const asked = scorecard.required === undefined ? '' : `, ${scorecard.required.title} ${scorecard.required.reached ? 'is reached' : 'is not reached'}`;
    return `${scorecard.title}: ${levelOf(scorecard)} (${countsOf(scorecard)}${asked})`;
  });
  return `${entity.ref} ${failed ? 'fails' : 'passes'}. ${parts.join('; ')}.`;
}
