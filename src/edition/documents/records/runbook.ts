import { compareText } from '../../../findings/codes.ts';
import { daysUntil } from '../../scorecards/days.ts';
import { optional } from '../../summaries.ts';
import type { RecordOf } from './records.ts';
import type { DocumentOf, RecordRoom } from './room.ts';

/** Days after which a runbook counts as untested. */
const testedFor = 365;

/** A runbook with the drills that followed it: a drill that was held counts as a test. */
export function runbookRecord(room: RecordRoom, document: DocumentOf<'runbook'>, drills: readonly DocumentOf<'drill'>[]): RecordOf<'runbook'> {
  const { severity, alerts, dashboards, escalateTo, lastTested: inEarnest, entities, title } = document.frontMatter;
  room.past(document, inEarnest, ['lastTested'], `\`${title}\` was last tested`);
  const days = drills.filter(({ frontMatter }) => frontMatter.outcome !== 'planned').map(({ frontMatter }) => frontMatter.date);
  const lastTested = [...days, inEarnest].reduce((latest, day) => (day !== undefined && day <= room.latest && (latest === undefined || day > latest) ? day : latest), undefined);
  const testedDays = lastTested === undefined ? undefined : Math.max(0, -daysUntil(lastTested, room.today));
  const testDue = testedDays === undefined || testedDays > testedFor;
  // A day to come is told as such.
  if (testDue && (inEarnest === undefined || inEarnest <= room.latest)) {
    const since = lastTested === undefined ? 'was never tested' : `was last tested on ${lastTested}, ${testedDays} days ago`;
    room.report('ALM0809', document, ['lastTested'], `The runbook \`${title}\` ${since}.`);
  }
  if (entities.length === 0) room.report('ALM0810', document, ['entities'], `The runbook \`${title}\` names no entity.`);
  return {
    kind: 'runbook',
    ...optional('severity', severity),
    alerts,
    ...optional('lastTested', lastTested),
    ...optional('testedDays', testedDays),
    testDue,
    dashboards,
    escalateTo: room.teams(document, 'escalateTo', escalateTo),
    drills: drills.toSorted((a, b) => compareText(b.frontMatter.date, a.frontMatter.date) || compareText(a.file, b.file)).map((drill) => room.link(drill)),
  };
}
