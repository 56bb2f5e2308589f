import { type ASTNode, callOf, parts, typeOf } from './ast.ts';
import { compareText } from '../findings/codes.ts';
import type { Environments } from './environment.ts';

/** Facts that an expression may read, sorted: `repository.license`, `entity.owner`, `entity.changes.announcedAt`. */
export function factsOf(root: ASTNode, { types }: Environments): readonly string[] {
  const facts = new Set<string>();
  for (const node of parts(root)) {
    if (node.op === 'id' && node.args === 'repositories' && typeOf(node)?.name === 'list<Repository>') facts.add('entity.repositories');
    if (callOf(node)?.name === 'hasFile') facts.add('repository.wellKnownFiles');
    if (node.op !== '.') continue;
    const record = types.get(typeOf(node.args[0])?.name ?? '');
    const field = record?.fields.get(node.args[1]);
    if (record === undefined || field === undefined) continue;
    // Fields of an item of a fact are named only where the item may lack them.
    const leads = field.type.kind === 'named';
    if (!leads && (record.facts || field.optional)) facts.add(`${record.path}.${field.name}`);
  }
  return [...facts].toSorted(compareText);
}
