import type { ASTNode } from '@marcbachmann/cel-js';
import type { Span } from './ast.ts';
import { type Environments, placeholder } from './environment.ts';
import { explain } from './explain.ts';
import { ruleLimits } from './limits.ts';
import type { Found } from './problems.ts';
import { parse } from './syntax.ts';

/** What checking types came to. */
export interface TypeChecked {
  readonly found: readonly Found[];
  /** The expression with its types; where it has problems, with placeholders for the parts that have them. Undefined if the types could not be found at all. */
  readonly root: ASTNode | undefined;
}

/**
 * Checks types. cel-js stops at the first problem; so the part that has it is taken for a value of any type, and the rest
 * is checked again, until all that are independent of each other are found.
 *
 * @param meaningless parts that are known to have problems
 */
export function checkTypes(source: string, environments: Environments, meaningless: readonly Span[]): TypeChecked {
  const found: Found[] = [];
  let text = meaningless.reduce(blank, source);
  while (found.length < ruleLimits.problems) {
    const read = parse(environments.checking, text);
    if ('problem' in read) return { found, root: undefined };
    const { ast } = read.parsed;
    const result = read.parsed.check();
    if (result.valid) return { found, root: ast };
    const next = explain(result.error, { root: ast, source, environments });
    if (next?.part === undefined) return { found, root: undefined };
    const same = found.some(({ part }) => part?.start === next.part?.start && part?.end === next.part?.end);
    if (same) return { found, root: undefined };
    found.push(next);
    text = blank(text, next.part);
  }
  return { found, root: undefined };
}

/** The text with a part replaced by a placeholder of the same length, so that all places stay as they are. */
function blank(text: string, { start, end }: Span): string {
  const removed = text.slice(start, end);
  return text.slice(0, start) + placeholder + removed.slice(1).replace(/[^\n]/g, ' ') + text.slice(end);
}
