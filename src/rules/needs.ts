import { type ASTNode, bindingOf, callOf, children, comprehensionOf, parts, typeOf } from './ast.ts';
import type { MissingFact } from './contract.ts';
import { type Environments, lacking } from './environment.ts';
import type { EntitySubject } from './subjects.ts';

/** Says which fact is missing that an expression cannot do without; undefined if it is known. */
export type Need = (subject: EntitySubject) => MissingFact | undefined;

/**
 * The facts without which an expression can have no value: those that stand neither beside `&&` or `||`, nor in a branch
 * of `? :`, nor inside of a comprehension. Asking for them first names all that are missing at once, and costs a tenth of
 * the exception that reading one would throw.
 */
export function needsOf(root: ASTNode, environments: Environments): readonly Need[] {
  // A name of their own for an item could hide a variable of the language.
  for (const node of parts(root)) if (hides((comprehensionOf(node) ?? bindingOf(node))?.variable)) return [];
  const needs = new Map<string, Need>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const path = node.op === '.' ? pathOf(node) : callOf(node)?.name === 'hasFile' ? fileList(node) : undefined;
    const need = path === undefined ? undefined : needOf(path, environments);
    if (path !== undefined && need !== undefined) needs.set(path.join('.'), need);
    open.push(...needed(node).toReversed());
  }
  return [...needs.values()];
}

function hides(variable: string | undefined): boolean {
  return variable === 'entity' || variable === 'repository';
}

/** Parts whose value the value of a node depends on, whatever the others are. */
function needed(node: ASTNode): readonly ASTNode[] {
  const comprehension = comprehensionOf(node);
  if (comprehension !== undefined) return [comprehension.items];
  if (node.op === '&&' || node.op === '||' || callOf(node)?.name === 'has') return [];
  return node.op === '?:' ? [node.args[0]] : children(node);
}

/** `['repository', 'supplyChain', 'workflows']`; undefined for what does not begin with a variable. */
function pathOf(node: ASTNode): readonly string[] | undefined {
  if (node.op === 'id') return hides(node.args) ? [node.args] : undefined;
  if (node.op !== '.') return undefined;
  const before = pathOf(node.args[0]);
  return before === undefined ? undefined : [...before, node.args[1]];
}

function fileList(node: ASTNode): readonly string[] | undefined {
  const receiver = callOf(node)?.receiver;
  return receiver?.op === 'id' && receiver.args === 'repository' && typeOf(receiver)?.name === 'Repository' ? ['repository', 'wellKnownFiles'] : undefined;
}

/** Asks along a path: `entity.owner`, or through what only leads on: `entity.measurements.tier`. */
function needOf([variable, ...fields]: readonly string[], { types }: Environments): Need | undefined {
  const root = variable === 'entity' ? 'Entity' : 'Repository';
  const [first = '', second] = fields;
  const field = types.get(root)?.fields.get(first);
  const leads = field?.type.kind === 'named' ? field.type.name : undefined;
  if (fields.length === 1 && field !== undefined && leads === undefined && (field.optional || root === 'Repository')) {
    const lacks = lacking(root, first);
    return lacks === undefined ? undefined : (subject) => lacks(root === 'Entity' ? subject.entity : subject.repository);
  }
  const lacks = fields.length === 2 && leads !== undefined && second !== undefined ? lacking(leads, second) : undefined;
  if (lacks === undefined || leads === 'Entity') return undefined;
  return (subject) => {
    const view: unknown = Reflect.get(root === 'Entity' ? subject.entity : subject.repository, first);
    return typeof view === 'object' && view !== null ? lacks(view) : undefined;
  };
}
