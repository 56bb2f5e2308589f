import type { Catalog } from '../../catalog/model.ts';
import { compareText } from '../../findings/codes.ts';
import { contentDocuments } from '../../schema/documents/kinds.ts';
import { followUp, type FollowUp } from '../../schema/edition/document.ts';
import { documentKindPage, knowledgeKind, knowledgeOverview, type KnowledgeKind, type KnowledgeOverview } from '../../schema/edition/knowledge.ts';
import type { Instant } from '../../schema/primitives.ts';
import { documentFiles, documentListPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { paginate, type EditionWriter } from '../writer.ts';
import { followUpCounts, kindLine, type KindLine, type ListedDocument } from './kind-line.ts';
import { documentKindLabels } from './kinds.ts';
import type { Records } from './records/records.ts';

const shownOpen = 200;
const shownDone = 20;

/** What the lists of kinds are made from. */
export interface KindListsInput {
  readonly writer: EditionWriter;
  readonly asOf: Instant;
  readonly catalog: Catalog;
  /** All documents that are published; of those of repositories there is no list. */
  readonly documents: readonly ListedDocument[];
  readonly records: Records;
  /** Lines on one page of a list. */
  readonly pageSize: number;
}

/** Writes the list of every kind of document about services and teams, all their action items, and the overview of both. */
export async function writeKindLists(input: KindListsInput): Promise<void> {
  const { writer, asOf, records, pageSize } = input;
  const kinds: KnowledgeOverview['kinds'] = [];
  const lines = linesByKind(input);
  for (const kind of knowledgeKind.options) {
    const { plural: title, description } = documentKindLabels[kind];
    const items = (lines.get(kind) ?? []).toSorted(order);
    const pages = paginate(title, items, pageSize, (page) => documentListPath(kind, page));
    for (const page of pages) {
      // Which lines go with which kind is for the schema to say: they come by kind.
      const file = documentKindPage.parse({ asOf, kind, description, path: documentListPath(kind), ...page, items: page.items.map(({ line }) => line) });
      await writer.json(documentFiles.kind(kind, page.page), documentKindPage, file);
    }
    const due = items.filter(({ line }) => line.overdue === true).length;
    kinds.push({ kind, title, description, total: items.length, pages: pages.length, path: documentListPath(kind), due, folder: contentDocuments[kind].folder });
  }
  await writer.ndjson(documentFiles.followUps, followUp, records.followUps);
  await writer.json(documentFiles.knowledge, knowledgeOverview, { asOf, kinds, ...stillToDo(records.followUps) });
}

function linesByKind({ documents, records, catalog }: KindListsInput): Map<KnowledgeKind, KindLine[]> {
  const all = documents.flatMap((document) => {
    const record = records.recordOf(document.source);
    return record === undefined ? [] : [kindLine(document, record, catalog)];
  });
  return Map.groupBy(all, ({ kind }) => kind);
}

/**
 * Order within a list: decisions by number, newest first; runbooks by what they are for; questions by topic; charters by
 * team; the rest by day, newest first.
 */
function order(a: KindLine, b: KindLine): number {
  return (
    compareText(keyOf(a), keyOf(b)) ||
    compareText(b.line.date ?? '', a.line.date ?? '') ||
    compareText(a.line.title.toLowerCase(), b.line.title.toLowerCase()) ||
    compareText(a.line.path, b.line.path)
  );
}

function keyOf(one: KindLine): string {
  switch (one.kind) {
    case 'runbook':
      // Those for nothing come last.
      return one.line.entities[0]?.title.toLowerCase() ?? '\u{10ffff}';
    case 'question':
      return one.line.topic.toLowerCase();
    case 'charter':
      return one.line.team.title.toLowerCase();
    case 'architecture-decision':
      // Greater numbers give smaller keys.
      return one.line.number === undefined ? '' : String(9_999_999 - Number(one.line.number)).padStart(7, '0');
    default:
      return '';
  }
}

function stillToDo(items: readonly FollowUp[]): Omit<KnowledgeOverview, 'asOf' | 'kinds'> {
  const open = items.filter(({ done }) => done === undefined);
  const done = items.filter((item) => item.done !== undefined);
  const owned = Map.groupBy(open, ({ owner }) => owner ?? '');
  const unowned = owned.get('')?.length ?? 0;
  owned.delete('');
  const teams = [...owned].map(([ref, theirs]) => ({
    team: { ref, title: theirs[0]?.ownerTitle ?? ref, ...optional('path', theirs[0]?.ownerPath) },
    open: theirs.length,
    overdue: theirs.filter(({ overdue }) => overdue).length,
  }));
  return {
    followUps: { ...followUpCounts(items), unowned },
    teams: teams.toSorted((a, b) => b.overdue - a.overdue || b.open - a.open || compareText(a.team.ref, b.team.ref)),
    open: open.slice(0, shownOpen),
    done: done.slice(0, shownDone),
  };
}
