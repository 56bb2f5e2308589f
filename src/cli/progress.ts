import type { Progress } from '../collect/progress.ts';
import type { Io } from './io.ts';

/** The longest name of a collector that ships with Almanac: `github-pull-requests`. */
const taskWidth = 20;
/** Milliseconds between two drawings of a progress line. */
const redrawAfter = 100;
/** Milliseconds between two plain lines of one task where there is no terminal. */
const plainAfter = 10_000;

/**
 * Progress on standard error: one line that is drawn again on a terminal, plain lines elsewhere (a task's end, and a
 * sign of life every ten seconds).
 */
export function commandProgress(io: Io): Progress {
  let drawnAt = 0;
  const started = new Map<string, number>();
  const clear = io.terminal ? '\r\u001b[2K' : '';
  const seconds = (task: string): string => {
    const from = started.get(task) ?? io.clock.elapsed();
    return `${((io.clock.elapsed() - from) / 1000).toFixed(1)} s`;
  };
  return {
    start(task, total) {
      started.set(task, io.clock.elapsed());
      drawnAt = io.clock.elapsed();
      if (io.terminal) io.err(`${clear}  ${task}${total === undefined ? '' : ` 0/${total}`} …`);
    },
    step(task, done, total) {
      const now = io.clock.elapsed();
      if (now - drawnAt < (io.terminal ? redrawAfter : plainAfter)) return;
      drawnAt = now;
      io.err(io.terminal ? `${clear}  ${task} ${done}/${total} …` : `  ${task} ${done}/${total}\n`);
    },
    end(task, summary) {
      io.err(`${clear}  ${task.padEnd(taskWidth)} ${summary} (${seconds(task)})\n`);
    },
  };
}
