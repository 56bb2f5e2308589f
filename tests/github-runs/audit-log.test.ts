import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCollector } from '../../collectors/github-runs/collector.ts';
import { SourceError } from '../../src/collect/contract.ts';
import { accessTo, FakeGitHub, stub } from './fake-github.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import { Nights } from './nights.ts';

const day = 86_400_000;
const start = Date.parse('2026-11-20T03:00:00Z');
const night = (n: number): string => new Date(start + n * day).toISOString();
const stubs = [stub('app'), stub('shop', { defaultBranch: 'trunk' })];

/** As recorded answers show it; whoever did it is in it, and a commit. */
function event(id: number, at: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    '@timestamp': at,
    _document_id: `doc-${String(id).padStart(6, '0')}`,
    action: 'workflows.completed_workflow_run',
    actor: 'CANARY-LOGIN',
    actor_id: 4711,
    actor_ip: '192.0.2.1',
    actor_location: { country_code: 'CANARY' },
    created_at: at,
    completed_at: new Date(at).toISOString(),
    started_at: new Date(at - 124_000).toISOString(),
    conclusion: 'success',
    event: 'schedule',
    head_branch: 'main',
    head_sha: 'CANARY-SHA',
    name: 'Nightly',
    operation_type: 'modify',
    org: 'acme',
    repo: 'acme/app',
    run_attempt: 1,
    run_number: id,
    trigger_id: null,
    workflow_id: 1,
    workflow_run_id: id,
    user_agent: 'CANARY-AGENT',
    ...more,
  };
}

function setUp(runs: 'auto' | 'audit-log' = 'auto', history = 90): { gitHub: FakeGitHub; nights: Nights<GitHubSource> } {
  const gitHub = new FakeGitHub();
  for (const { name } of stubs) gitHub.runs.set(`acme/${name}`, []);
  return { gitHub, nights: new Nights(makeCollector(accessTo(gitHub, () => stubs)), { org: 'acme', runs, history }) };
}

const read = (gitHub: FakeGitHub): string[] => gitHub.asked.filter((path) => path.includes('per_page=100'));

