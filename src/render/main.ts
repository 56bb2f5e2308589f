/**
 * Renders a site in a process of its own:
 *
 *     node src/render/main.ts --edition DIR --out DIR [--base /almanac/] [--root DIR] [--cache DIR] [--progress] [--log warn]
 *
 * Prints one line of JSON at the end, `{"pages": 120, "seconds": 2.1, "peakRssBytes": 400000000}`; with `--progress`
 * lines like `{"rendered": 40, "of": 122}` before it. What went wrong goes to stderr. Exit code 0 done, 2 a fault.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endWithParent } from '../build/parent.ts';
import { systemClock } from '../clock.ts';
import { logLevels, renderSite } from './render.ts';

endWithParent();

try {
  const { values } = parseArgs({
    options: {
      edition: { type: 'string' },
      out: { type: 'string' },
      base: { type: 'string', default: '/' },
      root: { type: 'string', default: resolve(import.meta.dirname, '../..') },
      cache: { type: 'string' },
      progress: { type: 'boolean', default: false },
      log: { type: 'string' },
    },
  });
  const { edition, out, base, root, cache } = values;
  if (edition === undefined || out === undefined) throw new Error('--edition DIR and --out DIR are required');
  const result = await renderSite({
    root,
    edition,
    out,
    base,
    ...(cache === undefined ? {} : { cacheDir: cache }),
    ...(values.progress ? { progress: (rendered: number, of: number) => print({ rendered, of }) } : {}),
    ...(values.log === undefined ? {} : { logLevel: logLevel(values.log) }),
    elapsed: () => systemClock.elapsed(),
  });
  print({ ...result, peakRssBytes: process.resourceUsage().maxRSS * 1024 });
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 2;
}

function logLevel(text: string): (typeof logLevels)[number] {
  const level = logLevels.find((one) => one === text);
  if (level === undefined) throw new Error(`--log takes one of ${logLevels.join(', ')}, not ${text}`);
  return level;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The message and those of its causes; Astro wraps what a page throws. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n  because: ${describe(error.cause)}`;
}
