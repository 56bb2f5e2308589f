import { resolveRef } from '../../catalog/ref.ts';
import { noSuch } from './names.ts';
import { below, type Report, type Spot } from './report.ts';

/** References of the entities there are, in full and lower case; undefined where these are not known. */
export type KnownEntities = ReadonlySet<string> | undefined;

/** Most references for which the nearest entity is looked for: each look goes over the whole catalog. */
const suggestions = 20;

/**
 * References in full: `payments` and `component:payments` are `component:default/payments`. What cannot be a reference
 * is a finding and left out; what no entity has is a warning and kept, since entities come and go.
 */
export function entityReferences(entities: readonly string[], spot: Spot, known: KnownEntities, report: Report): Set<string> {
  const refs = new Set<string>();
  let unknown = 0;
  for (const [index, entity] of entities.entries()) {
    const result = resolveRef(entity, { defaultKind: 'component' });
    if ('problem' in result) {
      report.add('ALM0102', below(spot, index), { what: `\`entities[${index}]\`: ${result.problem}.` });
      continue;
    }
    refs.add(result.ref);
    if (known !== undefined && !known.has(result.ref)) {
      report.add('ALM0605', below(spot, index), {
        severity: 'warning',
        what: unknown++ < suggestions ? noSuch('entity', result.ref, known) : `There is no entity \`${result.ref}\`.`,
        why: 'The exemption does nothing for an entity that does not exist.',
      });
    }
  }
  return refs;
}

/** Tells of an owner that no Group or User can have as its reference. */
export function tellOwner(owner: string | undefined, spot: Spot, report: Report): void {
  const result = owner === undefined ? undefined : resolveRef(owner, { defaultKind: 'group' });
  if (result !== undefined && 'problem' in result) report.add('ALM0102', spot, { what: `\`owner\`: ${result.problem}.` });
}
