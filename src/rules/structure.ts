import { type ASTNode, bindingOf, callOf, type Call, comprehensionOf, type Span, spanOf } from './ast.ts';
import type { RuleFunction } from './functions/function.ts';
import { comprehensionNames, functionsByName, type Macro, macrosByName } from './functions/functions.ts';
import { ruleLimits } from './limits.ts';
import { didYouMean, nearest } from './nearest.ts';
import { type Found, problemAt, type Said } from './problems.ts';

/**
 * Checks what can be told without types: that only functions of the language are called, and as they are meant to be;
 * bounds; literals that are patterns, dates, versions and the like.
 */
export function checkStructure(root: ASTNode, source: string): readonly Found[] {
  const found: Found[] = [];
  let binds = 0;
  const visit = (node: ASTNode, nested: number): void => {
    const report = (said: Said, at: ASTNode | Span = node, meaningless = true): void => void found.push(problemAt(at, source, said, meaningless));
    const call = callOf(node);
    if (node.op === 'value') {
      const said = literalProblem(node.args);
      if (said !== undefined) report(said);
      return;
    }
    if (node.op === 'id') {
      if (node.args.startsWith('_')) report({ message: `Unknown name \`${node.args}\`; names begin with a letter` });
      return;
    }
    if (call === undefined) return visitAll(partsOf(node), nested);
    const wrong = callProblem(call);
    if (wrong !== undefined) {
      report(wrong);
      return visitAll([...(call.receiver === undefined || call.receiver.op === 'id' ? [] : [call.receiver]), ...(isMacro(call) ? [] : call.args)], nested);
    }
    const variable = comprehensionOf(node)?.variable ?? bindingOf(node)?.variable;
    if (variable !== undefined && (variable.startsWith('_') || variable === 'cel')) report({ message: `\`${variable}\` cannot be the name of a value; take another` });
    const comprehension = comprehensionOf(node);
    if (comprehension !== undefined) {
      if (nested >= ruleLimits.nestedComprehensions) {
        report({ kind: 'bounds', message: `More than ${ruleLimits.nestedComprehensions} comprehensions stand in each other, and the time they take multiplies` });
        return;
      }
      visit(comprehension.items, nested);
      return visitAll(comprehension.body, nested + 1);
    }
    const binding = bindingOf(node);
    if (binding !== undefined) {
      binds += 1;
      if (binds > ruleLimits.binds) report({ kind: 'bounds', message: `\`cel.bind\` is used more than ${ruleLimits.binds} times` });
      return visitAll([binding.value, binding.body], nested);
    }
    const declaration = functionsByName.get(call.name);
    if (declaration !== undefined) for (const one of literalArguments(declaration, call, source)) found.push(one);
    visitAll([...(call.receiver === undefined ? [] : [call.receiver]), ...call.args], nested);
  };
  const visitAll = (nodes: readonly ASTNode[], nested: number): void => nodes.forEach((node) => visit(node, nested));
  visit(root, 0);
  return found;
}

/** Parts of a node that is neither a call, a literal nor a name. */
function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
    case 'call':
    case 'rcall':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

function literalProblem(value: unknown): Said | undefined {
  if (value instanceof Uint8Array) return { message: 'Rules have no bytes; write a text without the `b` before it' };
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) return { message: 'The number is too large' };
  if (typeof value === 'object' && value !== null) return { message: 'Rules have no unsigned numbers; leave out the `u`' };
  return undefined;
}

function isMacro({ name, receiver }: Call): boolean {
  return receiver !== undefined && (comprehensionNames.has(name) || name === 'bind');
}

/** What is wrong with a name that is called, or with how it is called. */
function callProblem({ name, receiver, args }: Call): Said | undefined {
  const macro = macrosByName.get(name);
  if (macro !== undefined) return macroProblem(macro, receiver, args);
  const declaration = functionsByName.get(name);
  const alone = receiver === undefined;
  if (declaration === undefined) {
    const meant = nearest(name, [...functionsByName.keys(), ...macrosByName.keys()]);
    const known = meant === undefined ? undefined : (functionsByName.get(meant)?.usage ?? macrosByName.get(meant)?.usage);
    return { message: `Unknown function \`${name}\`${didYouMean(meant)}`, fix: known === undefined ? 'See docs/rules.md for the functions that there are.' : `Write \`${known}\`.` };
  }
  if (declaration.overloads.some((overload) => (overload.receiver === undefined) === alone)) return undefined;
  return { message: alone ? `\`${name}\` is called on a value, after a dot` : `\`${name}\` stands by itself, not after a dot`, fix: `Write \`${declaration.usage}\`.` };
}

function macroProblem({ name, usage, takes }: Macro, receiver: ASTNode | undefined, args: readonly ASTNode[]): Said | undefined {
  const fix = `Write \`${usage}\`.`;
  const method = comprehensionNames.has(name) || name === 'bind';
  if (method && receiver === undefined) return { message: `\`${name}\` is called ${name === 'bind' ? 'as `cel.bind`' : 'on a list, after a dot'}`, fix };
  if (!method && receiver !== undefined) return { message: `\`${name}\` stands by itself, not after a dot`, fix };
  if (name === 'bind' && (receiver?.op !== 'id' || receiver.args !== 'cel')) return { message: '`bind` is called as `cel.bind`', fix };
  if (!takes.includes(args.length)) return { message: `\`${name}\` takes ${takes.join(' or ')} ${takes.at(-1) === 1 ? 'argument' : 'arguments'}, not ${args.length}`, fix };
  if (method && args[0]?.op !== 'id') return { message: `The first argument of \`${name}\` is a name, for what it goes over`, fix };
  return undefined;
}

/** Problems with arguments that are written out. */
function literalArguments({ checkLiteral }: RuleFunction, { args }: Call, source: string): readonly Found[] {
  if (checkLiteral === undefined) return [];
  return args.flatMap((arg, position) => {
    const literal = arg.op === 'value' && typeof arg.args === 'string' ? arg.args : undefined;
    const said = literal === undefined ? undefined : checkLiteral(literal, position);
    return said === undefined ? [] : [problemAt(spanOf(arg, source), source, said, false)];
  });
}
