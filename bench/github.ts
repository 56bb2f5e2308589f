import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/**
 * Collects 10,000 repositories and 60,000 workflow runs from the double of GitHub: first everything, then a night with 15%
 * changed. Tells requests and points, wall time with the double's latency at zero, and the peak of the collecting process's
 * memory; the double and each night are processes of their own. Waits for limits take no wall time.
 *
 *     node bench/github.ts [--repositories 10000] [--nights 2] [--plan team]
 */
const { values } = parseArgs({ options: { repositories: { type: 'string', default: '10000' }, nights: { type: 'string', default: '2' }, plan: { type: 'string', default: 'enterprise-cloud' } } });

const addresses = z.object({ api: z.string(), graphql: z.string(), token: z.string(), now: z.string() });
const passed = z.object({ now: z.string() });
const spending = z.object({ spent: z.object({ requests: z.number(), points: z.record(z.string(), z.number()) }), violations: z.array(z.string()) });
const measured = z.object({ peakBytes: z.number(), sleptMs: z.number(), trouble: z.array(z.string()) });

/** The flags that `npm run nightly` has. */
const flags = ['--max-semi-space-size=8'];

/** A program of the tests' folder, and what it says line by line. */
function started(program: string, given: readonly string[]): { readonly child: ChildProcess; readonly read: () => Promise<unknown> } {
  const file = fileURLToPath(new URL(`../tests/${program}`, import.meta.url));
  const child = spawn(process.execPath, [...flags, file, ...given], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    read: async () => {
      const line = await lines.next();
      if (line.done === true) throw new Error(`${program} ended without a word`);
      return JSON.parse(line.value);
    },
  };
}

// A request of a night takes 20 ms of its clock; the double's clock goes along.
const host = started('doubles/github/main.ts', ['--repositories', values.repositories, '--plan', values.plan, '--request-ms', '20']);
const ask = async (what: string): Promise<unknown> => {
  host.child.stdin?.write(`${what}\n`);
  return await host.read();
};
const dataDir = mkdtempSync(join(tmpdir(), 'almanac-bench-github-'));
try {
  const { now, ...double } = addresses.parse(await host.read());
  let asOf = Date.parse(now);
  for (let count = 1; count <= Number(values.nights); count += 1) {
    const from = performance.now();
    const { peakBytes, sleptMs, trouble } = measured.parse(await started('github-nights/night-process.ts', [JSON.stringify({ ...double, dataDir, asOf })]).read());
    const seconds = (performance.now() - from) / 1000;
    const { spent, violations } = spending.parse(await ask('spent'));
    const points = Object.entries(spent.points).map(([resource, used]) => `${resource} ${used}`).join(', ');
    const odd = [...trouble.map((id) => `trouble with ${id}`), ...violations.map((text) => `VIOLATION: ${text}`)];
    console.log([`night ${count}: ${spent.requests} requests (points: ${points})`, `${seconds.toFixed(1)} s`, `peak ${(peakBytes / 1024 ** 2).toFixed(0)} MB`, `${(sleptMs / 60_000).toFixed(0)} min of waiting for limits`, ...odd].join(', '));
    asOf = Date.parse(passed.parse(await ask('day')).now);
  }
} finally {
  host.child.stdin?.end('quit\n');
  rmSync(dataDir, { recursive: true, force: true });
}
