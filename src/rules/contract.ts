import type { Provenance } from '../schema/fact.ts';

/** What an expression must give. */
export type ExpressionType = 'bool' | 'number' | 'string';

/** The value an expression of a type gives. */
export interface ExpressionValue {
  readonly bool: boolean;
  readonly number: number;
  readonly string: string;
}

/** A fact that an expression needed and that is not known. */
export interface MissingFact {
  /** As the expression names it: `repository.license`, `entity.measurements.testCoverage`. */
  readonly fact: string;
  /** Of what: a repository id or an entity reference. */
  readonly of: string;
  /** Why: `no source says it`, `it was last read 30 days ago: …`, `no repository belongs to it`. */
  readonly reason: string;
}

/** A fact that an expression read. */
export interface FactRead {
  readonly fact: string;
  readonly of: string;
  /** As JSON: instants as ISO text, lists as they are; what is long is cut to 10 items. */
  readonly value: unknown;
  /** Undefined for what the catalog works out itself, such as the owner. */
  readonly provenance: Provenance | undefined;
  /** Anchor of the fact on the page of `of`: `repository.license`. */
  readonly anchor: string | undefined;
}

/** What became of an expression. An error is what a rule does wrong at run time, such as an index out of range; never a verdict of `fail`. */
export type Outcome<T> =
  | { readonly state: 'value'; readonly value: T }
  | { readonly state: 'unknown'; readonly missing: readonly MissingFact[] }
  /** `out-of-steps`: the evaluation, or the expression over all its evaluations, took more steps than the bounds allow. */
  | { readonly state: 'error'; readonly message: string; readonly kind?: 'out-of-steps' | undefined };

/** An expression that was parsed and type-checked. */
export interface Expression<K extends ExpressionType = ExpressionType> {
  readonly source: string;
  readonly type: K;
  /** Facts that it may read: `repository.license`; sorted. For documentation and for what a rule depends on. */
  readonly facts: readonly string[];
  /** @param constants values of `target` and `measured` in messages */
  evaluate(subject: Subject, constants?: Readonly<Record<string, number>>): Outcome<ExpressionValue[K]>;
  /** Evaluates again and notes what was read, in order of reading, each fact once. */
  trace(subject: Subject, constants?: Readonly<Record<string, number>>): { readonly outcome: Outcome<ExpressionValue[K]>; readonly reads: readonly FactRead[] };
}

/** A message with expressions in braces. `{{` is a brace. */
export interface MessageTemplate {
  readonly source: string;
  /** The text; where a value is not known, `unknown` stands in its place. */
  render(subject: Subject, constants?: Readonly<Record<string, number>>): string;
}

/** What is wrong with an expression, and where in its own text. */
export interface ExpressionProblem {
  readonly severity: 'error' | 'warning';
  /** What kind of problem: `compile` if left out. `bounds` and `compile` are errors, the other two warnings. */
  readonly kind?: 'compile' | 'bounds' | 'nested-repetition' | 'reads-nothing' | undefined;
  /** `Unknown field repository.licence; did you mean license?` */
  readonly message: string;
  /** What to do, where more can be said than the message does. */
  readonly fix?: string | undefined;
  /** Offsets in the source, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Compiled, or what is wrong; warnings may come with either. */
export type Compiled<T> =
  | { readonly value: T; readonly problems: readonly ExpressionProblem[] }
  | { readonly value: undefined; readonly problems: readonly ExpressionProblem[] };

/** One entity as expressions see it, made by `subjectsOf` in subjects.ts. Opaque to all but the language. */
export interface Subject {
  /** Reference of the entity. */
  readonly ref: string;
}

/** The rule language for one organisation: CEL over types made from the schemas and the organisation's declared measurements. */
export interface Language {
  compile<K extends ExpressionType>(source: string, type: K): Compiled<Expression<K>>;
  /** @param names constants that a message may use besides the facts: `target`, `measured` */
  template(source: string, names: readonly ('target' | 'measured')[]): Compiled<MessageTemplate>;
  /** Gives every expression of this language its steps anew, as for another night. */
  resetSteps(): void;
}
