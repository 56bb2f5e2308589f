import { resolveRef } from '../../../catalog/ref.ts';
import { optional } from '../../summaries.ts';
import type { RecordOf } from './records.ts';
import type { DocumentOf, RecordRoom } from './room.ts';

/** A charter: what a team is there for, and who does what it is not. */
export function charterRecord(room: RecordRoom, document: DocumentOf<'charter'>): RecordOf<'charter'> {
  const { team, type, mission, responsibleFor, notResponsibleFor, contact, hours } = document.frontMatter;
  return {
    kind: 'charter',
    team: room.team(document, team, ['team']) ?? { ref: 'unknown', title: 'unknown' },
    ...optional('type', type),
    mission,
    responsibleFor,
    notResponsibleFor: notResponsibleFor.map((line, index) => ({
      what: line.what,
      ...optional('team', line.team === undefined ? undefined : room.team(document, line.team, ['notResponsibleFor', index, 'team'])),
    })),
    ...optional('contact', contact),
    ...optional('hours', hours),
  };
}

/** Reports teams with more than one charter, at every one after the first. */
export function reportSharedTeams(room: RecordRoom): void {
  const first = new Map<string, DocumentOf<'charter'>>();
  for (const charter of room.ofKind('charter')) {
    const resolved = resolveRef(charter.frontMatter.team, { defaultKind: 'group' });
    if ('problem' in resolved) continue;
    const other = first.get(resolved.ref);
    if (other === undefined) first.set(resolved.ref, charter);
    else room.report('ALM0811', charter, ['team'], `\`${charter.frontMatter.team}\` has a charter in ${other.file} already.`);
  }
}
