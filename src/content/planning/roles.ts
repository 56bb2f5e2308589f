import type { Permission, RoleMatrixFile } from '../../schema/planning/roles.ts';
import { roleMatrix } from '../../schema/planning/roles.ts';
import { nearestKey } from '../document.ts';
import { loadFolder } from '../rules/file.ts';
import { below, type Spot } from '../rules/report.ts';
import { type Approver, approverOf, distinctByName, entityAt, type PlanningContext } from './reading.ts';

type Role = RoleMatrixFile['roles'][number];

/** Who may do what on the platform. */
export interface RoleMatrix extends Pick<RoleMatrixFile, 'id' | 'title' | 'description'> {
  readonly owner: string | undefined;
  readonly roles: readonly (Omit<Role, 'approver'> & { readonly approver: Approver | undefined })[];
  readonly capabilities: readonly {
    /** The reference in full. */
    readonly entity: string;
    readonly actions: readonly {
      readonly title: string;
      readonly note: string | undefined;
      readonly approver: Approver | undefined;
      /** In the order of the roles. */
      readonly cells: readonly Permission[];
    }[];
  }[];
}

/** Reads `roles/*.yaml`, in order of file. A capability that is not in the catalog is left out. */
export function readRoles(context: PlanningContext): RoleMatrix[] {
  const { dir, report } = context;
  const entries = loadFolder(dir, 'roles', roleMatrix, 'capabilities', report).flatMap(({ file, value, item }) =>
    value === undefined ? [] : [{ name: value.id, spot: { file, path: ['id'] }, value: { value, item, root: { file, path: [] } } }],
  );
  return distinctByName('Role matrix', entries, report).map(({ value, item, root }) => {
    const roles = distinctByName('Role', value.roles.map((role, index) => ({ name: role.id, spot: below(root, 'roles', index, 'id'), value: role })), report);
    return {
      id: value.id,
      title: value.title,
      description: value.description,
      owner: value.owner === undefined ? undefined : entityAt(value.owner, below(root, 'owner'), 'group', context),
      roles: roles.map((role) => ({ ...role, approver: approverOf(role.approver, context) })),
      capabilities: value.capabilities.flatMap((capability, index) => capabilityOf(capability, item('capabilities', index), roles, context) ?? []),
    };
  });
}

function capabilityOf({ entity, actions }: RoleMatrixFile['capabilities'][number], spot: Spot, roles: readonly Role[], context: PlanningContext): RoleMatrix['capabilities'][number] | undefined {
  const ids = roles.map(({ id }) => id);
  const read = actions.map(({ title, note, approver, allow }, index) => {
    for (const id of Object.keys(allow)) {
      if (ids.includes(id)) continue;
      const nearest = nearestKey(id, ids);
      context.report.add('ALM0826', below(spot, 'actions', index, 'allow', id), { what: `The matrix has no role \`${id}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}`, fix: `Roles of the matrix: ${ids.join(', ')}.` });
    }
    return { title, note, approver: approverOf(approver, context), cells: ids.map((id) => allow[id] ?? 'no') };
  });
  const ref = entityAt(entity, below(spot, 'entity'), 'capability', context);
  return ref === undefined ? undefined : { entity: ref, actions: read };
}
