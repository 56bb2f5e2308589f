import type { RoleMatrix } from '../../content/planning/roles.ts';
import { roleMatrixList, roleMatrixPage, type RoleMatrixPage } from '../../schema/edition/planning.ts';
import type { BaseContext } from '../context.ts';
import { planningFiles, planningPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { approverView, personOf } from './people.ts';

/** Writes a page per role matrix and the list of them. */
export async function writeRoles(matrices: readonly RoleMatrix[], context: BaseContext): Promise<RoleMatrixPage[]> {
  const { writer, knowledge } = context;
  if (matrices.length === 0) return [];
  const pages = matrices.map((matrix) => pageOf(matrix, context));
  for (const page of pages) await writer.json(planningFiles.one('roles', page.id), roleMatrixPage, page);
  await writer.json(planningFiles.list('roles'), roleMatrixList, {
    asOf: knowledge.asOf,
    matrices: pages.map(({ id, title, path, description, owner, roles, capabilities }) => ({
      id,
      title,
      path,
      ...optional('description', description),
      ...optional('owner', owner),
      roles: roles.map((role) => role.title),
      capabilities: capabilities.length,
      actions: capabilities.reduce((sum, { actions }) => sum + actions.length, 0),
    })),
  });
  return pages;
}

function pageOf(matrix: RoleMatrix, context: BaseContext): RoleMatrixPage {
  const { id, title, description, owner, roles, capabilities } = matrix;
  return {
    asOf: context.knowledge.asOf,
    id,
    title,
    path: planningPath('roles', id),
    ...optional('description', description),
    ...optional('owner', personOf(owner, context)),
    roles: roles.map((role) => ({
      id: role.id,
      title: role.title,
      ...optional('description', role.description),
      ...optional('granted', role.granted),
      ...optional('approver', approverView(role.approver, context)),
      ...optional('link', role.link),
    })),
    capabilities: capabilities.map(({ entity, actions }, index) => ({
      id: `part-${index + 1}`,
      entity: context.summaries.link(entity),
      actions: actions.map((action) => ({
        title: action.title,
        ...optional('note', action.note),
        ...optional('approver', approverView(action.approver, context)),
        cells: [...action.cells],
      })),
    })),
  };
}
