import { type ASTNode, type Span, spanOf } from './ast.ts';
import type { ExpressionProblem } from './contract.ts';

/** A problem with a part of an expression. */
export interface Found {
  readonly problem: ExpressionProblem;
  /** The part that has no meaning because of it; undefined if the rest can be checked as it is. */
  readonly part: Span | undefined;
}

/** What a problem says, beside where it is. */
export interface Said {
  readonly message: string;
  readonly fix?: string | undefined;
  readonly kind?: ExpressionProblem['kind'];
}

/** A problem that covers a whole part. `meaningless`: the part can not be checked any further. */
export function problemAt(node: ASTNode | Span, source: string, said: Said, meaningless = true): Found {
  const part = spanOf(node, source);
  return { problem: problem(part, said), part: meaningless ? part : undefined };
}

export function problem({ start, end }: Span, { message, fix, kind }: Said): ExpressionProblem {
  const severity = kind === 'nested-repetition' || kind === 'reads-nothing' ? 'warning' : 'error';
  return { severity, kind: kind ?? 'compile', message, ...(fix === undefined ? {} : { fix }), start, end };
}

/** A part as it is written, if it is short enough to be quoted. */
export function quoted(span: Span, source: string): string {
  const { start, end } = spanOf(span, source);
  const text = source.slice(start, end).replace(/\s+/g, ' ').trim();
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** In order of place, each once. */
export function inOrder(problems: readonly ExpressionProblem[]): readonly ExpressionProblem[] {
  const sorted = problems.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return sorted.filter((one, index) => {
    const before = sorted[index - 1];
    return before === undefined || before.start !== one.start || before.message !== one.message;
  });
}
