import { spawn } from 'node:child_process';
import { z } from 'zod';

/** A stage of the build that ended with a fault. */
export class StageError extends Error {
  override readonly name = 'StageError';
}

export interface StageOptions {
  /** Takes each line of standard error. */
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  /** Told of steps, where the stage prints lines like `{"rendered": 40, "of": 122}`. */
  readonly step?: (done: number, of: number) => void;
}

const stepLine = z.object({ rendered: z.number(), of: z.number() });

/**
 * Runs a stage in a process of its own, so that its memory is given back and can be measured. The stage prints one line
 * of JSON last; what it writes to standard error is handed on line by line.
 *
 * @param script path of the stage's entry
 * @throws StageError with the end of what it said if it ends with anything but 0
 */
export async function runStage<S extends z.ZodType>(
  script: string,
  args: readonly string[],
  result: S,
  options: StageOptions,
): Promise<z.infer<S>> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], signal: options.signal });
  let lastLine = '';
  let begun = '';
  const tail: string[] = [];
  if (child.stdout === null || child.stderr === null) throw new StageError(`The stage ${script} could not be started.`);
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (begun + chunk).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) {
      lastLine = line;
      const step = options.step === undefined ? undefined : stepLine.safeParse(parsed(line)).data;
      if (step !== undefined) options.step?.(step.rendered, step.of);
    }
  });
  let partial = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (partial + chunk).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) {
      options.log(line);
      tail.push(line);
      if (tail.length > 40) tail.shift();
    }
  });
  const code = await new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => resolve(exit ?? signal ?? 'nothing'));
  });
  if (code !== 0) {
    const said = [...tail, partial, lastLine].filter((line) => line.trim() !== '').join('\n');
    throw new StageError(`The stage ${script} ended with ${code}.${said === '' ? '' : `\n${said}`}`);
  }
  return result.parse(JSON.parse(lastLine));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
