import { optional } from '../../summaries.ts';
import type { RecordOf } from './records.ts';
import type { DocumentOf, RecordRoom } from './room.ts';
import { decisionNumber, type Superseding } from './superseding.ts';

/** A decision with those it replaces and those that replace it. */
export function architectureDecisionRecord(room: RecordRoom, document: DocumentOf<'architecture-decision'>, chain: Superseding): RecordOf<'architecture-decision'> {
  const { date, status, deciders, consulted, informed, title } = document.frontMatter;
  room.past(document, date, ['date'], status === 'proposed' ? `\`${title}\` was proposed` : `\`${title}\` was decided`);
  return {
    kind: 'architecture-decision',
    date,
    ...optional('number', decisionNumber(document)),
    status,
    supersedes: chain.supersedes(document).map((other) => room.link(other)),
    supersededBy: chain.supersededBy(document).map((other) => room.link(other)),
    deciders: room.teams(document, 'deciders', deciders),
    consulted: room.teams(document, 'consulted', consulted),
    informed: room.teams(document, 'informed', informed),
  };
}
