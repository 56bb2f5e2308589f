import { type ASTNode, callOf, parts, typeOf } from './ast.ts';
import type { Environments } from './environment.ts';
import { namesIn, unknownName } from './explain.ts';
import { didYouMean, nearest } from './nearest.ts';
import { type Found, problemAt, quoted, type Said } from './problems.ts';
import type { Field } from './types.ts';
import { orList } from './words.ts';

/** Checks what CEL would take and rules do not, once types are known. */
export function checkTypedRules(root: ASTNode, source: string, environments: Environments): readonly Found[] {
  const found: Found[] = [];
  const names = namesIn(root, environments);
  for (const node of parts(root)) {
    // CEL's names for its types and for `cel.bind` are no values here.
    const foreign = node.op === 'id' && !names.has(node.args) ? unknownName(node.args, { root, source, environments }) : undefined;
    const said = foreign ?? wholeDivision(node, source) ?? fieldByText(node, source, environments) ?? askedFor(node, source, environments) ?? recordsCompared(node, source, environments);
    if (said !== undefined) found.push(problemAt(node, source, said));
    for (const { literal, ...impossible } of impossibleValues(node, environments)) found.push(problemAt(literal, source, impossible));
  }
  return found;
}

function wholeDivision(node: ASTNode, source: string): Said | undefined {
  if (node.op !== '/' || typeOf(node)?.name !== 'int') return undefined;
  const [a, b] = node.args.map((part) => quoted(part, source));
  return { message: 'This divides whole numbers and would drop the rest', fix: `Write \`double(${a ?? ''}) / ${b ?? ''}\`.` };
}

/** Records are the same only if they are one and the same, which no rule means; to ask whether a list of them is empty is fine. */
function recordsCompared(node: ASTNode, source: string, { types }: Environments): Said | undefined {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return undefined;
  const [left, right] = node.args;
  if ([left, right].some((part) => part.op === 'list' && part.args.length === 0)) return undefined;
  const record = [left, right].find((part) => {
    const type = typeOf(part);
    return type !== undefined && (types.has(type.name) || (type.kind === 'list' && types.has(type.valueType?.name ?? '')));
  });
  if (record === undefined) return undefined;
  return { message: `\`${quoted(record, source)}\` holds records, which cannot be compared`, fix: 'Compare a field that names them, such as `ref`, `repository` or `id`.' };
}

/** Fields are named, never worked out: what an expression reads must be known before it runs. */
function fieldByText(node: ASTNode, source: string, { types }: Environments): Said | undefined {
  if (node.op !== '[]' || !types.has(typeOf(node.args[0])?.name ?? '')) return undefined;
  const [record, index] = node.args;
  const name = index.op === 'value' && typeof index.args === 'string' ? index.args : 'name';
  return { message: 'A field is named after a dot', fix: `Write \`${quoted(record, source)}.${name}\`.` };
}

/** `has()` over fields of the language: a rule that could ask whether a fact is known could make a fail of what is missing. */
function askedFor(node: ASTNode, source: string, environments: Environments): Said | undefined {
  const call = callOf(node);
  const asked = call?.name === 'has' && call.receiver === undefined ? call.args[0] : undefined;
  if (asked?.op !== '.') return undefined;
  const bearer = typeNameOf(asked.args[0], environments);
  const unknown = bearer === undefined ? unknownIn(asked.args[0], source, environments) : undefined;
  if (unknown !== undefined) return unknown;
  if (bearer === undefined) return { message: `\`has\` cannot ask of \`${quoted(asked, source)}\``, fix: 'Ask for a key of a map, as in `has(entity.spec.replicas)`.' };
  const record = environments.types.get(bearer);
  if (record === undefined) return undefined;
  const field = record.fields.get(asked.args[1]);
  const written = quoted(asked, source);
  if (field === undefined) return unknownIn(asked, source, environments);
  if (field.type.kind === 'text' && !field.optional && bearer.startsWith('Entity')) return { message: `\`${written}\` is always there, as a text that may be ''`, fix: `Write \`${written} != ''\`.` };
  return { message: `\`has\` cannot ask whether \`${written}\` is known`, fix: 'Use it as if it were known: where it is not, the verdict is unknown and names it.' };
}

/** The type of a chain of fields, which cel-js does not check inside of `has`. Undefined for what has no fields. */
function typeNameOf(node: ASTNode, environments: Environments): string | undefined {
  if (node.op === 'id') return mapOrRecord(typeOf(node), environments);
  if (node.op !== '.') return undefined;
  const bearer = typeNameOf(node.args[0], environments);
  if (bearer === 'map') return 'map';
  const type = environments.types.get(bearer ?? '')?.fields.get(node.args[1])?.type;
  if (type === undefined) return undefined;
  if (type.kind === 'map' || type.kind === 'any') return 'map';
  return type.kind === 'record' ? type.record.name : type.kind === 'named' ? type.name : undefined;
}

/** The first field of a chain that there is not. */
function unknownIn(node: ASTNode, source: string, environments: Environments): Said | undefined {
  if (node.op !== '.') return undefined;
  const record = environments.types.get(typeNameOf(node.args[0], environments) ?? '');
  if (record === undefined) return unknownIn(node.args[0], source, environments);
  const [, name] = node.args;
  return record.fields.has(name) ? undefined : { message: `Unknown field \`${quoted(node, source)}\`${didYouMean(nearest(name, [...record.fields.keys()]))}` };
}

function mapOrRecord(type: ReturnType<typeof typeOf>, { types }: Environments): string | undefined {
  if (type === undefined) return undefined;
  if (type.kind === 'map' || type.kind === 'dyn') return 'map';
  return types.has(type.name) ? type.name : undefined;
}

/** Literals that a field is compared with and can never be: `entity.kind == 'component'`. */
function impossibleValues(node: ASTNode, environments: Environments): readonly (Said & { readonly literal: ASTNode })[] {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return [];
  const [left, right] = node.args;
  const field = fieldOf(left, environments) ?? (node.op === 'in' ? undefined : fieldOf(right, environments));
  if (field?.type.kind !== 'text' || field.type.values === undefined) return [];
  const { values } = field.type;
  const literals = [left, right].flatMap((part) => (part.op === 'list' ? part.args : [part]));
  return literals.flatMap((literal) => {
    if (literal.op !== 'value' || typeof literal.args !== 'string' || values.includes(literal.args)) return [];
    const meant = nearest(literal.args, values);
    return [{ literal, message: `\`${field.name}\` is never \`${literal.args}\`${didYouMean(meant)}`, ...(meant === undefined ? { fix: `It is ${orList(values)}.` } : {}) }];
  });
}

/** The field that a part reads, as it is declared. */
export function fieldOf(node: ASTNode, { types }: Environments): Field | undefined {
  return node.op === '.' ? types.get(typeOf(node.args[0])?.name ?? '')?.fields.get(node.args[1]) : undefined;
}
