/**
 * Builds the search index in a process of its own, which gives its memory back when it ends:
 *
 *     node src/search/main.ts --edition DIR [--stage DIR] [--cache DIR] --out DIR
 *
 * Prints one line of JSON, `{"records": 120, "bytes": 250000, "files": 19, "seconds": 0.3, "peakRssBytes": 90000000}`;
 * the peak is of this process, Pagefind's own comes on top of it. What went wrong goes to stderr. Exit code 0 done, 2 a
 * fault.
 */
import { parseArgs } from 'node:util';
import { endWithParent } from '../build/parent.ts';
import { systemClock } from '../clock.ts';
import { buildSearch } from './build.ts';

endWithParent();

try {
  const { values } = parseArgs({ options: { edition: { type: 'string' }, stage: { type: 'string' }, out: { type: 'string' }, cache: { type: 'string' } } });
  if (values.edition === undefined || values.out === undefined) throw new Error('--edition DIR and --out DIR are required');
  const result = await buildSearch({ edition: values.edition, stage: values.stage, out: values.out, cache: values.cache, elapsed: systemClock.elapsed });
  console.log(JSON.stringify({ ...result, peakRssBytes: process.resourceUsage().maxRSS * 1024 }));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
