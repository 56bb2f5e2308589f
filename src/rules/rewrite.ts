import { type ASTNode, bindingOf, callOf, type CheckedType, children, type Comprehension, comprehensionOf, isDynamic, typeOf } from './ast.ts';
import { functionsByName } from './functions/functions.ts';
import { timestampType } from './types.ts';

/** Parts that are evaluated for the price of one step. */
const partsPerStep = 8;

/**
 * What a part counts for that may make an error, in parts. Passing over an error takes some 3 µs, as measured over 10,000
 * items without the key that each is asked for.
 */
const partsPerError = 40;

/** Functions that make an error of what they cannot read. */
const reading: ReadonlySet<string> = new Set(['double', 'int', 'bool', 'date', 'timestamp', 'duration', 'semverAtLeast', 'semverMatches', 'semverMajor']);

/** Characters of the source that are looked through for the price of one step. */
const charactersPerStep = 500;

const arithmetic: Readonly<Record<string, string>> = { '+': '_add', '-': '_subtract', '*': '_multiply', '/': '_over', '%': '_modulo' };

/**
 * Writes a checked expression anew, in the terms in which it is evaluated: functions are ours, which take bounded time
 * and give the same on every machine; comprehensions are charged before they run; numbers of two kinds are made one.
 * It goes through the text, rather than through the parser's inner structure, so that nothing rests on what cel-js keeps
 * to itself.
 */
export function rewrite(node: ASTNode, source: string): string {
  return write(node, { source, repeated: false });
}

interface Context {
  readonly source: string;
  /** True inside of a comprehension, where the cost of a part multiplies. */
  readonly repeated: boolean;
}

function write(node: ASTNode, context: Context): string {
  switch (node.op) {
    case 'value':
      return context.source.slice(node.start, node.end);
    case 'id':
      return node.args;
    case '.':
      return `${write(node.args[0], context)}.${node.args[1]}`;
    case '[]':
      return `${write(node.args[0], context)}[${write(node.args[1], context)}]`;
    case 'call':
    case 'rcall':
      return writeCall(node, context);
    case 'list':
      return `[${node.args.map((item) => write(item, context)).join(', ')}]`;
    case 'map':
      return `{${node.args.map(([key, value]) => `${write(key, context)}: ${write(value, context)}`).join(', ')}}`;
    case '?:':
      return `(${node.args.map((part) => write(part, context)).reduce((text, part, index) => `${text} ${index === 1 ? '?' : ':'} ${part}`)})`;
    case '!_':
      return `(!${write(node.args, context)})`;
    case '-_':
      return `(-${write(node.args, context)})`;
    case '&&':
    case '||':
      return `(${operands(node, node.op).map((part) => write(part, context)).join(` ${node.op} `)})`;
    case '.?':
    case '[?]':
      throw new TypeError('Optional syntax is off');
    default:
      return writeBinary(node.op, node.args, context);
  }
}

/** The operands of a chain of one operator, so that a long chain makes no deep brackets. */
function operands(node: ASTNode, op: '&&' | '||'): readonly ASTNode[] {
  const found: ASTNode[] = [];
  let next: ASTNode = node;
  while (next.op === op) {
    found.push(next.args[1]);
    next = next.args[0];
  }
  return [next, ...found.toReversed()];
}

function writeCall(node: ASTNode, context: Context): string {
  const comprehension = comprehensionOf(node);
  if (comprehension !== undefined) return writeComprehension(comprehension, context);
  const binding = bindingOf(node);
  if (binding !== undefined) return `cel.bind(${binding.variable}, ${write(binding.value, context)}, ${write(binding.body, context)})`;
  const call = callOf(node);
  if (call === undefined) throw new TypeError('Not a call');
  const declaration = functionsByName.get(call.name);
  const name = declaration === undefined ? call.name : `_${call.name}`;
  const compiles = declaration?.compiles === true;
  const args = call.args.map((arg) => (compiles && arg.op !== 'value' ? `_compiled(${write(arg, context)})` : write(arg, context))).join(', ');
  return `${call.receiver === undefined ? '' : `${operand(call.receiver, context)}.`}${name}(${args})`;
}

/** A literal number before a dot would be read as a fraction. */
function operand(node: ASTNode, context: Context): string {
  const text = write(node, context);
  return node.op === 'value' ? `(${text})` : text;
}

