/** Hears how long work goes; a terminal draws it, CI gets plain lines, tests a list. */
export interface Progress {
  /** A stage or collector starts; `total` steps where that is known. */
  start(task: string, total?: number): void;
  /** `done` steps of the task are done. */
  step(task: string, done: number, total: number): void;
  /** The task ended; `summary` says with what. */
  end(task: string, summary: string): void;
}

/** Says nothing. */
export const silentProgress: Progress = { start() {}, step() {}, end() {} };
