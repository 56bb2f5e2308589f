import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { baseOf } from '../edition/base.ts';
import { readIndex } from '../edition/index-reader.ts';
import { serve } from '../serve/server.ts';
import { exitCode, UsageError } from './errors.ts';
import type { Io } from './io.ts';

interface ServeOptions {
  readonly out?: string;
  readonly port?: string;
  readonly host?: string;
}

/** `almanac serve`: the built site on this machine, until it is interrupted. */
export async function serveCommand(options: ServeOptions, io: Io): Promise<number> {
  const dir = resolve(io.cwd, options.out ?? 'dist');
  if (!existsSync(join(dir, 'api', 'v1', 'index.json'))) {
    throw new UsageError(`There is no site in ${dir}. Build one with \`almanac nightly\` or \`almanac build\`, or name its folder with --out.`);
  }
  const port = Number(options.port ?? 4321);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`\`${options.port}\` is not a port: --port takes a number from 0 to 65535.`);
  const base = baseOf(readIndex(dir).siteUrl);
  const server = await serve({ dir, port, base, ...(options.host === undefined ? {} : { host: options.host }) });
  io.out(`Serving ${dir} at ${server.url} (Ctrl-C stops it)\n`);
  await new Promise<void>((done) => {
    if (io.signal.aborted) done();
    else io.signal.addEventListener('abort', () => done(), { once: true });
  });
  await server.close();
  return exitCode.done;
}