function writeComprehension({ call, items, variable, body }: Comprehension, context: Context): string {
  // An error that is passed over is the dearer the longer the source, in which cel-js looks up its place.
  const weight = Math.ceil(body.reduce((size, part) => size + ownSize(part), 0) / partsPerStep) + Math.floor(context.source.length / charactersPerStep);
  const inside = { ...context, repeated: true };
  return `_charge(${write(items, context)}, ${weight}.0).${call.name}(${[variable, ...body.map((part) => write(part, inside))].join(', ')})`;
}

/** Parts that are evaluated once: what an inner comprehension repeats is charged there. */
function ownSize(node: ASTNode): number {
  const comprehension = comprehensionOf(node);
  const counted = comprehension === undefined ? children(node) : [comprehension.items];
  return counted.reduce((size, child) => size + ownSize(child), mayFail(node) ? partsPerError : 1);
}

/** True for what may make an error that is no missing fact: keys and positions that are not there, and values that do not fit. */
function mayFail(node: ASTNode): boolean {
  const call = callOf(node);
  if (call !== undefined) return reading.has(call.name);
  if (node.op === '[]' || node.op === '/' || node.op === '%') return true;
  if (node.op !== '.') return false;
  const bearer = typeOf(node.args[0]);
  return bearer?.kind === 'map' || isDynamic(bearer);
}

function writeBinary(op: string, [left, right]: readonly [ASTNode, ASTNode], context: Context): string {
  const [leftType, rightType] = [typeOf(left), typeOf(right)];
  const dynamic = arithmetic[op];
  if (dynamic !== undefined && (leftType?.kind === 'dyn' || rightType?.kind === 'dyn')) return `${dynamic}(${write(left, context)}, ${write(right, context)})`;
  if (op === 'in') return writeMembership(left, right, context);
  if (isNumber(leftType) && isNumber(rightType)) return writeNumbers(op, left, right, context);
  if (op === '+' && (leftType?.name === 'string' || leftType?.kind === 'list')) return `_concat(${write(left, context)}, ${write(right, context)})`;
  const compared = (op === '==' || op === '!=') && context.repeated && (isCollection(leftType) || isCollection(rightType));
  const text = `${compared ? `_weigh(${write(left, context)})` : write(left, context)} ${op} ${write(right, context)}`;
  if ((op === '+' || op === '-') && (leftType?.name === timestampType) !== (rightType?.name === timestampType)) return `_instant(${text})`;
  return `(${text})`;
}

function writeNumbers(op: string, left: ASTNode, right: ASTNode, context: Context): string {
  const doubles = typeOf(left)?.name === 'double' || typeOf(right)?.name === 'double';
  const texts = [left, right].map((node) => (doubles ? writeDouble(node, context) : write(node, context)));
  if (doubles && op === '/') return `_divide(${texts.join(', ')})`;
  if (doubles && op === '%') return `_remainder(${texts.join(', ')})`;
  return `(${texts.join(` ${op} `)})`;
}

/** A number as a double; literals are written so at once. */
function writeDouble(node: ASTNode, context: Context): string {
  const text = write(node, context);
  if (typeOf(node)?.name !== 'int') return text;
  return node.op === 'value' && /^\d{1,15}$/.test(text) ? `${text}.0` : `_number(${text})`;
}

function writeMembership(left: ASTNode, right: ASTNode, context: Context): string {
  const [leftType, rightType] = [typeOf(left), typeOf(right)];
  const texts = [write(left, context), write(right, context)];
  const item = rightType?.kind === 'list' ? rightType.valueType : undefined;
  if (isNumber(leftType) && isNumber(item) && leftType?.name !== item?.name) return `_among(${texts.join(', ')})`;
  const searched = context.repeated && right.op !== 'list' && rightType?.kind !== 'map';
  return `(${texts[0] ?? ''} in ${searched ? `_weigh(${texts[1] ?? ''})` : (texts[1] ?? '')})`;
}

function isNumber(type: CheckedType | undefined): boolean {
  return type?.name === 'double' || type?.name === 'int';
}

function isCollection(type: CheckedType | undefined): boolean {
  return type?.kind === 'list' || type?.kind === 'map' || isDynamic(type);
}
