/**
 * Mobile Lighthouse over pages of a built site:
 *
 *     node bench/lighthouse.ts [--dist DIR] [--path catalog/component/default/x/]… [--runs 3]
 *
 * Serves the folder, runs each page several times in the browser of the tests, and prints the median of the four scores with
 * what the audits found. Exit code 1 where accessibility, best practices or SEO is below 100, or performance below 95.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import lighthouse, { type RunnerResult } from 'lighthouse';
import { chromium } from 'playwright-core';
import { serve } from '../src/serve/server.ts';
import { bundledBrowser, bundledRunsHere } from '../tests/browser/bundled.ts';

/** The least of each category, in percent. */
const targets = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 } as const;
/** What a page is, and an address of it in the sample organisation. */
const sample = ['', 'catalog/component/default/booking-api/', 'scorecards/production-readiness/', 'docs/'];


const { values } = parseArgs({ options: { dist: { type: 'string', default: 'dist' }, path: { type: 'string', multiple: true }, runs: { type: 'string', default: '3' }, port: { type: 'string', default: '9333' } } });
const dist = resolve(values.dist);
const port = Number(values.port);
const runs = Number(values.runs);

async function program(): Promise<{ executablePath: string; env: Readonly<Record<string, string>> }> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return { executablePath: named, env: {} };
  if (bundledRunsHere) return bundledBrowser();
  throw new Error('Name a Chrome or Chromium in CHROME_PATH');
}

/** What one run found; errors where Lighthouse itself failed. */
async function measure(url: string): Promise<RunnerResult['lhr']> {
  const result = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(targets) });
  if (result === undefined) throw new Error(`Lighthouse gave no result for ${url}`);
  if (result.lhr.runtimeError !== undefined) throw new Error(`${url}: ${result.lhr.runtimeError.message}`);
  return result.lhr;
}

const percent = (lhr: RunnerResult['lhr'], id: string): number => Math.round((lhr.categories[id]?.score ?? 0) * 100);

const paths = values.path ?? sample.filter((path) => existsSync(join(dist, path, 'index.html')));
const { executablePath, env } = await program();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage', `--remote-debugging-port=${port}`], env: { ...process.env, ...env } });
const server = await serve({ dir: dist, port: 0, base: '/' });
let poor = 0;
try {
  for (const path of paths) {
    const found: RunnerResult['lhr'][] = [];
    for (let run = 0; run < runs; run++) found.push(await measure(server.url + path));
    const middle = found.sort((a, b) => percent(a, 'performance') - percent(b, 'performance'))[Math.floor(runs / 2)];
    if (middle === undefined) continue;
    const scores = Object.entries(targets).map(([id, least]) => ({ id, least, score: percent(middle, id) }));
    poor += scores.filter(({ score, least }) => score < least).length;
    const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map((id) => `${id} ${middle.audits[id]?.displayValue ?? ''}`);
    process.stdout.write(`/${path}\n  ${scores.map(({ id, score, least }) => `${id} ${score}${score < least ? ` (below ${least})` : ''}`).join(', ')}\n  ${times.join(', ')}\n`);
    for (const audit of Object.values(middle.audits)) {
      if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative') process.stdout.write(`    ${audit.id} ${audit.score}: ${audit.title}${audit.displayValue === undefined ? '' : ` (${audit.displayValue})`}\n`);
      if (audit.score === 0 && audit.details?.type === 'table') for (const item of audit.details.items.slice(0, 3)) process.stdout.write(`      ${JSON.stringify(item).slice(0, 240)}\n`);
    }
  }
} finally {
  await Promise.all([browser.close(), server.close()]);
}
process.exitCode = poor > 0 ? 1 : 0;
