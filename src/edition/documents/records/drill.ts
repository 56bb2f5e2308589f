import { optional } from '../../summaries.ts';
import { followUps } from './follow-ups.ts';
import type { RecordOf } from './records.ts';
import type { DocumentOf, RecordRoom } from './room.ts';

/** A drill with the runbooks that were followed. */
export function drillRecord(room: RecordRoom, document: DocumentOf<'drill'>): RecordOf<'drill'> {
  const { date, scenario, exercise, outcome, runbooks, detectMinutes, recoverMinutes, recoveryObjectiveMinutes, title } = document.frontMatter;
  if (outcome !== 'planned') room.past(document, date, ['date'], `\`${title}\` was held`);
  else if (date < room.today) room.report('ALM0813', document, ['date'], `\`${title}\` is still planned, for ${date}.`);
  if (detectMinutes !== undefined && recoverMinutes !== undefined && recoverMinutes < detectMinutes) {
    room.report('ALM0802', document, ['recoverMinutes'], `It was over after ${recoverMinutes} minutes, but noticed only after ${detectMinutes}.`);
  }
  const followed = runbooks.flatMap((file, index) => {
    const runbook = room.byFile('runbook', file);
    if (runbook !== undefined) return [runbook];
    room.report('ALM0807', document, ['runbooks', index], `\`${file}\` is not a runbook of the content folder.`);
    return [];
  });
  return {
    kind: 'drill',
    date,
    scenario,
    ...optional('exercise', exercise),
    outcome,
    runbooks: followed.map((runbook) => room.link(runbook)),
    ...optional('detectMinutes', detectMinutes),
    ...optional('recoverMinutes', recoverMinutes),
    ...optional('recoveryObjectiveMinutes', recoveryObjectiveMinutes),
    ...optional('recoveredInTime', recoverMinutes === undefined || recoveryObjectiveMinutes === undefined ? undefined : recoverMinutes <= recoveryObjectiveMinutes),
    actions: followUps(room, document),
  };
}

/** The drills of every runbook, by its file. */
export function drillsByRunbook(room: RecordRoom): Map<string, DocumentOf<'drill'>[]> {
  const drills = new Map<string, DocumentOf<'drill'>[]>();
  for (const drill of room.ofKind('drill')) {
    for (const file of new Set(drill.frontMatter.runbooks)) {
      const of = drills.get(file);
      if (of === undefined) drills.set(file, [drill]);
      else of.push(drill);
    }
  }
  return drills;
}
