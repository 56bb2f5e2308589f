import { resolveRef } from '../../catalog/ref.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import type { EditionContext } from '../context.ts';

/** The owner of a rule as it is written: a reference whose kind and namespace may be left out. */
export function ownerLink({ summaries }: EditionContext, owner: string | undefined): EntityLinkView | undefined {
  if (owner === undefined) return undefined;
  const resolved = resolveRef(owner, { defaultKind: 'group' });
  return 'ref' in resolved ? summaries.link(resolved.ref) : undefined;
}
