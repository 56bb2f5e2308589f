import { daysUntil } from '../../scorecards/days.ts';
import { optional } from '../../summaries.ts';
import { followUps } from './follow-ups.ts';
import type { RecordOf } from './records.ts';
import type { DocumentOf, RecordRoom } from './room.ts';

/** Days after which a post-mortem should be final. */
const finishedWithin = 30;

/** A post-mortem: the fields of Google's example (SRE book, appendix D) as far as they are no prose. */
export function postmortemRecord(room: RecordRoom, document: DocumentOf<'postmortem'>): RecordOf<'postmortem'> {
  const { date, startedAt, detectedAt, resolvedAt, severity, status, impact, trigger, detection, resolution, causes, incident, title, actions } = document.frontMatter;
  room.past(document, date, ['date'], `The incident of \`${title}\` began`);
  if (resolvedAt !== undefined) room.past(document, resolvedAt, ['resolvedAt'], `The incident of \`${title}\` was resolved`);
  if (startedAt !== undefined && Math.abs(daysUntil(startedAt.slice(0, 10), date)) > 1) {
    room.report('ALM0802', document, ['startedAt'], `The incident is of ${date}, but it started at ${startedAt}.`);
  }
  if (startedAt !== undefined && resolvedAt !== undefined && Date.parse(resolvedAt) < Date.parse(startedAt)) {
    room.report('ALM0802', document, ['resolvedAt'], `The incident was resolved at ${resolvedAt}, before it began at ${startedAt}.`);
  }
  const age = -daysUntil(date, room.today);
  if (status !== 'final' && age > finishedWithin) {
    room.report('ALM0814', document, ['status'], `The post-mortem \`${title}\` is still ${status === 'draft' ? 'a draft' : 'in review'}, ${age} days after the incident.`);
  }
  if (status === 'final' && actions.length === 0) room.report('ALM0816', document, ['actions'], `The post-mortem \`${title}\` is final and asks for nothing.`);
  return {
    kind: 'postmortem',
    date,
    ...optional('startedAt', startedAt),
    ...optional('detectedAt', detectedAt),
    ...optional('resolvedAt', resolvedAt),
    ...optional('minutes', minutesBetween(startedAt, resolvedAt)),
    ...optional('detectMinutes', minutesBetween(startedAt, detectedAt)),
    ...optional('severity', severity),
    status,
    ...optional('impact', impact),
    ...optional('trigger', trigger),
    ...optional('detection', detection),
    ...optional('resolution', resolution),
    ...optional('incident', incident),
    causes,
    actions: followUps(room, document),
  };
}

/** Whole minutes from one instant to another; undefined if either is not known, or the other comes first. */
function minutesBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  return minutes < 0 ? undefined : minutes;
}
