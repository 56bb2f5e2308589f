/**
 * Checks a site's links in a process of its own:
 *
 *     node src/links/main.ts --out DIR [--base /almanac/] [--site-url URL]
 *
 * Prints one line of JSON, `{"pages": 120, "links": 4000, "findings": [], "seconds": 0.4, "peakRssBytes": 90000000}`.
 * What went wrong goes to stderr. Exit code 0 checked, whatever was found; 2 a fault.
 */
import { parseArgs } from 'node:util';
import { endWithParent } from '../build/parent.ts';
import { systemClock } from '../clock.ts';
import { checkLinks } from './check.ts';

endWithParent();

try {
  const { values } = parseArgs({ options: { out: { type: 'string' }, base: { type: 'string', default: '/' }, 'site-url': { type: 'string' } } });
  if (values.out === undefined) throw new Error('--out DIR is required');
  const started = systemClock.elapsed();
  const result = await checkLinks({ out: values.out, base: values.base, siteUrl: values['site-url'] });
  const seconds = (systemClock.elapsed() - started) / 1000;
  console.log(JSON.stringify({ ...result, seconds, peakRssBytes: process.resourceUsage().maxRSS * 1024 }));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
