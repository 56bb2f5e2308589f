import { TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { type ASTNode, bindingOf, type CheckedType, comprehensionOf, parts, type Span, typeOf } from './ast.ts';
import { type Environments, placeholder } from './environment.ts';
import { wrongArguments } from './explain-arguments.ts';
import { comparison, notLogical, wrongOperands } from './explain-operands.ts';
import { functionsByName } from './functions/functions.ts';
import { didYouMean, nearest } from './nearest.ts';
import { type Found, problemAt, quoted, type Said } from './problems.ts';
import { namedTypeInWords, orList, typeInWords } from './words.ts';

/** What an explanation is made from. */
export interface Checked {
  readonly root: ASTNode;
  /** As people wrote it. */
  readonly source: string;
  readonly environments: Environments;
}

/** Says in plain words what cel-js's type checker found, and where. */
export function explain(error: unknown, checked: Checked): Found | undefined {
  if (!(error instanceof CelTypeError)) return undefined;
  const reported = error.node;
  if (reported === undefined) return undefined;
  const node = [...parts(checked.root)].find((part) => part === reported);
  // The placeholder has been reported as what it stands for.
  if (node?.op === 'id' && node.args === placeholder) return undefined;
  if (node === undefined) return problemAt({ start: reported.start, end: reported.end }, checked.source, { message: sentence(error.summary) });
  const { said, at } = explanation(error, node, checked);
  const found = problemAt(node, checked.source, said);
  return at === undefined ? found : { ...found, problem: { ...found.problem, ...at } };
}

interface Explanation {
  readonly said: Said;
  /** Where the fault is in the part, if it is not the whole. */
  readonly at?: Span;
}

function explanation({ code, summary }: CelTypeError, node: ASTNode, checked: Checked): Explanation {
  switch (code) {
    case 'unknown_variable':
      return { said: unknownName(node.op === 'id' ? node.args : '', checked) };
    case 'no_such_key':
      return unknownField(node, checked);
    case 'no_such_overload':
      return { said: wrongOperands(node, checked.source) };
    case 'no_matching_overload':
      return { said: wrongArguments(node, checked.source) };
    case 'cannot_index_type':
    case 'invalid_index_type':
      return { said: notIndexed(node, checked.source) };
    case 'invalid_logical_operand':
      return { said: notLogical(node, checked.source) };
    case 'invalid_condition_type':
      return { said: { message: `A condition gives true or false; this gives ${typeInWords(typeOf(node))}`, ...comparison(typeOf(node), node, checked.source) } };
    case 'incompatible_ternary_branches':
      return { said: twoTypes('The two sides of `? :`', node.op === '?:' ? [typeOf(node.args[1]), typeOf(node.args[2])] : []) };
    case 'heterogeneous_list_element':
      return { said: mixed(summary, 'The items of a list') };
    case 'heterogeneous_map_key':
      return { said: mixed(summary, 'The keys of a map') };
    case 'heterogeneous_map_value':
      return { said: mixed(summary, 'The values of a map') };
    case 'invalid_comprehension_range':
      return { said: { message: `Comprehensions go over a list, or the keys of a map; \`${quoted(node, checked.source)}\` is ${typeInWords(typeOf(node))}` } };
    case 'invalid_macro_argument':
      return { said: { message: '`has` takes a key of a map: has(entity.spec.replicas)' } };
    default:
      return { said: { message: sentence(summary) } };
  }
}

/** Names that an expression can use: variables, what its comprehensions and bindings name, and what stands for a part that has a problem. */
export function namesIn(root: ASTNode, { variables }: Environments): ReadonlySet<string> {
  const own = [...parts(root)].flatMap((part) => comprehensionOf(part)?.variable ?? bindingOf(part)?.variable ?? []);
  return new Set([...variables.map(({ name }) => name), ...own, placeholder]);
}

/** Says that there is no such name, and which was meant. */
export function unknownName(name: string, { root, environments }: Checked): Said {
  for (const type of ['Entity', 'Repository']) {
    if (environments.types.get(type)?.fields.has(name) === true) return { message: `Unknown name \`${name}\`; did you mean \`${type.toLowerCase()}.${name}\`?` };
  }
  const meant = nearest(name, [...namesIn(root, environments)].filter((known) => known !== placeholder));
  return { message: `Unknown name \`${name}\`${didYouMean(meant)}`, ...(meant === undefined ? { fix: `Expressions read ${orList(environments.variables.map((variable) => variable.name))}.` } : {}) };
}

function unknownField(node: ASTNode, { source, environments }: Checked): Explanation {
  const [receiver, name, at] = node.op === '.' ? [node.args[0], node.args[1], { start: node.pos, end: node.end }] : node.op === '[]' ? [node.args[0], literalText(node.args[1]), undefined] : [];
  if (receiver === undefined || name === undefined) return { said: { message: 'Unknown field' } };
  const type = environments.types.get(typeOf(receiver)?.name ?? '');
  const fields = [...(type?.fields.keys() ?? [])];
  const meant = nearest(name, fields);
  const method = functionsByName.get(name);
  const written = node.op === '.' ? quoted({ start: node.start, end: node.end }, source) : `${quoted(receiver, source)}.${name}`;
  const fix = method !== undefined ? `\`${name}\` is called: \`${method.usage}\`.` : fields.length === 0 ? 'Declare it in measurements.yaml.' : fields.length <= 40 ? `It has ${orList(fields).replace(' or ', ' and ')}.` : undefined;
  return {
    said: { message: `Unknown field \`${written}\`${didYouMean(meant)}`, ...(meant !== undefined || fix === undefined ? {} : { fix }) },
    ...(at === undefined ? {} : { at }),
  };
}

function literalText(node: ASTNode): string | undefined {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

function notIndexed(node: ASTNode, source: string): Said {
  if (node.op === '[]') {
    const [list, index] = node.args;
    if (typeOf(list)?.kind === 'list') return { message: `An item of a list is taken by its position, a whole number from 0, ${typeOf(index)?.name === 'double' ? 'made by `int( )`' : `not ${typeInWords(typeOf(index))}`}` };
    return { message: `\`${quoted(list, source)}\` is ${typeInWords(typeOf(list))}, of which nothing can be taken with \`[ ]\`` };
  }
  if (node.op !== '.') return { message: 'It has no fields' };
  const [receiver, name] = node.args;
  const type = typeOf(receiver);
  const method = functionsByName.get(name);
  if (method !== undefined) return { message: `\`${name}\` is a function`, fix: `Write \`${method.usage}\`.` };
  const message = `\`${quoted(receiver, source)}\` is ${typeInWords(type)} and has no field \`${name}\``;
  return type?.kind === 'list' ? { message, fix: `Ask each item with \`all\` or \`exists\`, or take one with \`[0]\`.` } : { message };
}

function twoTypes(what: string, types: readonly (CheckedType | undefined)[]): Said {
  const [a, b] = types.map(typeInWords);
  if (a === b && a === 'a number') return { message: `${what} are numbers of two kinds`, fix: 'Write both with a decimal point, as in `1.0`, or make one a `double( )`.' };
  return { message: `${what} are of two types: ${a ?? ''} and ${b ?? ''}` };
}

function mixed(summary: string, what: string): Said {
  const [, expected, found] = /expected type '(.*)' but found '(.*)'$/.exec(summary) ?? [];
  const [a, b] = [expected, found].map((name) => namedTypeInWords(name ?? ''));
  if (a === b && a === 'a number') return { message: `${what} are numbers of two kinds`, fix: 'Write all with a decimal point, as in `1.0`, or none.' };
  return { message: `${what} are of two types: ${a ?? ''} and ${b ?? ''}` };
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
