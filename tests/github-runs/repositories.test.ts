import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCollector } from '../../collectors/github-runs/collector.ts';
import { accessTo, FakeGitHub, type FakeRun, stub } from './fake-github.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import { Nights } from './nights.ts';

const day = 86_400_000;
const start = Date.parse('2026-11-20T03:00:00Z');

/** The night `n` days after the first. */
function night(n: number): string {
  return new Date(start + n * day).toISOString();
}

function run(id: number, at: number, more: Partial<FakeRun> = {}): FakeRun {
  const created = new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  const ended = new Date(Math.floor(at / 1000) * 1000 + 90_000).toISOString().replace('.000Z', 'Z');
  return { id, created_at: created, run_started_at: created, updated_at: ended, run_attempt: 1, status: 'completed', conclusion: 'success', head_branch: 'main', event: 'push', path: '.github/workflows/ci.yml', ...more };
}

function setUp(names = ['app'], more: Record<string, Parameters<typeof stub>[1]> = {}): { gitHub: FakeGitHub; nights: Nights<GitHubSource> } {
  const gitHub = new FakeGitHub();
  for (const name of names) gitHub.runs.set(`acme/${name}`, []);
  const stubs = names.map((name) => stub(name, more[name]));
  return { gitHub, nights: new Nights(makeCollector(accessTo(gitHub, () => stubs)), { org: 'acme', runs: 'repositories' }) };
}