describe('runs read from the audit log', () => {
  it('keeps of an event what the facts need, and nothing about a person', async () => {
    const { gitHub, nights } = setUp();
    gitHub.events = [
      event(628312345, Date.parse('2026-11-19T10:35:08Z')),
      // Found by its id although it is called otherwise now; an attempt that failed; a branch that must not be kept.
      event(7, Date.parse('2026-11-19T11:00:00.500Z'), { repo: 'acme/old-name', repo_id: stubs[1]?.databaseId, run_attempt: 3, conclusion: 'failure', event: 'push', head_branch: 'CANARY-BRANCH', started_at: '2026-11-19 10:59:30' }),
      event(8, Date.parse('2026-11-19T11:00:01Z'), { repo: 'acme/not-ours' }),
    ];
    await nights.night(night(0));
    expect(nights.values()).toEqual([
      {
        repository: 'github.com/acme/app',
        repositoryKey: 'R_app',
        system: 'github-actions',
        id: '628312345',
        attempt: 1,
        workflow: 'Nightly',
        event: 'schedule',
        branch: 'default',
        status: 'completed',
        conclusion: 'success',
        createdAt: '2026-11-19T10:33:04.000Z',
        startedAt: '2026-11-19T10:33:04.000Z',
        finishedAt: '2026-11-19T10:35:08.000Z',
        durationSeconds: 124,
      },
      expect.objectContaining({ repository: 'github.com/acme/shop', id: '7', attempt: 3, branch: 'other', conclusion: 'failure', durationSeconds: 30.5 }),
    ]);
    expect(JSON.stringify([nights.pages, nights.values()])).not.toContain('CANARY');
    expect(nights.pages[0]?.census?.[0]).toMatchObject({ record: 'audit-log-event', records: 3 });
    expect(nights.findings).toEqual([]);
  });

  it('asks for the time that the log keeps at most, with a request for a hundred, on a budget of its own', async () => {
    const { gitHub, nights } = setUp('audit-log', 365);
    gitHub.events = Array.from({ length: 250 }, (_, index) => event(index + 1, start - day + index * 1000));
    await nights.night(night(0));
    expect(nights.facts.size).toBe(250);
    expect(gitHub.asked).toHaveLength(3);
    const { searchParams } = new URL(gitHub.asked[0] ?? '', 'https://api.github.com');
    expect(Object.fromEntries(searchParams)).toEqual({ phrase: 'action:workflows.completed_workflow_run created:>=2026-05-24T03:00:00+00:00', include: 'web', order: 'asc', per_page: '100' });
  });

  it('goes on an hour before the last event, so that one that came late is not missed', async () => {
    const { gitHub, nights } = setUp();
    const events = [event(1, start - 10 * day), event(2, start - 2000)];
    gitHub.events = events;
    await nights.night(night(0));
    gitHub.asked = [];
    gitHub.events = [...events, event(3, start - 600_000), event(4, start + 1000)];
    await nights.night(night(1));
    expect(read(gitHub)).toHaveLength(1);
    expect(decodeURIComponent(read(gitHub)[0] ?? '')).toContain('created:>=2026-11-20T01:59:58+00:00');
    expect(nights.facts.size).toBe(4);
  });

  it('goes on from the time of the last event where GitHub forgot the cursor', async () => {
    const { gitHub, nights } = setUp('audit-log');
    gitHub.events = Array.from({ length: 550 }, (_, index) => event(index + 1, start - day + Math.floor(index / 3) * 1000));
    const resume = await nights.night(night(0), { killAfterPages: 2 });
    gitHub.forgottenCursors = true;
    // Each page after the first is asked for with a cursor, so only where one is refused does the reading begin again.
    gitHub.meanwhile = (path) => {
      if (!path.includes('after=')) gitHub.forgottenCursors = false;
    };
    gitHub.asked = [];
    await nights.night(night(0), { resume });
    expect(nights.facts.size).toBe(550);
    expect(read(gitHub)).toHaveLength(5);
  });

  it('says that the log did not understand a question without a cursor', async () => {
    const { gitHub, nights } = setUp('audit-log');
    gitHub.events = [];
    const rest = gitHub.rest.bind(gitHub);
    gitHub.rest = async (...asked) => ({ ...(await rest(...asked)), status: 422 });
    await expect(nights.night(night(0))).rejects.toThrow('the audit log of acme did not understand the question for events from 2026-08-22T03:00:00.000Z');
    gitHub.rest = async (...asked) => ({ ...(await rest(...asked)), data: { message: 'odd' } });
    await expect(nights.night(night(0))).rejects.toThrow('the audit log of acme answered with something that is no list of events');
  });

  it.each(['absent', 'forbidden'] as const)('reads repositories where the log is %s, and says so once', async (events) => {
    const { gitHub, nights } = setUp();
    gitHub.events = events;
    gitHub.runs.set('acme/app', [{ id: 1, created_at: '2026-11-19T10:00:00Z', run_started_at: '2026-11-19T10:00:00Z', updated_at: '2026-11-19T10:01:00Z', run_attempt: 1, status: 'completed', conclusion: 'success', head_branch: 'main', event: 'push', path: '.github/workflows/ci.yml' }]);
    await nights.night(night(0));
    expect(nights.facts.size).toBe(1);
    expect(nights.findings.map(({ code, severity, what }) => [code, severity, what])).toEqual([
      ['ALM1030', 'note', 'The audit log of acme may not be read, so its workflow runs are read repository by repository.'],
    ]);
    expect(gitHub.asked.filter((path) => path.includes('audit-log'))).toHaveLength(1);
  });

  it('is withheld where the log was read before, and goes on from there when it may be read again', async () => {
    const { gitHub, nights } = setUp();
    const events = [event(1, start - day)];
    gitHub.events = events;
    await nights.night(night(0));
    gitHub.events = 'forbidden';
    gitHub.asked = [];
    await expect(nights.night(night(1))).rejects.toMatchObject({ withheld: true });
    expect(gitHub.asked.filter((path) => path.includes('/actions/runs'))).toEqual([]);
    gitHub.events = [...events, event(2, start + day / 2), event(3, start + 1.5 * day)];
    await nights.night(night(2));
    expect(nights.values().map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('is withheld where only the log was wanted', async () => {
    const { gitHub, nights } = setUp('audit-log');
    gitHub.events = 'forbidden';
    const failure = await nights.night(night(0)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceError);
    expect(failure).toMatchObject({ withheld: true, message: expect.stringContaining('the credentials lack the permission `Administration: read (organisation), or read:audit_log`') });
  });

  it('reads nothing where runs are not wanted', async () => {
    const gitHub = new FakeGitHub();
    await new Nights(makeCollector(accessTo(gitHub, () => stubs)), { org: 'acme', runs: 'none' }).night(night(0));
    expect(gitHub.asked).toEqual([]);
  });

  it('loses no event however nights are cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 * 86_400 }), { maxLength: 700 }), fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }), fc.boolean(), async (seconds, cuts, byDeadline) => {
        const { gitHub, nights } = setUp('audit-log');
        const all = seconds.map((second, index) => event(index + 1, start - day + second * 1000));
        for (const n of [0, 1, 2]) {
          gitHub.events = all.filter((one) => Number(one['@timestamp']) < start + n * day);
          const pages = cuts[n];
          if (pages === undefined) await nights.night(night(n));
          else if (byDeadline) {
            gitHub.allowed = gitHub.asked.length + pages;
            await nights.night(night(n));
            gitHub.allowed = Infinity;
          } else await nights.night(night(n), { resume: await nights.night(night(n), { killAfterPages: pages }) });
        }
        gitHub.events = all;
        await nights.night(night(3));
        expect(nights.facts.size).toBe(all.length);
      }),
      { numRuns: 40 },
    );
  });
});
