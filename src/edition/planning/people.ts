import type { Approver } from '../../content/planning/reading.ts';
import type { Person } from '../../schema/edition/document.ts';
import type { BaseContext } from '../context.ts';
import { optional } from '../summaries.ts';

/** A group that a plan names, as its link; undefined where none is named. */
export function personOf(ref: string | undefined, { summaries }: Pick<BaseContext, 'summaries'>): Person | undefined {
  if (ref === undefined) return undefined;
  const { title, path } = summaries.link(ref);
  return { ref, title, ...optional('path', path) };
}

/** Who owns an entity. */
export function ownerOfEntity(ref: string | undefined, { catalog, summaries }: Pick<BaseContext, 'catalog' | 'summaries'>): Person | undefined {
  const entity = ref === undefined ? undefined : catalog.entities.get(ref);
  if (entity === undefined) return undefined;
  const { owner, ownerTitle, ownerPath } = summaries.owner(entity.ownership);
  return owner === undefined ? undefined : { ref: owner, title: ownerTitle ?? owner, ...optional('path', ownerPath) };
}

/** A group, or a role in words. */
export function approverView(approver: Approver | undefined, context: Pick<BaseContext, 'summaries'>): (Omit<Person, 'ref'> & { ref?: string }) | undefined {
  if (approver === undefined) return undefined;
  return personOf(approver.ref, context) ?? { title: approver.text };
}
