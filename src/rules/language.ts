import type { MeasurementDeclaration } from '../schema/scorecards/measurement.ts';
import { type ResultCheck, compileProgram } from './compile.ts';
import type { Compiled, Expression, ExpressionType, Language, MessageTemplate } from './contract.ts';
import { type Constant, createEnvironments, type Environments } from './environment.ts';
import { comparison } from './explain-operands.ts';
import { makeExpression, type Night } from './expression.ts';
import { ruleLimits } from './limits.ts';
import { problem } from './problems.ts';
import { compileTemplate } from './template.ts';
import type { RecordType } from './types.ts';
import { typeInWords } from './words.ts';

/** The language of an organisation, with all that its reference is written from. */
export interface RuleLanguage extends Language {
  /** Types with fields, by name. */
  readonly types: ReadonlyMap<string, RecordType>;
}

const fitting: Readonly<Record<ExpressionType, ReadonlySet<string>>> = {
  bool: new Set(['bool', 'dyn']),
  number: new Set(['int', 'double', 'dyn']),
  string: new Set(['string', 'dyn']),
};

const wanted: Readonly<Record<ExpressionType, string>> = { bool: 'true or false', number: 'a number', string: 'a text' };

/**
 * The rule language: CEL over types made from the schemas and from the measurements that the organisation declares.
 *
 * A fact that is not known is an error inside of an expression, and CEL's own rules say what may pass over an error:
 * `false && x`, `true || x`, `exists` that finds one, `all` that finds a counterexample. So a missing fact makes the
 * outcome `unknown` unless no value of it could make a difference.
 *
 * @param declared each id once
 */
export function createLanguage(declared: readonly MeasurementDeclaration[], { expressionSteps = ruleLimits.expressionSteps }: { readonly expressionSteps?: number } = {}): RuleLanguage {
  const night: Night = { number: 0, steps: expressionSteps };
  const environments = createEnvironments(declared, []);
  const ofMessages = new Map<string, Environments>();
  const messageEnvironments = (names: readonly Constant[]): Environments => {
    const key = names.toSorted().join();
    const known = ofMessages.get(key) ?? (key === '' ? environments : createEnvironments(declared, [...new Set(names)]));
    ofMessages.set(key, known);
    return known;
  };
  return {
    types: environments.types,
    compile: (source, type) => compileExpression(source, type, environments, night),
    template: (source, names): Compiled<MessageTemplate> => compileTemplate(source, messageEnvironments(names), night),
    resetSteps() {
      night.number += 1;
    },
  };
}

function compileExpression<K extends ExpressionType>(source: string, type: K, environments: Environments, night: Night): Compiled<Expression<K>> {
  const fits: ResultCheck = (given, root) => {
    if (fitting[type].has(given?.name ?? '')) return undefined;
    return { message: `The expression gives ${typeInWords(given)}; ${wanted[type]} is needed here`, ...(type === 'bool' ? comparison(given, root, source) : {}) };
  };
  const { program, problems } = compileProgram(source, environments, fits);
  if (program === undefined) return { value: undefined, problems };
  const nothing = problem({ start: 0, end: source.length }, { kind: 'reads-nothing', message: 'The expression reads no fact, so it gives the same for all' });
  return {
    value: makeExpression(source, type, program, night),
    problems: program.facts.length === 0 ? [...problems, nothing] : problems,
  };
}
