import type { Catalog } from '../../catalog/model.ts';
import type { EditionDocument } from '../../documents/model.ts';
import type { FollowUp } from '../../schema/edition/document.ts';
import type { DocumentKindPage, FollowUpCounts } from '../../schema/edition/knowledge.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import { entityPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { followUpsOf, type KnowledgeRecord } from './records/records.ts';

/** A line of the list of its kind. */
export type KindLine = { [P in DocumentKindPage as P['kind']]: { readonly kind: P['kind']; readonly line: P['items'][number] } }[DocumentKindPage['kind']];

/** Entities that a line names. */
const shownEntities = 5;

/** What a line is made from. */
export type ListedDocument = Pick<EditionDocument, 'source' | 'link' | 'owner' | 'entities'>;

/** The line of a document in the list of its kind. */
export function kindLine(document: ListedDocument, record: KnowledgeRecord, catalog: Catalog): KindLine {
  const { kind: _, ...link } = document.link;
  const entities = document.entities.map((ref) => entityLink(catalog, ref));
  const common = {
    ...link,
    ...optional('owner', document.owner),
    entities: entities.slice(0, shownEntities),
    entitiesTotal: entities.length,
    ...optional('reviewBy', document.source.reviewBy),
  };
  const actions = followUpCounts(followUpsOf(record));
  switch (record.kind) {
    case 'runbook': {
      const { kind, alerts, testDue } = record;
      return { kind, line: { ...common, ...optional('severity', record.severity), alerts, ...optional('lastTested', record.lastTested), ...optional('testedDays', record.testedDays), testDue } };
    }
    case 'postmortem':
      return { kind: record.kind, line: { ...common, ...optional('severity', record.severity), ...optional('minutes', record.minutes), ...optional('impact', record.impact), actions } };
    case 'architecture-decision': {
      const { kind, deciders, supersededBy } = record;
      return { kind, line: { ...common, ...optional('number', record.number), deciders, supersededBy } };
    }
    case 'drill': {
      const { kind, date: _day, outcome: _outcome, detectMinutes: _noticed, actions: _items, ...rest } = record;
      return { kind, line: { ...common, ...rest, actions } };
    }
    case 'minutes':
      return { kind: record.kind, line: { ...common, group: record.group, decisions: record.decisions.length, ...optional('next', record.next), actions } };
    case 'charter':
      return { kind: record.kind, line: { ...common, team: record.team, ...optional('type', record.type), mission: record.mission, ...optional('contact', record.contact) } };
    case 'question':
      return { kind: record.kind, line: { ...common, topic: record.topic, alsoAsked: record.alsoAsked } };
  }
}

/** How many of some action items are open, overdue and done. */
export function followUpCounts(items: readonly FollowUp[]): FollowUpCounts {
  const done = items.filter((item) => item.done !== undefined).length;
  return { open: items.length - done, overdue: items.filter(({ overdue }) => overdue).length, done };
}

function entityLink(catalog: Catalog, ref: string): EntityLinkView {
  const entity = catalog.entities.get(ref);
  if (entity === undefined) return { ref, title: ref, kind: ref.slice(0, Math.max(0, ref.indexOf(':'))) };
  return { ref, title: entity.title ?? entity.name, kind: entity.kind, path: entityPath(ref) };
}
