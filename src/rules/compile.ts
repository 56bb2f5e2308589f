import type { ParseResult } from '@marcbachmann/cel-js';
import type { ASTNode, CheckedType } from './ast.ts';
import { typeOf } from './ast.ts';
import type { ExpressionProblem } from './contract.ts';
import type { Environments } from './environment.ts';
import { factsOf } from './facts.ts';
import { type Need, needsOf } from './needs.ts';
import { inOrder, problem, type Said } from './problems.ts';
import { rewrite } from './rewrite.ts';
import { checkStructure } from './structure.ts';
import { parse } from './syntax.ts';
import { checkTypes } from './type-check.ts';
import { checkTypedRules } from './typed-rules.ts';

/** An expression that is checked and can be run. */
export interface Program {
  readonly run: ParseResult;
  readonly facts: readonly string[];
  readonly needs: readonly Need[];
}

/** Says what is wrong with the type that an expression gives; undefined if nothing is. */
export type ResultCheck = (type: CheckedType | undefined, root: ASTNode) => Said | undefined;

/** Compiles an expression: all problems that can be found at once, or a program. Never throws for what people write. */
export function compileProgram(source: string, environments: Environments, result: ResultCheck): { readonly program: Program | undefined; readonly problems: readonly ExpressionProblem[] } {
  const read = parse(environments.checking, source);
  if ('problem' in read) return { program: undefined, problems: [read.problem] };
  const structure = checkStructure(read.parsed.ast, source);
  const meaningless = structure.flatMap(({ part }) => (part === undefined ? [] : [part]));
  const types = checkTypes(source, environments, meaningless);
  const found = [...structure, ...types.found];
  const { root } = types;
  if (root !== undefined) {
    found.push(...checkTypedRules(root, source, environments));
    const whole = found.some(({ part }) => part !== undefined) ? undefined : result(typeOf(root), root);
    if (whole !== undefined) found.push({ problem: problem({ start: 0, end: source.length }, whole), part: undefined });
  }
  const problems = inOrder(found.map((one) => one.problem));
  if (root === undefined || problems.some(({ severity }) => severity === 'error')) {
    return { program: undefined, problems: problems.length > 0 ? problems : [uncheckable(source)] };
  }
  const run = parseRewritten(rewrite(root, source), environments);
  return run === undefined ? { program: undefined, problems: [...problems, uncheckable(source)] } : { program: { run, facts: factsOf(root, environments), needs: needsOf(root, environments) }, problems };
}

function parseRewritten(text: string, { evaluating }: Environments): ParseResult | undefined {
  const run = evaluating.parse(text);
  return run.check().valid ? run : undefined;
}

/** A fault of ours, said so rather than thrown, for one rule must not stop a night. */
function uncheckable(source: string): ExpressionProblem {
  return problem({ start: 0, end: source.length }, { message: 'The expression could not be checked', fix: 'Write it in smaller parts.' });
}
