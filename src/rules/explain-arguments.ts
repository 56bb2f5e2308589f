import { type ASTNode, callOf, typeOf } from './ast.ts';
import { functionsByName, macrosByName } from './functions/functions.ts';
import { quoted, type Said } from './problems.ts';
import { namedTypeInWords, orList, typeInWords } from './words.ts';

/** Says how a function is called, and how it was. */
export function wrongArguments(node: ASTNode, source: string): Said {
  const call = callOf(node);
  if (call === undefined) return { message: 'The arguments do not fit' };
  const { name, receiver, args } = call;
  const declaration = functionsByName.get(name);
  const usage = declaration?.usage ?? macrosByName.get(name)?.usage;
  const [first] = args;
  const searched = name === 'contains' && receiver !== undefined && typeOf(receiver)?.kind === 'list' && first !== undefined;
  const fix = searched ? `Write \`${quoted(first, source)} in ${quoted(receiver, source)}\`.` : usage === undefined ? undefined : `Write \`${usage}\`.`;
  const overloads = (declaration?.overloads ?? []).filter((overload) => (overload.receiver === undefined) === (receiver === undefined));
  const counts = [...new Set(overloads.map(({ takes }) => takes.length))];
  if (counts.length > 0 && !counts.includes(args.length)) return { message: `\`${name}\` takes ${orList(counts.map(String))} ${counts.at(-1) === 1 ? 'argument' : 'arguments'}, not ${args.length}`, fix };
  const given = callInWords(receiver === undefined ? undefined : typeInWords(typeOf(receiver)), args.map((arg) => typeInWords(typeOf(arg))));
  const fitting = overloads.filter(({ takes }) => takes.length === args.length);
  const wanted = [...new Set(fitting.map((overload) => callInWords(overload.receiver === undefined ? undefined : namedTypeInWords(overload.receiver), overload.takes.map(namedTypeInWords))))];
  const verb = receiver === undefined ? 'takes' : 'is called on';
  return { message: wanted.length === 0 ? `\`${name}\` cannot be called on ${given}` : `\`${name}\` ${verb} ${orList(wanted)}, not ${receiver === undefined ? '' : 'on '}${given}`, fix };
}

/** `a text with a number`, `a number and a number`. */
function callInWords(receiver: string | undefined, args: readonly string[]): string {
  const given = args.join(' and ');
  if (receiver === undefined) return given;
  return given === '' ? receiver : `${receiver} with ${given}`;
}
