import { type ASTNode, type CheckedType, type Span, typeOf } from './ast.ts';
import { quoted, type Said } from './problems.ts';
import { durationType, timestampType } from './types.ts';
import { typeInWords } from './words.ts';

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** Says what an operator cannot do with what stands beside it. */
export function wrongOperands(node: ASTNode, source: string): Said {
  if (node.op === '!_') return { message: `\`!\` turns true and false around; \`${quoted(node.args, source)}\` is ${typeInWords(typeOf(node.args))}`, ...comparison(typeOf(node.args), node.args, source) };
  if (node.op === '-_') return { message: `\`-\` takes a number; \`${quoted(node.args, source)}\` is ${typeInWords(typeOf(node.args))}` };
  const operands = binaryOperands(node);
  if (operands === undefined) return { message: 'The operands do not fit' };
  const [left, right] = operands;
  const types = [typeOf(left), typeOf(right)] as const;
  const [a, b] = [typeInWords(types[0]), typeInWords(types[1])];
  if (node.op === 'in') {
    if (types[1]?.kind === 'list' || types[1]?.kind === 'map') return { message: `\`in\` looks for ${a} in ${b}, which can never be there` };
    return { message: `\`in\` looks into a list or a map, not into ${b}`, ...(types[1]?.name === 'string' ? { fix: `Write \`${quoted(right, source)}.contains(${quoted(left, source)})\`.` } : {}) };
  }
  const verb = comparisons.has(node.op) ? `\`${node.op}\` cannot compare` : `\`${node.op}\` cannot be used on`;
  return { message: `${verb} ${a} ${comparisons.has(node.op) ? 'with' : 'and'} ${b}`, ...operandsHint(node.op, left, right, source) };
}

/** What people mean when they compare two types. */
function operandsHint(op: string, left: ASTNode, right: ASTNode, source: string): { fix?: string } {
  const names = [typeOf(left)?.name, typeOf(right)?.name];
  const written = (type: string): string => quoted(names[0] === type ? left : right, source);
  const other = (type: string): string => quoted(names[0] === type ? right : left, source);
  const numeric = names.includes('int') || names.includes('double');
  if (names.includes(timestampType) && numeric) return { fix: `Write \`daysSince(${written(timestampType)})\` for its age in days.` };
  if (names.includes(durationType) && numeric) return { fix: `Write \`days(${other(durationType)})\` for a duration.` };
  if (names.includes(timestampType) && names.includes('string')) return { fix: "Write `date('2026-01-31')` for a day." };
  if (names.includes('bool') && names.includes('string')) return { fix: 'Write `true` and `false` without quotes.' };
  if (names.includes('string') && numeric) return { fix: op === '+' ? `Write \`string(${other('string')})\`.` : 'A number is written without quotes; `double(text)` makes one of a text.' };
  if (names[0] === 'Entity' && names[1] === 'Entity') return { fix: 'Compare their `ref`.' };
  if (names[0] === 'Repository' && names[1] === 'Repository') return { fix: 'Compare their `repository`, which is the id.' };
  return {};
}

function binaryOperands(node: ASTNode): readonly [ASTNode, ASTNode] | undefined {
  switch (node.op) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case 'in':
    case '&&':
    case '||':
      return node.args;
    default:
      return undefined;
  }
}

/** Says which side of `&&` or `||` is no condition. */
export function notLogical(node: ASTNode, source: string): Said {
  const wrong = binaryOperands(node)?.find((operand) => !['bool', 'dyn'].includes(typeOf(operand)?.name ?? ''));
  if (wrong === undefined) return { message: `\`${node.op}\` takes true or false on both sides` };
  const type = typeOf(wrong);
  return { message: `\`${node.op}\` takes true or false on both sides; \`${quoted(wrong, source)}\` is ${typeInWords(type)}`, ...comparison(type, wrong, source) };
}

/** How a value is made a condition. */
export function comparison(type: CheckedType | undefined, node: Span, source: string): { fix?: string } {
  const written = quoted(node, source);
  if (type?.name === 'string') return { fix: `Compare it: \`${written} != ''\`.` };
  if (type?.name === 'double' || type?.name === 'int') return { fix: `Compare it: \`${written} > 0\`.` };
  if (type?.kind === 'list') return { fix: `Ask how many there are: \`size(${written}) > 0\`.` };
  if (type?.name === timestampType) return { fix: `Ask how old it is: \`daysSince(${written}) <= 90\`.` };
  return {};
}
