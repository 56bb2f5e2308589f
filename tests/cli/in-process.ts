import { fixedClock } from '../../src/clock.ts';
import { program } from '../../src/cli/program.ts';

/** The present of {@link run}. */
export const now = '2026-11-20T12:00:00.000Z';

/** Runs a command line in this process, at a fixed instant and with nothing of this process's environment. */
export async function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    cwd,
    home: cwd,
    clock: fixedClock(now),
    terminal: false,
    env,
    signal: new AbortController().signal,
  };
  const code = await program(io, args).catch((error: unknown) => {
    // As main.ts ends: what a user can mend is said without a stack.
    if (!(error instanceof Error) || !['UsageError', 'SourceError'].includes(error.name)) throw error;
    err += `almanac: ${error.message}\n`;
    return 2;
  });
  return { code, out, err };
}
