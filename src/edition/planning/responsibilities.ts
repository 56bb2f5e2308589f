import type { Responsibilities } from '../../content/planning/responsibilities.ts';
import { responsibilityList, responsibilityPage, type ResponsibilityPage } from '../../schema/edition/planning.ts';
import type { BaseContext } from '../context.ts';
import { planningFiles, planningPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { personOf } from './people.ts';

/** Writes a page per matrix of areas and teams, and the list of them. */
export async function writeResponsibilities(matrices: readonly Responsibilities[], context: BaseContext): Promise<ResponsibilityPage[]> {
  const { writer, knowledge } = context;
  if (matrices.length === 0) return [];
  const pages = matrices.map((matrix) => pageOf(matrix, context));
  for (const page of pages) await writer.json(planningFiles.one('responsibilities', page.id), responsibilityPage, page);
  await writer.json(planningFiles.list('responsibilities'), responsibilityList, {
    asOf: knowledge.asOf,
    matrices: pages.map(({ id, title, path, description, owner, areas, teams }) => ({
      id,
      title,
      path,
      ...optional('description', description),
      ...optional('owner', owner),
      areas: areas.length,
      teams: teams.length,
    })),
  });
  return pages;
}

function pageOf({ id, title, description, owner, teams, areas }: Responsibilities, context: BaseContext): ResponsibilityPage {
  const { summaries, documents, knowledge } = context;
  return {
    asOf: knowledge.asOf,
    id,
    title,
    path: planningPath('responsibilities', id),
    ...optional('description', description),
    ...optional('owner', personOf(owner, context)),
    teams: teams.map((ref) => ({ ...summaries.link(ref), ...optional('charter', documents.ofEntity(ref).find(({ kind }) => kind === 'charter')?.path) })),
    areas: areas.map((area, index) => ({
      id: `area-${index + 1}`,
      title: area.title,
      ...optional('description', area.description),
      entities: area.entities.map((ref) => summaries.link(ref)),
      cells: teams.map((team) => [...(area.parts.get(team) ?? [])]),
    })),
  };
}
