import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A running `almanac dev`. */
export interface Preview {
  readonly url: string;
  /** Everything it has written to standard error. */
  said(): string;
  /** Ends it, and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `almanac dev` as an author would, with `tmp` in the working folder for temporary files, and waits until it serves. */
export async function startDev(args: readonly string[], cwd: string): Promise<Preview> {
  // Astro's development server answers nothing where it believes to be part of a test.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV)/.test(name)));
  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  const child = spawn(process.execPath, [main, 'dev', ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, TMPDIR: join(cwd, 'tmp') } });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const found = / at (http:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`the preview ended with ${code}: ${said}`)));
  });
  return {
    url,
    said: () => said,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return await ended;
    },
  };
}
