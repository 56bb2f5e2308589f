import type { ObjectivePage } from '../../schema/edition/objective.ts';
import type { EntityPlanning, ResponsibilityPage, RoadmapEntry, RoleMatrixPage } from '../../schema/edition/planning.ts';
import { optional } from '../summaries.ts';

/** Most of each that the page of an entity shows. */
const limit = 50;

interface Pages {
  readonly objectives: readonly ObjectivePage[];
  readonly roadmap: readonly RoadmapEntry[];
  readonly roles: readonly RoleMatrixPage[];
  readonly responsibilities: readonly ResponsibilityPage[];
}

type Part = 'objectives' | 'roadmap' | 'roles' | 'responsibilities';
type Lists = { readonly [P in Part]: EntityPlanning[P] };

/** What of all plans is about each entity, or its team's; made once, so that no page goes over everything. */
export class EntityPlans {
  readonly #byRef = new Map<string, Lists>();

  constructor({ objectives, roadmap, roles, responsibilities }: Pages) {
    for (const page of objectives) this.#addObjective(page);
    for (const entry of roadmap) this.#addItem(entry);
    for (const page of roles) this.#addRoles(page);
    for (const page of responsibilities) this.#addResponsibilities(page);
  }

  /** Undefined if there is nothing about it. */
  of(ref: string): EntityPlanning | undefined {
    const lists = this.#byRef.get(ref);
    if (lists === undefined) return undefined;
    const more = (length: number): number => Math.max(0, length - limit);
    return {
      objectives: lists.objectives.slice(0, limit),
      roadmap: lists.roadmap.slice(0, limit),
      roles: lists.roles,
      responsibilities: lists.responsibilities.slice(0, limit),
      more: { objectives: more(lists.objectives.length), roadmap: more(lists.roadmap.length), responsibilities: more(lists.responsibilities.length) },
    };
  }

  #lists(ref: string): Lists {
    const lists = this.#byRef.get(ref) ?? { objectives: [], roadmap: [], roles: [], responsibilities: [] };
    this.#byRef.set(ref, lists);
    return lists;
  }

  #addObjective({ title, path, entities, objectives, indicator }: ObjectivePage): void {
    const [first] = objectives;
    if (first === undefined) return;
    for (const { ref } of entities) {
      this.#lists(ref).objectives.push({ title, path, target: first.words, ...optional('allowed', first.allowed), ...optional('indicator', indicator?.title) });
    }
  }

  /** On the pages of what it is about, and of the team that does it. */
  #addItem({ title, path, quarter, status, late, outcome, entities, owner }: RoadmapEntry): void {
    for (const ref of new Set([...entities.map((entity) => entity.ref), ...(owner === undefined ? [] : [owner.ref])])) {
      this.#lists(ref).roadmap.push({ title, path, quarter, status, late, ...optional('outcome', outcome) });
    }
  }

  #addRoles({ path, roles, capabilities }: RoleMatrixPage): void {
    for (const { id, entity, actions } of capabilities) {
      const withCell = (place: number, cell: string): string[] => actions.flatMap(({ title, cells }) => (cells[place] === cell ? [title] : []));
      this.#lists(entity.ref).roles.push(
        ...roles.map((role, place) => ({ role: role.title, may: withCell(place, 'yes'), mayWithApproval: withCell(place, 'with-approval'), mayNot: withCell(place, 'no'), path: `${path}#${id}` })),
      );
    }
  }

  /** On the pages of the teams, and of what the areas are about. */
  #addResponsibilities({ path, teams, areas }: ResponsibilityPage): void {
    const links = teams.map(({ charter: _, ...link }) => link);
    for (const { id, title, entities, cells } of areas) {
      const leading = links.filter((_, place) => cells[place]?.some((part) => part === 'accountable' || part === 'responsible') === true);
      const accountable = links.find((_, place) => cells[place]?.includes('accountable') === true);
      links.forEach(({ ref }, place) => {
        const parts = cells[place] ?? [];
        if (parts.length === 0) return;
        const other = accountable === undefined || accountable.ref === ref ? undefined : accountable;
        this.#lists(ref).responsibilities.push({ area: title, part: parts.join(', '), ...optional('accountable', other), with: leading.filter((link) => link.ref !== ref && link.ref !== other?.ref), path: `${path}#${id}` });
      });
      for (const { ref } of entities) {
        this.#lists(ref).responsibilities.push({ area: title, ...optional('accountable', accountable), with: leading.filter((link) => link.ref !== accountable?.ref), path: `${path}#${id}` });
      }
    }
  }
}
