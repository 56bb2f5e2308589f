import type { ContentDocument } from '../../../documents/contract.ts';
import type { EditionDocument } from '../../../documents/model.ts';
import type { DocumentRecord, FollowUp } from '../../../schema/edition/document.ts';
import type { KnowledgeKind } from '../../../schema/edition/knowledge.ts';
import type { Finding } from '../../../schema/finding.ts';
import { architectureDecisionRecord } from './architecture-decision.ts';
import { charterRecord, reportSharedTeams } from './charter.ts';
import { drillRecord, drillsByRunbook } from './drill.ts';
import { compareFollowUps } from './follow-ups.ts';
import { minutesRecord } from './minutes.ts';
import { postmortemRecord } from './postmortem.ts';
import { questionRecord, reportSharedWords } from './question.ts';
import { RecordRoom, type RecordsInput } from './room.ts';
import { runbookRecord } from './runbook.ts';
import { superseding } from './superseding.ts';

/** What documents of a kind have besides their text. */
export type RecordOf<K extends DocumentRecord['kind']> = Extract<DocumentRecord, { kind: K }>;
export type KnowledgeRecord = RecordOf<KnowledgeKind>;

/** The records of all documents about services and teams, made once: they refer to each other. */
export interface Records {
  /** Undefined for a document of another kind. */
  recordOf(document: Pick<EditionDocument['source'], 'id'>): KnowledgeRecord | undefined;
  /** Every action item and follow-up, open ones first, the longest overdue before the others. */
  readonly followUps: readonly FollowUp[];
  /** What is wrong with them, in order of file; places are those of the front matter. */
  readonly findings: readonly Finding[];
}

/** Makes the records of all documents about services and teams; those of other kinds are passed over. */
export function readRecords(input: RecordsInput): Records {
  const room = new RecordRoom(input);
  const drills = drillsByRunbook(room);
  const chain = superseding(room);
  reportSharedTeams(room);
  reportSharedWords(room);
  const record = (document: ContentDocument): KnowledgeRecord | undefined => {
    switch (document.kind) {
      case 'runbook':
        return runbookRecord(room, document, drills.get(document.file) ?? []);
      case 'postmortem':
        return postmortemRecord(room, document);
      case 'architecture-decision':
        return architectureDecisionRecord(room, document, chain);
      case 'drill':
        return drillRecord(room, document);
      case 'minutes':
        return minutesRecord(room, document);
      case 'charter':
        return charterRecord(room, document);
      case 'question':
        return questionRecord(room, document);
      default:
        return undefined;
    }
  };
  const records = new Map(room.documents.map((document) => [document.id, record(document)]));
  const followUps = [...records.values()].flatMap((one) => (one === undefined ? [] : followUpsOf(one))).toSorted(compareFollowUps);
  return { recordOf: ({ id }) => records.get(id), followUps, findings: room.findings };
}

/** The action items of a record. */
export function followUpsOf(record: KnowledgeRecord): readonly FollowUp[] {
  if (record.kind === 'postmortem' || record.kind === 'drill') return record.actions;
  return record.kind === 'minutes' ? record.followUps : [];
}
