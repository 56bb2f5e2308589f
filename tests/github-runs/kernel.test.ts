import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeCollector } from '../../collectors/github-runs/collector.ts';
import { localContext } from '../../src/collect/local-context.ts';
import { type CollectorReport, runCollector } from '../../src/collect/kernel.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { runScope } from '../../src/collect/run-scope.ts';
import { Store } from '../../src/store/store.ts';
import { accessTo, FakeGitHub, type FakeRun, stub } from './fake-github.ts';

const run = (id: number, created: string, more: Partial<FakeRun> = {}): FakeRun => ({ id, created_at: created, run_started_at: created, updated_at: created, run_attempt: 1, status: 'completed', conclusion: 'success', head_branch: 'main', event: 'push', path: '.github/workflows/ci.yml', ...more });

/** Nights of the collector by the kernel itself, into one store. */
async function kernelNights(gitHub: FakeGitHub): Promise<{ night: (asOf: string, runs?: string) => Promise<CollectorReport>; rows: (asOf: string) => Promise<Record<string, unknown>[]> }> {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-runs-'));
  const store = await Store.open(dir);
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const collector = makeCollector(accessTo(gitHub, () => [stub('app')]));
  const kind = collector.kinds[0];
  return {
    night: async (asOf, runs = 'auto') =>
      runCollector({
        group: { collector, sources: [{ digest: runs, config: collector.config.parse({ org: 'acme', runs }) }] },
        store,
        context: { ...localContext({ asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: '/', log: () => undefined }), run: runScope(asOf, join(dir, asOf.slice(0, 10))) },
        offline: false,
        concurrency: 2,
        shardTimeout: 60,
        progress: silentProgress,
      }),
    rows: async (asOf) => {
      const rows: Record<string, unknown>[] = [];
      if (kind !== undefined) for await (const { value } of store.rows(kind, asOf)) rows.push(value);
      return rows.toSorted((a, b) => Number(a['id']) - Number(b['id']));
    },
  };
}

it('a run that is listed twice while it ends is kept as it ended, and is no mistake of anybody', async () => {
  const gitHub = new FakeGitHub();
  const runs = Array.from({ length: 150 }, (_, index) => run(index + 1, new Date(Date.parse('2026-11-19T00:00:00Z') - index * 60_000).toISOString().replace('.000Z', 'Z'), index === 99 ? { status: 'in_progress', conclusion: null } : {}));
  gitHub.runs.set('acme/app', runs);
  // Behind the first page a run turns up that was created before its last one, which so comes again, and has ended.
  gitHub.meanwhile = (path) => {
    if (path.includes('&page=2')) gitHub.runs.set('acme/app', [...runs.map((one) => ({ ...one, status: 'completed', conclusion: 'failure' })), run(999, '2026-11-19T00:00:30Z')]);
  };
  const { night, rows } = await kernelNights(gitHub);
  const report = await night('2026-11-20T03:00:00.000Z', 'repositories');
  expect(report.findings).toEqual([]);
  expect((await rows('2026-11-20T03:00:00.000Z')).find(({ id }) => id === '100')).toMatchObject({ status: 'completed', conclusion: 'failure' });
});

it('does not ask every repository because a log that it has read refuses it for a night', async () => {
  const gitHub = new FakeGitHub();
  gitHub.runs.set('acme/app', []);
  const { night } = await kernelNights(gitHub);
  gitHub.events = 'forbidden';
  expect(await night('2026-11-19T03:00:00.000Z')).toMatchObject({ shards: 2, read: 2 });
  gitHub.events = [];
  const created = '2026-11-19T10:00:00Z';
  gitHub.events = [{ '@timestamp': Date.parse(created), _document_id: 'a', action: 'workflows.completed_workflow_run', workflow_run_id: 1, run_attempt: 1, conclusion: 'success', event: 'push', head_branch: 'main', name: 'CI', repo: 'acme/app', started_at: created, completed_at: created }];
  expect(await night('2026-11-20T03:00:00.000Z')).toMatchObject({ shards: 1, read: 1 });
  gitHub.events = 'forbidden';
  gitHub.asked = [];
  expect(await night('2026-11-21T03:00:00.000Z')).toMatchObject({ shards: 1, withheld: 1, failed: 0 });
  expect(gitHub.asked.filter((path) => path.includes('/actions/runs'))).toEqual([]);
});

it('goes from the audit log to repositories and back without saying anything twice', async () => {
  const gitHub = new FakeGitHub();
  const created = '2026-11-19T10:00:00Z';
  gitHub.runs.set('acme/app', [run(1, created)]);
  const at = Date.parse('2026-11-19T10:01:00Z');
  gitHub.events = [{ '@timestamp': at, _document_id: 'a', action: 'workflows.completed_workflow_run', workflow_run_id: 1, run_attempt: 1, conclusion: 'success', event: 'push', head_branch: 'main', name: 'CI', repo: 'acme/app', started_at: created, completed_at: '2026-11-19T10:01:00.000Z' }];
  const { night, rows } = await kernelNights(gitHub);
  const events = gitHub.events;
  const findings: string[][] = [];
  findings.push((await night('2026-11-20T03:00:00.000Z')).findings.map(({ code }) => code));
  gitHub.events = 'forbidden';
  findings.push((await night('2026-11-21T03:00:00.000Z', 'repositories')).findings.map(({ code }) => code));
  findings.push((await night('2026-11-22T03:00:00.000Z', 'repositories')).findings.map(({ code }) => code));
  gitHub.events = events;
  findings.push((await night('2026-11-23T03:00:00.000Z')).findings.map(({ code }) => code));
  expect(findings.flat().filter((code) => code === 'ALM0209')).toEqual([]);
  expect(await rows('2026-11-23T03:00:00.000Z')).toHaveLength(1);
});
