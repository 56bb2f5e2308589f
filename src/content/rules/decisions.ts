import type { Exemption } from '../../assess/contract.ts';
import { daysBetween } from '../../assess/days.ts';
import { expiringDays } from '../../assess/exemptions.ts';
import { decisionsFile, type Exemption as ExemptionEntry } from '../../schema/scorecards/exemption.ts';
import type { CheckContext } from './check.ts';
import { entityReferences, type KnownEntities } from './entities.ts';
import { loadFolder } from './file.ts';
import { knownNames, noSuch } from './names.ts';
import { below, placeOf, type Report, type Spot } from './report.ts';
import type { Scorecards } from './scorecards.ts';
import { compileTexts, exemptionTexts } from './texts.ts';

/** Reads `decisions`: exemptions in the order of files and lines, expired ones too, since the past is judged with them. */
export function readDecisions(dir: string, scorecards: Scorecards, known: KnownEntities, context: CheckContext): Exemption[] {
  const { report, compiler } = context;
  return loadFolder(dir, 'decisions', decisionsFile, 'exemptions', report).flatMap(({ file, value, item }) => {
    compileTexts(file, exemptionTexts, compiler);
    return (value?.exemptions ?? []).flatMap((entry, index) => exemptionOf(entry, item('exemptions', index), scorecards, known, context) ?? []);
  });
}

function exemptionOf(entry: ExemptionEntry, spot: Spot, scorecards: Scorecards, known: KnownEntities, { report, compiler, today }: CheckContext): Exemption | undefined {
  const { scorecard, check, reason, approvedBy, from, expires } = entry;
  const exists = targetExists(entry, spot, scorecards, report);
  const sound = tellDays(entry, spot, today, report);
  const where = entry.where === undefined ? undefined : compiler.condition(entry.where, below(spot, 'where'), exemptionTexts.loss);
  const entities = entry.entities === undefined ? undefined : entityReferences(entry.entities, below(spot, 'entities'), known, report);
  if ((entry.where === undefined) === (entry.entities === undefined)) {
    report.add('ALM0609', spot, {
      what: `The exemption from \`${scorecard}/${check}\` ${entry.where === undefined ? 'names no entities' : 'has both `entities` and `where`'}.`,
      why: 'An exemption says whom it is for, either by `entities` or by `where`; it was left out.',
      fix: entry.where === undefined ? 'Add `entities`, or a `where` that selects them.' : 'Keep one of the two.',
    });
    return undefined;
  }
  if (!exists || !sound || (where === undefined && (entities?.size ?? 0) === 0)) return undefined;
  return { scorecard, check, entities, where, reason, approvedBy, from, expires, place: placeOf(spot) };
}

function targetExists({ scorecard, check }: ExemptionEntry, spot: Spot, scorecards: Scorecards, report: Report): boolean {
  if (!scorecards.declared.has(scorecard)) {
    report.add('ALM0605', below(spot, 'scorecard'), { what: noSuch('scorecard', scorecard, scorecards.declared), ...knownNames('scorecards', scorecards.declared) });
    return false;
  }
  // Of a scorecard that was left out it is not known which checks it would have had.
  const checks = scorecards.checkIds(scorecard);
  if (checks === undefined || checks.has(check)) return true;
  report.add('ALM0605', below(spot, 'check'), { what: noSuch('check', check, checks, scorecard), ...knownNames('checks', checks) });
  return false;
}

function tellDays({ scorecard, check, from, expires }: ExemptionEntry, spot: Spot, today: string, report: Report): boolean {
  const subject = `The exemption from \`${scorecard}/${check}\``;
  if (from !== undefined && from > expires) {
    report.add('ALM0609', below(spot, 'from'), {
      what: `${subject} begins on ${from}, after its last day, ${expires}.`,
      why: 'There is no day on which it holds, so it was left out.',
      fix: 'Correct one of the two days.',
    });
    return false;
  }
  const left = daysBetween(today, expires);
  if (left < 0) report.add('ALM0610', below(spot, 'expires'), { what: `${subject} expired on ${expires}.` });
  else if (left <= expiringDays) {
    report.add('ALM0618', below(spot, 'expires'), { what: `${subject} expires on ${expires}, ${left === 0 ? 'today' : left === 1 ? 'tomorrow' : `in ${left} days`}.` });
  }
  return true;
}
