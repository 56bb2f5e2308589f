import { dayOf } from '../../assess/days.ts';
import { type RoadmapItem, roadmapFile } from '../../schema/planning/roadmap.ts';
import { load, loadFolder, type Loaded } from '../rules/file.ts';
import { below, type Spot } from '../rules/report.ts';
import { contentText } from '../files.ts';
import type { Finding } from '../../schema/finding.ts';
import { distinctByName, entitiesAt, entityAt, type PlanningContext } from './reading.ts';

/** An item of the roadmap: entities and owner are references in full, and in the catalog. */
export interface PlannedItem extends Omit<RoadmapItem, 'owner' | 'entities'> {
  readonly owner: string | undefined;
  readonly entities: readonly string[];
}

/** Reads `roadmap.yaml` and `roadmap/*.yaml`: items in order of file and place. */
export function readRoadmap(context: PlanningContext): PlannedItem[] {
  const { dir, report } = context;
  const unread: Finding[] = [];
  const text = contentText(dir, 'roadmap.yaml', unread);
  report.unread(unread);
  const files: Loaded<{ items: RoadmapItem[] }>[] = [
    ...(text === undefined ? [] : [load(text, 'roadmap.yaml', roadmapFile, 'items', report)]),
    ...loadFolder(dir, 'roadmap', roadmapFile, 'items', report),
  ];
  const entries = files.flatMap(({ value, item }) =>
    (value?.items ?? []).map((one, index) => ({ name: one.id, spot: below(item('items', index), 'id'), value: { item: one, spot: item('items', index) } })),
  );
  return distinctByName('Item', entries, report).map(({ item, spot }) => {
    tellMoves(item, spot, context);
    return {
      ...item,
      owner: item.owner === undefined ? undefined : entityAt(item.owner, below(spot, 'owner'), 'group', context),
      entities: entitiesAt(item.entities, below(spot, 'entities'), 'component', context),
    };
  });
}

/** Each move leads from one quarter to another, on a day that has come and not before the one above. */
function tellMoves({ id, quarter, moves }: RoadmapItem, spot: Spot, { report, asOf }: PlanningContext): void {
  moves.forEach((move, index) => {
    const at = below(spot, 'moves', index);
    const to = moves[index + 1]?.from ?? quarter;
    const before = moves[index - 1];
    if (move.from === to) report.add('ALM0825', below(at, 'from'), { what: `The move of \`${id}\` from ${move.from} leads to ${to}.` });
    if (before !== undefined && before.on > move.on) {
      report.add('ALM0825', below(at, 'on'), { what: `The move of \`${id}\` on ${move.on} stands after the one on ${before.on}.` });
    }
    if (move.on > dayOf(asOf)) report.add('ALM0825', below(at, 'on'), { what: `The move of \`${id}\` is on ${move.on}, which has not come yet.`, fix: 'Correct the day, or plan it: set `quarter`.' });
  });
}
