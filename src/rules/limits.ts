/**
 * Bounds on rules, so that none can hang or exhaust the build, whoever wrote it. One step is about the work of
 * evaluating eight parts of an expression once: less than a microsecond.
 */
export const ruleLimits = {
  /** Characters of one expression. */
  sourceCharacters: 4000,
  /** Names, operators, calls and literals of one expression. */
  nodes: 1000,
  /** How deep they stand in each other. */
  depth: 250,
  /** How deep brackets and calls stand in each other, as the parser counts. */
  brackets: 100,
  /** Items of a list that is written out. */
  listItems: 200,
  /** Comprehensions inside of each other: `all`, `exists`, `map`, … */
  nestedComprehensions: 3,
  /** Uses of `cel.bind` in one expression. */
  binds: 8,
  /** Characters of a pattern, a glob or a version range. */
  patternCharacters: 500,
  /** Instructions that a pattern compiles to. */
  patternSize: 2000,
  /** Characters of a text that an expression makes or takes apart. */
  textCharacters: 100_000,
  /** Days of a duration, either way: about 270 years. */
  durationDays: 100_000,
  /** Steps of one evaluation. */
  evaluationSteps: 100_000,
  /** Steps of one expression over all its evaluations until {@link Language.resetSteps}. */
  expressionSteps: 20_000_000,
  /** Characters of a message as written. */
  templateCharacters: 2000,
  /** Placeholders of a message. */
  placeholders: 20,
  /** Characters that the value of one placeholder may have. */
  valueCharacters: 200,
  /** Missing facts that one evaluation names. */
  missing: 100,
  /** Reads that one trace notes. */
  reads: 1000,
  /** Problems that are named of one expression. */
  problems: 20,
} as const;
