/** A list of commands inside a word: `$(…)` and backticks give a value, `<(…)` and `>(…)` a file. */
export interface Substitution {
  readonly kind: 'value' | 'file';
  readonly commands: readonly Command[];
}

/** A word of a command, quotes taken off; expansions stand in it as written. */
export interface Word {
  readonly text: string;
  readonly substitutions: readonly Substitution[];
}

/** One simple command. */
export interface Command {
  readonly words: readonly Word[];
  /** Line that it starts on, from 0. */
  readonly line: number;
  /** True if its output goes to the command after it. */
  readonly piped: boolean;
  /** File that its output is written to. */
  readonly output: string | undefined;
}
