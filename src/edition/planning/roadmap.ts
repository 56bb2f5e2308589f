import type { PlannedItem } from '../../content/planning/roadmap.ts';
import { roadmapPage, type RoadmapEntry, type RoadmapQuarter } from '../../schema/edition/planning.ts';
import { quarterAfter, quarterOf } from '../../schema/planning/quarter.ts';
import { compareText } from '../../findings/codes.ts';
import type { BaseContext } from '../context.ts';
import { planningFiles, roadmapItemPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { personOf } from './people.ts';

/** The quarters of the board, from the one before this to three after it. */
const board = [-1, 0, 1, 2, 3] as const;

/** Writes the roadmap around the edition's day. Returns its items in the order of their quarters. */
export async function writeRoadmap(items: readonly PlannedItem[], context: BaseContext): Promise<RoadmapEntry[]> {
  const { writer, knowledge } = context;
  if (items.length === 0) return [];
  const current = quarterOf(knowledge.asOf);
  const entries = items.map((item) => entryOf(item, current, context)).toSorted((a, b) => compareText(a.quarter, b.quarter) || order(a) - order(b));
  const byQuarter = Map.groupBy(entries, ({ quarter }) => quarter);
  const window = board.map((by) => quarterAfter(current, by));
  const [first = current, last = current] = [window[0], window.at(-1)];
  const column = (quarter: string): RoadmapQuarter => ({ quarter, title: quarterTitle(quarter), when: quarter < current ? 'past' : quarter === current ? 'current' : 'coming', items: byQuarter.get(quarter) ?? [] });
  const others = [...byQuarter.keys()];
  await writer.json(planningFiles.roadmap, roadmapPage, {
    asOf: knowledge.asOf,
    total: items.length,
    current,
    late: entries.filter(({ late }) => late),
    board: window.map(column),
    later: others.filter((quarter) => quarter > last).map(column),
    earlier: others.filter((quarter) => quarter < first).toReversed().map(column),
  });
  return entries;
}

/** Within a quarter: what is under way, what is to come, what is done, what is given up. */
const statuses = ['in-progress', 'delayed', 'planned', 'done', 'dropped'] as const;

function order({ status }: RoadmapEntry): number {
  return statuses.indexOf(status);
}

function entryOf(item: PlannedItem, current: string, context: BaseContext): RoadmapEntry {
  const { id, title, description, outcome, quarter, status, moves, entities, owner, link } = item;
  const late = quarter < current && status !== 'done' && status !== 'dropped';
  return {
    id,
    title,
    path: roadmapItemPath(id),
    ...optional('description', description),
    ...optional('outcome', outcome),
    quarter,
    status,
    late,
    lateBy: late ? quartersBetween(quarter, current) : 0,
    moves: moves.map((move, index) => ({ from: move.from, to: moves[index + 1]?.from ?? quarter, on: move.on, why: move.why })),
    entities: entities.map((ref) => context.summaries.link(ref)),
    ...optional('owner', personOf(owner, context)),
    ...optional('link', link),
  };
}

function quartersBetween(from: string, to: string): number {
  const index = (quarter: string): number => Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6));
  return index(to) - index(from);
}

/** `October to December 2026`. */
function quarterTitle(quarter: string): string {
  const months = ['January to March', 'April to June', 'July to September', 'October to December'];
  return `${months[Number(quarter.slice(6)) - 1] ?? ''} ${quarter.slice(0, 4)}`;
}
