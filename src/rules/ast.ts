import type { ASTNode } from '@marcbachmann/cel-js';
import { comprehensionNames } from './functions/functions.ts';

export type { ASTNode };

/** A place in a text; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A type that cel-js found for a part of an expression. */
export interface CheckedType {
  readonly kind: string;
  readonly name: string;
  readonly valueType: CheckedType | undefined;
}

/** The type of a part; undefined before checking, and for what is a name rather than a value. */
export function typeOf(node: ASTNode): CheckedType | undefined {
  return checkedType(Reflect.get(node, 'checkedType'));
}

function checkedType(type: unknown): CheckedType | undefined {
  if (typeof type !== 'object' || type === null || !('kind' in type) || !('name' in type)) return undefined;
  const { kind, name } = type;
  if (typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return { kind, name, valueType: 'valueType' in type ? checkedType(type.valueType) : undefined };
}

/** True for a type of which nothing is known before the expression runs, in whole or in part. */
export function isDynamic(type: CheckedType | undefined): boolean {
  return type === undefined || type.kind === 'dyn' || (type.valueType !== undefined && isDynamic(type.valueType));
}

/** A call, whether of a function or of a method. */
export interface Call {
  readonly name: string;
  readonly receiver: ASTNode | undefined;
  readonly args: readonly ASTNode[];
}

export function callOf(node: ASTNode): Call | undefined {
  if (node.op === 'call') return { name: node.args[0], receiver: undefined, args: node.args[1] };
  if (node.op === 'rcall') return { name: node.args[0], receiver: node.args[1], args: node.args[2] };
  return undefined;
}

/** A comprehension: `items.all(x, condition)`. */
export interface Comprehension {
  readonly call: Call;
  readonly items: ASTNode;
  readonly variable: string;
  /** What is evaluated for each item. */
  readonly body: readonly ASTNode[];
}

export function comprehensionOf(node: ASTNode): Comprehension | undefined {
  const call = callOf(node);
  if (call?.receiver === undefined || !comprehensionNames.has(call.name) || call.args.length < 2) return undefined;
  const [variable, ...body] = call.args;
  return variable?.op === 'id' ? { call, items: call.receiver, variable: variable.args, body } : undefined;
}

/** A name given to a value: `cel.bind(x, value, expression)`. */
export function bindingOf(node: ASTNode): { readonly variable: string; readonly value: ASTNode; readonly body: ASTNode } | undefined {
  const call = callOf(node);
  if (call?.receiver === undefined || call.name !== 'bind') return undefined;
  const [variable, value, body, more] = call.args;
  return variable?.op === 'id' && value !== undefined && body !== undefined && more === undefined ? { variable: variable.args, value, body } : undefined;
}

/** Parts of a node that are values; names of variables and the `cel` of `cel.bind` are left out. */
export function children(node: ASTNode): readonly ASTNode[] {
  const comprehension = comprehensionOf(node);
  if (comprehension !== undefined) return [comprehension.items, ...comprehension.body];
  const binding = bindingOf(node);
  if (binding !== undefined) return [binding.value, binding.body];
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

/** All parts of an expression, each before its own parts. */
export function* parts(node: ASTNode): Iterable<ASTNode> {
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    open.push(...children(next).toReversed());
  }
}

/** How deep parts stand in each other. */
export function depthOf(node: ASTNode): number {
  let deepest = 0;
  const open = [{ node, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    deepest = Math.max(deepest, next.depth);
    for (const child of children(next.node)) open.push({ node: child, depth: next.depth + 1 });
  }
  return deepest;
}

/**
 * Where a part stands in the source. The parser's own ranges leave out an opening bracket at the beginning of an operand
 * and take in the closing one, so the range is widened until its brackets match.
 */
export function spanOf({ start, end }: Span, source: string): Span {
  let missing = 0;
  let open = 0;
  for (const character of source.slice(start, end)) {
    if (character === '(') open += 1;
    else if (character === ')' && open > 0) open -= 1;
    else if (character === ')') missing += 1;
  }
  let from = start;
  while (missing > 0) {
    const at = source.lastIndexOf('(', from - 1);
    if (at === -1 || source.slice(at + 1, from).trim() !== '') break;
    from = at;
    missing -= 1;
  }
  return { start: from, end };
}