describe('runs read repository by repository', () => {
  it('keeps of a run what the facts need, and nothing about a person', async () => {
    const { gitHub, nights } = setUp();
    gitHub.runs.set('acme/app', [
      run(7, start - day, { path: 'acme/app/.github/workflows/ci.yml@feature/CANARY-BRANCH', head_branch: 'CANARY-BRANCH', event: 'pull_request', run_attempt: 2, run_started_at: new Date(start - day / 2).toISOString(), updated_at: new Date(start - day / 2 + 61_000).toISOString(), conclusion: 'timed_out' }),
    ]);
    await nights.night(night(0));
    expect(nights.values()).toEqual([
      {
        repository: 'github.com/acme/app',
        repositoryKey: 'R_app',
        system: 'github-actions',
        id: '7',
        attempt: 2,
        workflow: '.github/workflows/ci.yml',
        event: 'pull_request',
        branch: 'pull-request',
        status: 'completed',
        conclusion: 'timed-out',
        createdAt: '2026-11-19T15:00:00.000Z',
        startedAt: '2026-11-19T15:00:00.000Z',
        finishedAt: '2026-11-19T15:01:01.000Z',
        durationSeconds: 61,
      },
    ]);
    expect(JSON.stringify([nights.pages, nights.values()])).not.toContain('CANARY');
    expect(nights.pages[0]?.census?.[0]).toMatchObject({ record: 'workflow-run', records: 1, fields: { id: 1, head_repository: 1, 'actor.login': 1 } });
  });

  it('asks a repository where nothing came with one request that costs nothing', async () => {
    const { gitHub, nights } = setUp();
    gitHub.runs.set('acme/app', [run(1, start - day)]);
    for (const n of [0, 1, 2]) await nights.night(night(n));
    gitHub.asked = [];
    gitHub.unchanged = 0;
    await nights.night(night(3));
    expect(gitHub.asked).toHaveLength(1);
    expect(gitHub.unchanged).toBe(1);
  });

  it('leaves a repository that is quiet for a week to one night of seven', async () => {
    const { gitHub, nights } = setUp();
    gitHub.runs.set('acme/app', [run(1, start - 20 * day)]);
    await nights.night(night(0));
    gitHub.asked = [];
    for (let n = 1; n <= 28; n++) await nights.night(night(n));
    expect(gitHub.asked.length).toBe(4);
    gitHub.runs.get('acme/app')?.push(run(2, start + 28.1 * day, { event: 'schedule' }));
    for (let n = 29; n <= 36; n++) await nights.night(night(n));
    expect(nights.values().map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('reads a repository that was pushed to on the next night', async () => {
    const stubs = [stub('app', { pushedAt: '2026-10-01T00:00:00.000Z' })];
    const gitHub = new FakeGitHub();
    gitHub.runs.set('acme/app', []);
    const nights = new Nights(makeCollector(accessTo(gitHub, () => stubs)), { org: 'acme', runs: 'repositories' });
    await nights.night(night(0));
    gitHub.asked = [];
    for (let n = 1; n <= 3; n++) {
      stubs[0] = stub('app', { pushedAt: new Date(start + n * day - 3_600_000).toISOString() });
      await nights.night(night(n));
    }
    expect(gitHub.asked).toHaveLength(3);
  });

  it('leaves archived repositories out', async () => {
    const { gitHub, nights } = setUp(['app', 'old'], { old: { archived: true } });
    await nights.night(night(0));
    expect(gitHub.asked.every((path) => path.includes('/acme/app/'))).toBe(true);
  });

  it('reads runs again until they end, and gives up on those that never will', async () => {
    const { gitHub, nights } = setUp();
    const open = run(1, start - day, { status: 'in_progress', conclusion: null });
    const stuck = run(2, start - day, { status: 'waiting', conclusion: null });
    const gone = run(3, start - day, { status: 'queued', conclusion: null });
    gitHub.runs.set('acme/app', [open, stuck, gone]);
    await nights.night(night(0));
    expect(nights.values().map(({ status, conclusion, finishedAt }) => [status, conclusion, finishedAt])).toEqual([
      ['in-progress', undefined, undefined],
      ['queued', undefined, undefined],
      ['queued', undefined, undefined],
    ]);
    // A newer run moves the list past them.
    gitHub.runs.set('acme/app', [{ ...open, status: 'completed', conclusion: 'failure' }, stuck, run(4, start + 2.5 * day)]);
    await nights.night(night(3));
    await nights.night(night(4));
    expect(nights.values().map(({ id, status, conclusion }) => [id, status, conclusion])).toEqual([
      ['1', 'completed', 'failure'],
      ['2', 'queued', undefined],
      ['3', 'completed', 'stale'],
      ['4', 'completed', 'success'],
    ]);
    await nights.night(night(36));
    expect(nights.facts.get(JSON.stringify(['github.com/acme/app', 'github-actions', '2', 1]))).toMatchObject({ status: 'completed', conclusion: 'stale' });
    gitHub.asked = [];
    await nights.night(night(37));
    expect(gitHub.asked.filter((path) => /runs\/\d/.test(path))).toEqual([]);
  });

  it('keeps the row of a run that ends after its repository got a new name', async () => {
    const gitHub = new FakeGitHub();
    const stubs = [stub('app')];
    gitHub.runs.set('acme/app', [run(1, start - day, { status: 'in_progress', conclusion: null })]);
    const nights = new Nights(makeCollector(accessTo(gitHub, () => stubs)), { org: 'acme', runs: 'repositories' });
    await nights.night(night(0));
    stubs[0] = stub('shop', { key: 'R_app' });
    gitHub.runs.set('acme/shop', [run(1, start - day), run(2, start + day / 2)]);
    await nights.night(night(1));
    expect(nights.values().map(({ id, repository, status }) => [id, repository, status])).toEqual([
      ['1', 'github.com/acme/app', 'completed'],
      ['2', 'github.com/acme/shop', 'completed'],
    ]);
  });

  it('asks how an attempt ended that was open when the next one began, and for no other attempts', async () => {
    const { gitHub, nights } = setUp();
    gitHub.runs.set('acme/app', [run(1, start - 3_600_000, { status: 'in_progress', conclusion: null }), run(2, start - 3_600_000)]);
    await nights.night(night(0));
    const again = { run_attempt: 2, run_started_at: new Date(start + 3_600_000).toISOString(), updated_at: new Date(start + 3_700_000).toISOString() };
    gitHub.attempts.set('1/1', run(1, start - 3_600_000, { conclusion: 'failure' }));
    gitHub.runs.set('acme/app', [run(1, start - 3_600_000, again), run(2, start - 3_600_000, again)]);
    gitHub.asked = [];
    await nights.night(night(1));
    expect(nights.values().map(({ id, attempt, conclusion }) => [id, attempt, conclusion])).toEqual([
      ['1', 1, 'failure'],
      ['1', 2, 'success'],
      ['2', 1, 'success'],
      ['2', 2, 'success'],
    ]);
    expect(gitHub.asked.filter((path) => path.includes('/attempts/'))).toHaveLength(1);
  });

  it('cuts the time into stretches where there are more runs than a filtered list gives', async () => {
    const { gitHub, nights } = setUp();
    const runs = Array.from({ length: 2345 }, (_, index) => run(index + 1, start - ((index * index) % 7_000_000) * 1000));
    gitHub.runs.set('acme/app', runs);
    await nights.night(night(0));
    expect(nights.facts.size).toBe(2345);
    // 24 pages, what was found too long, and a rest in each stretch.
    expect(gitHub.asked.length).toBeLessThan(50);
  });

  it('says where a second holds more than can be read', async () => {
    const { gitHub, nights } = setUp();
    gitHub.runs.set('acme/app', Array.from({ length: 1100 }, (_, index) => run(index + 1, start - day)));
    await nights.night(night(0));
    expect(nights.facts.size).toBe(1000);
    expect(nights.findings.map(({ code, what, repository }) => [code, what, repository])).toEqual([
      ['ALM1020', '1100 workflow runs began within one second at 2026-11-19T03:00:00.000Z; 1,000 of them were read.', 'github.com/acme/app'],
    ]);
  });

  it('reads pages anew where a run was deleted while they were read', async () => {
    const { gitHub, nights } = setUp();
    const runs = Array.from({ length: 350 }, (_, index) => run(index + 1, start - (index + 1) * 60_000));
    gitHub.runs.set('acme/app', runs);
    let deleted = false;
    gitHub.meanwhile = (path) => {
      if (deleted || !path.includes('&page=3')) return;
      deleted = true;
      gitHub.runs.set('acme/app', runs.filter(({ id }) => id !== 5));
    };
    await nights.night(night(0));
    expect(deleted).toBe(true);
    expect(nights.facts.size).toBe(350);
  });

  it('sets a record aside that makes no sense, and keeps the others', async () => {
    const { gitHub, nights } = setUp();
    const odd: FakeRun[] = [{ ...run(1, start - day), id: 'CANARY id' }, { ...run(2, start - day), run_started_at: 'soon' }, run(3, start - day, { conclusion: 'puzzled' }), { ...run(4, start - day), run_attempt: undefined, head_branch: null, path: '' }];
    gitHub.runs.set('acme/app', odd);
    await nights.night(night(0));
    expect(nights.quarantine.map(({ reason }) => reason)).toEqual([expect.stringContaining('id: '), 'started: is no instant']);
    expect(nights.values().map(({ id, conclusion, workflow, branch, attempt }) => [id, conclusion, workflow, branch, attempt])).toEqual([
      ['3', 'other', '.github/workflows/ci.yml', 'default', 1],
      ['4', 'success', 'CI', undefined, 1],
    ]);
  });

  it('says no end where the last change lies beyond what a run can last', async () => {
    const { gitHub, nights } = setUp();
    gitHub.runs.set('acme/app', [run(1, start - 80 * day, { updated_at: new Date(start - day).toISOString() })]);
    await nights.night(night(0));
    expect(nights.values()[0]).not.toHaveProperty('finishedAt');
    expect(nights.values()[0]).not.toHaveProperty('durationSeconds');
  });

  it('fails where the repository is gone', async () => {
    const { gitHub, nights } = setUp();
    gitHub.runs.clear();
    await expect(nights.night(night(0))).rejects.toThrow('github.com/acme/app is not there any more, or its runs may not be read');
  });
});

describe('however nights are cut off', () => {
  it('the store ends as after nights that were not, with at most one page more for each cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 * 86_400 }), fc.boolean()), { minLength: 1, maxLength: 1300 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
        fc.boolean(),
        async (moments, cuts, byDeadline) => {
          const all = moments.map(([second, open], index) => run(index + 1, start - 2 * day + second * 1000, open ? { status: 'in_progress', conclusion: null } : {}));
          const at = (n: number): FakeRun[] => all.filter(({ created_at }) => created_at < night(n)).map((one) => (n > 1 ? { ...one, status: 'completed', conclusion: 'success' } : one));
          // Pushed to each night, so that it is always its turn.
          const pushed = { app: { pushedAt: '2026-12-31T00:00:00.000Z' } };
          const plain = setUp(['app'], pushed);
          const cut = setUp(['app'], pushed);
          for (const n of [0, 1, 2, 3]) {
            plain.gitHub.runs.set('acme/app', at(n));
            cut.gitHub.runs.set('acme/app', at(n));
            await plain.nights.night(night(n));
            const pages = cuts[n];
            if (pages === undefined) await cut.nights.night(night(n));
            else if (byDeadline) {
              cut.gitHub.allowed = cut.gitHub.asked.length + pages;
              await cut.nights.night(night(n));
              cut.gitHub.allowed = Infinity;
            } else {
              const resume = await cut.nights.night(night(n), { killAfterPages: pages });
              await cut.nights.night(night(n), { resume });
            }
          }
          for (const n of [4, 5]) for (const { nights } of [plain, cut]) await nights.night(night(n));
          expect(cut.nights.values()).toEqual(plain.nights.values());
          expect(plain.nights.facts.size).toBe(at(3).length);
          if (!byDeadline) expect(cut.gitHub.asked.length).toBeLessThanOrEqual(plain.gitHub.asked.length + 2 * cuts.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});
