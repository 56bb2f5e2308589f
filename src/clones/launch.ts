import { spawn } from 'node:child_process';

/** What is to be started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: string | undefined;
}

/** How a process ended. */
export interface Ending {
  /** Exit code; null if it was killed or never started. */
  readonly code: number | null;
  /** The start of what it wrote to its standard error. */
  readonly errors: string;
  /** Why it could not be started. */
  readonly failure?: string;
}

/** A process that runs. Its output ends before `ending` resolves. */
export interface Running {
  readonly output: AsyncIterable<Buffer>;
  readonly ending: Promise<Ending>;
  /** Ends it; neither its output nor what it started itself is waited for. */
  kill(): void;
}

const maxErrorBytes = 8192;

/** Starts a process from this one. What keeps it from starting is part of its ending. */
export function launch(command: Command): Running {
  try {
    return follow(command);
  } catch (error) {
    // Arguments that no process can be given, such as ones with a zero byte.
    return { output: nothing(), ending: Promise.resolve({ code: null, errors: '', failure: error instanceof Error ? error.message : String(error) }), kill: () => undefined };
  }
}

async function* nothing(): AsyncGenerator<never> {
  // A process that never started says nothing.
}

function follow({ program, args, cwd, env, input }: Command): Running {
  const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  let errors = '';
  let failure: string | undefined;
  const ending = new Promise<Ending>((resolve) => {
    const end = (code: number | null) => resolve({ code, errors, ...(failure === undefined ? {} : { failure }) });
    child.once('error', (error: NodeJS.ErrnoException) => {
      failure = error.code === 'ENOENT' ? `${program} is not installed, or the folder is gone` : error.message;
      end(null);
    });
    child.once('close', end);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (errors.length < maxErrorBytes) errors += chunk.toString('utf8');
  });
  // A process may exit before it has read everything; its exit code and words say why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return {
    output: child.stdout,
    ending,
    kill: () => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };
}
