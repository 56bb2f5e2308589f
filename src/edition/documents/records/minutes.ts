import { optional } from '../../summaries.ts';
import { followUps } from './follow-ups.ts';
import type { RecordOf } from './records.ts';
import type { DocumentOf, RecordRoom } from './room.ts';

/** Minutes of a user group: what was decided, and what follows. */
export function minutesRecord(room: RecordRoom, document: DocumentOf<'minutes'>): RecordOf<'minutes'> {
  const { date, group, decisions, next, title } = document.frontMatter;
  room.past(document, date, ['date'], `\`${title}\` was held`);
  if (next !== undefined && next <= date) room.report('ALM0802', document, ['next'], `The next meeting is on ${next}, which is not after ${date}.`);
  return { kind: 'minutes', date, group, decisions, followUps: followUps(room, document), ...optional('next', next) };
}
