import type { Compiled, Expression, ExpressionProblem, Language, MessageTemplate } from '../../rules/contract.ts';
import type { Report, Spot } from './report.ts';

const problemCodes = { compile: 'ALM0601', bounds: 'ALM0602', 'nested-repetition': 'ALM0614', 'reads-nothing': 'ALM0619' } as const;

/**
 * Compiles what files of rules hold, each text once however often it is inherited, and tells problems at their place in
 * the file.
 */
export class Compiler {
  readonly #language: Language;
  readonly #report: Report;
  readonly #conditions = new Map<string, Expression<'bool'> | undefined>();
  readonly #measures = new Map<string, Expression<'number'> | undefined>();
  readonly #messages = new Map<string, MessageTemplate | undefined>();

  constructor(language: Language, report: Report) {
    this.#language = language;
    this.#report = report;
  }

  /** @param loss what is left out if it does not compile: `its check` */
  condition(source: string, spot: Spot, loss: string): Expression<'bool'> | undefined {
    return this.#once(this.#conditions, keyOf(spot), spot, loss, () => this.#language.compile(source, 'bool'));
  }

  measure(source: string, spot: Spot, loss: string): Expression<'number'> | undefined {
    return this.#once(this.#measures, keyOf(spot), spot, loss, () => this.#language.compile(source, 'number'));
  }

  /** @param measured whether it belongs to a check that measures, so that it can say what and against which target */
  message(source: string, measured: boolean, spot: Spot, loss: string): MessageTemplate | undefined {
    const key = `${keyOf(spot)} ${measured}`;
    return this.#once(this.#messages, key, spot, loss, () => this.#language.template(source, measured ? ['target', 'measured'] : []));
  }

  #once<T>(cache: Map<string, T | undefined>, key: string, spot: Spot, loss: string, compile: () => Compiled<T>): T | undefined {
    if (cache.has(key)) return cache.get(key);
    const { value, problems } = compile();
    for (const problem of problems) this.#tell(problem, spot, loss);
    cache.set(key, value);
    return value;
  }

  #tell(problem: ExpressionProblem, spot: Spot, loss: string): void {
    const { kind = 'compile', severity, message, fix, start, end } = problem;
    const code = problemCodes[kind];
    const why = `The expression is not valid CEL, or does not fit the types of what it reads, so ${loss} is left out.`;
    const details = { severity, what: message, ...(kind === 'compile' ? { why } : {}), ...(fix === undefined ? {} : { fix }) };
    this.#report.add(code, spot, details, { start, end });
  }
}

function keyOf({ file, path }: Spot): string {
  return JSON.stringify([file.name, path.map(String)]);
}
