import { type Part, parts, type ResponsibilitiesFile, responsibilitiesFile } from '../../schema/planning/responsibilities.ts';
import { loadFolder } from '../rules/file.ts';
import { below, type Spot } from '../rules/report.ts';
import { distinctByName, entitiesAt, entityAt, type PlanningContext } from './reading.ts';

/** Where the responsibility of one team ends and that of another begins. */
export interface Responsibilities extends Pick<ResponsibilitiesFile, 'id' | 'title' | 'description'> {
  readonly owner: string | undefined;
  /** References of all teams that have a part, in the order in which they are first named. */
  readonly teams: readonly string[];
  readonly areas: readonly {
    readonly title: string;
    readonly description: string | undefined;
    readonly entities: readonly string[];
    readonly accountable: string;
    /** Parts by reference of the team. */
    readonly parts: ReadonlyMap<string, readonly Part[]>;
  }[];
}

/** Reads `responsibilities/*.yaml`, in order of file. An area without exactly one accountable team is left out. */
export function readResponsibilities(context: PlanningContext): Responsibilities[] {
  const { dir, report } = context;
  const entries = loadFolder(dir, 'responsibilities', responsibilitiesFile, 'areas', report).flatMap(({ file, value, item }) =>
    value === undefined ? [] : [{ name: value.id, spot: { file, path: ['id'] }, value: { value, item, root: { file, path: [] } } }],
  );
  return distinctByName('Lines of responsibility', entries, report).map(({ value, item, root }) => {
    const areas = value.areas.flatMap((area, index) => areaOf(area, item('areas', index), context) ?? []);
    return {
      id: value.id,
      title: value.title,
      description: value.description,
      owner: value.owner === undefined ? undefined : entityAt(value.owner, below(root, 'owner'), 'group', context),
      teams: [...new Set(areas.flatMap((area) => [...area.parts.keys()]))],
      areas,
    };
  });
}

function areaOf(area: ResponsibilitiesFile['areas'][number], spot: Spot, context: PlanningContext): Responsibilities['areas'][number] | undefined {
  const { report } = context;
  const byPart = new Map(parts.map((part) => [part, entitiesAt(area[part], below(spot, part), 'group', context)]));
  const byTeam = new Map<string, Part[]>();
  for (const part of parts) for (const team of byPart.get(part) ?? []) byTeam.set(team, [...(byTeam.get(team) ?? []), part]);
  for (const part of ['consulted', 'informed'] as const) {
    for (const team of byPart.get(part) ?? []) {
      const held = byTeam.get(team) ?? [];
      const stronger = held[0];
      if (stronger === undefined || stronger === part) continue;
      report.add('ALM0828', below(spot, part), { what: `\`${team}\` is both ${stronger} and ${part} for "${area.title}".` });
      byTeam.set(team, held.filter((one) => one !== part));
    }
  }
  const accountable = byPart.get('accountable') ?? [];
  const [first] = accountable;
  if (area.accountable.length !== 1) {
    const names = area.accountable.length === 0 ? 'No team' : `${area.accountable.length} teams`;
    report.add('ALM0827', area.accountable.length === 0 ? below(spot, 'title') : below(spot, 'accountable'), { what: `${names} ${area.accountable.length === 0 ? 'is' : 'are'} accountable for "${area.title}".` });
  }
  if (area.accountable.length !== 1 || first === undefined) return undefined;
  return { title: area.title, description: area.description, entities: entitiesAt(area.entities, below(spot, 'entities'), 'component', context), accountable: first, parts: byTeam };
}
