import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCollector } from '../../collectors/github-alerts/collector.ts';
import { SourceError } from '../../src/collect/contract.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import { accessTo, stub } from '../github-runs/fake-github.ts';
import { Nights } from '../github-runs/nights.ts';
import { type FakeAlert, FakeAlerts } from './fake-alerts.ts';

const day = 86_400_000;
const start = Date.parse('2026-11-20T03:00:00Z');
const at = (ms: number): string => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
const night = (n: number): string => new Date(start + n * day).toISOString();
const stubs = [stub('app'), stub('shop')];

const person = { login: 'CANARY-LOGIN', id: 1, email: 'CANARY-EMAIL' };

function repository(name: string): FakeAlert['repository'] {
  const { key, databaseId } = stub(name);
  return { id: databaseId ?? 0, node_id: key, full_name: `acme/${name}`, ...{ owner: person, private: true } };
}

function dependabotAlert(number: number, more: Record<string, unknown> = {}): FakeAlert {
  return {
    number,
    state: 'open',
    dependency: { package: { ecosystem: 'npm', name: 'lodash' }, manifest_path: 'CANARY-PLACE/package.json', scope: 'runtime' },
    security_advisory: { ghsa_id: 'GHSA-aaaa-bbbb-cccc', cve_id: null, severity: 'high', description: 'CANARY-TEXT' },
    security_vulnerability: { package: { ecosystem: 'npm', name: 'lodash' }, severity: 'critical' },
    created_at: at(start - 10 * day),
    updated_at: at(start - 9 * day),
    dismissed_at: null,
    dismissed_by: person,
    dismissed_comment: 'CANARY-TEXT',
    fixed_at: null,
    repository: repository('app'),
    ...more,
  };
}

function codeScanningAlert(number: number, more: Record<string, unknown> = {}): FakeAlert {
  return {
    number,
    state: 'open',
    created_at: at(start - 10 * day),
    updated_at: at(start - 9 * day),
    fixed_at: null,
    dismissed_at: null,
    dismissed_by: person,
    rule: { id: 'js/sql-injection', severity: 'error', security_severity_level: 'high', description: 'CANARY-TEXT', help: 'CANARY-TEXT' },
    tool: { name: 'CodeQL' },
    most_recent_instance: { ref: 'refs/heads/CANARY-BRANCH', message: { text: 'CANARY-TEXT' }, location: { path: 'CANARY-PLACE/a.ts', start_line: 4 } },
    repository: repository('app'),
    ...more,
  };
}

function secretAlert(number: number, more: Record<string, unknown> = {}): FakeAlert {
  return {
    number,
    state: 'open',
    created_at: at(start - 10 * day),
    updated_at: null,
    resolution: null,
    resolved_at: null,
    resolved_by: person,
    resolution_comment: 'CANARY-TEXT',
    secret_type: 'aws_access_key_id',
    secret_type_display_name: 'Amazon AWS Access Key ID',
    secret: 'AKIA-CANARY-SECRET',
    locations_url: 'https://api.github.com/CANARY-PLACE',
    first_location_detected: { path: 'CANARY-PLACE/.env', start_line: 1, blob_sha: 'CANARY-SHA' },
    push_protection_bypassed_by: person,
    repository: repository('shop'),
    ...more,
  };
}

function setUp(): { gitHub: FakeAlerts; nights: Nights<GitHubSource> } {
  const gitHub = new FakeAlerts();
  return { gitHub, nights: new Nights(makeCollector(accessTo(gitHub, () => stubs)), { org: 'acme', history: 30 }) };
}

describe('security alerts', () => {
  it('are kept as facts of what, how bad and since when', async () => {
    const { gitHub, nights } = setUp();
    gitHub.alerts = {
      dependabot: [dependabotAlert(1), dependabotAlert(2, { state: 'auto_dismissed', auto_dismissed_at: at(start - 8 * day) }), dependabotAlert(3, { state: 'fixed', fixed_at: at(start - 9 * day), security_vulnerability: null, dependency: null })],
      'code-scanning': [codeScanningAlert(1), codeScanningAlert(2, { rule: { id: 'style', severity: 'warning' }, state: 'dismissed', dismissed_at: at(start - 9 * day) })],
      'secret-scanning': [secretAlert(1), secretAlert(2, { state: 'resolved', resolution: 'revoked', resolved_at: at(start - 2 * day), updated_at: at(start - 2 * day) }), secretAlert(3, { state: 'resolved', resolution: 'false_positive', resolved_at: at(start - 2 * day), updated_at: at(start - 2 * day) })],
    };
    await nights.night(night(0));
    expect(nights.values().map(({ repository: name, tool, id, severity, state, rule, package: component, resolvedAt }) => [name, tool, id, severity, state, rule, component, resolvedAt])).toEqual([
      ['github.com/acme/app', 'code-scanning', '1', 'high', 'open', 'js/sql-injection', undefined, undefined],
      ['github.com/acme/app', 'code-scanning', '2', 'medium', 'dismissed', 'style', undefined, '2026-11-11T03:00:00.000Z'],
      ['github.com/acme/app', 'dependabot', '1', 'critical', 'open', 'GHSA-aaaa-bbbb-cccc', 'npm/lodash', undefined],
      ['github.com/acme/app', 'dependabot', '2', 'critical', 'dismissed', 'GHSA-aaaa-bbbb-cccc', 'npm/lodash', '2026-11-12T03:00:00.000Z'],
      ['github.com/acme/app', 'dependabot', '3', 'high', 'fixed', 'GHSA-aaaa-bbbb-cccc', undefined, '2026-11-11T03:00:00.000Z'],
      ['github.com/acme/shop', 'secret-scanning', '1', 'unknown', 'open', 'aws_access_key_id', undefined, undefined],
      ['github.com/acme/shop', 'secret-scanning', '2', 'unknown', 'fixed', 'aws_access_key_id', undefined, '2026-11-18T03:00:00.000Z'],
      ['github.com/acme/shop', 'secret-scanning', '3', 'unknown', 'dismissed', 'aws_access_key_id', undefined, '2026-11-18T03:00:00.000Z'],
    ]);
    expect(nights.pages.flatMap(({ census = [] }) => census.map(({ record }) => record))).toEqual(expect.arrayContaining(['dependabot-alert', 'code-scanning-alert', 'secret-scanning-alert']));
  });

  it('never hold a secret, its place, a text or a person, also where a record makes no sense', async () => {
    const { gitHub, nights } = setUp();
    await nights.night(night(0));
    gitHub.alerts = {
      dependabot: [dependabotAlert(1), dependabotAlert(2, { number: 'CANARY-NUMBER' }), dependabotAlert(3, { state: 'CANARY-STATE' })],
      'code-scanning': [codeScanningAlert(1), codeScanningAlert(2, { created_at: 'CANARY-TIME', rule: 'CANARY-RULE' })],
      'secret-scanning': [secretAlert(1), secretAlert(2, { state: { secret: 'CANARY' } }), secretAlert(3, { secret_type: { 'CANARY-KEY': 1 } })],
    };
    for (const alert of Object.values(gitHub.alerts).flat()) alert.updated_at = at(start + 3_600_000);
    await nights.night(night(1));
    expect(nights.facts.size).toBe(4);
    expect(nights.quarantine.map(({ record, reason }) => `${record}: ${reason}`)).toEqual([
      'code-scanning alert of github.com/acme/app: not as expected: created',
      'dependabot alert of github.com/acme/app: not as expected: number',
      'dependabot alert 3 of github.com/acme/app: its state is not known',
      'secret-scanning alert of github.com/acme/shop: not as expected: state',
    ]);
    const kept = nights.pages.map(({ name, body, bookmark }) => ({ name, body, bookmark }));
    // A state that is not known is a text of one word from GitHub; the others never get that far.
    expect(JSON.stringify([kept, nights.values(), nights.quarantine, nights.findings]).replaceAll('CANARY-STATE', '')).not.toContain('CANARY');
    expect(gitHub.asked.filter((path) => path.includes('secret-scanning')).every((path) => path.includes('&hide_secret=true'))).toBe(true);
  });

  it('of a first reading are all that are open, and those resolved in the time wanted', async () => {
    const { gitHub, nights } = setUp();
    gitHub.alerts['code-scanning'] = [
      ...Array.from({ length: 150 }, (_, index) => codeScanningAlert(index + 1, { created_at: at(start - 500 * day), updated_at: at(start - 400 * day - index * 1000) })),
      codeScanningAlert(201, { state: 'fixed', fixed_at: at(start - 5 * day), updated_at: at(start - 5 * day) }),
      ...Array.from({ length: 350 }, (_, index) => codeScanningAlert(index + 300, { state: 'fixed', fixed_at: at(start - 100 * day), updated_at: at(start - 100 * day - index * 1000) })),
    ];
    await nights.night(night(0));
    const ids = nights.values().map(({ id }) => Number(id));
    expect(ids.filter((id) => id <= 201)).toHaveLength(151);
    // A page of them is read to see that they are too old, and its alerts are no worse for it.
    expect(gitHub.asked.filter((path) => path.includes('code-scanning'))).toHaveLength(5);
  });

  it('are read as far back as the last reading, a request for each tool where little changed', async () => {
    const { gitHub, nights } = setUp();
    const old = Array.from({ length: 450 }, (_, index) => dependabotAlert(index + 1, { updated_at: at(start - (index + 1) * 3_600_000) }));
    gitHub.alerts['dependabot'] = old;
    await nights.night(night(0));
    gitHub.asked = [];
    gitHub.alerts['dependabot'] = [dependabotAlert(400, { state: 'fixed', fixed_at: at(start + 3600), updated_at: at(start + 3600) }), ...old.filter(({ number }) => number !== 400)];
    await nights.night(night(1));
    expect(gitHub.asked).toHaveLength(4);
    expect(nights.facts.get(JSON.stringify(['github.com/acme/app', 'dependabot', '400']))).toMatchObject({ state: 'fixed' });
  });

  it('begin a list anew where GitHub forgot the cursor', async () => {
    const { gitHub, nights } = setUp();
    gitHub.alerts['dependabot'] = Array.from({ length: 250 }, (_, index) => dependabotAlert(index + 1, { updated_at: at(start - (index + 1) * 3_600_000) }));
    gitHub.allowed = 3;
    await nights.night(night(0));
    gitHub.allowed = Infinity;
    gitHub.forgottenCursors = true;
    gitHub.meanwhile = () => {
      if (gitHub.asked.filter((path) => path.includes('dependabot')).length > 4) gitHub.forgottenCursors = false;
    };
    await nights.night(night(1));
    expect(nights.values().filter(({ tool }) => tool === 'dependabot')).toHaveLength(250);
  });

  it.each([403, 404])('of a tool that answers %i are unknown with the reason, and the others are read', async (status) => {
    const { gitHub } = setUp();
    gitHub.refuses = { 'code-scanning': status };
    gitHub.alerts['dependabot'] = [dependabotAlert(1)];
    const collector = makeCollector(accessTo(gitHub, () => stubs));
    const failure = await new Nights(collector, { org: 'acme' }).night(night(0)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceError);
    expect(failure).toMatchObject({
      withheld: true,
      message: 'The code-scanning alerts of acme cannot be read: the organisation does not use the tool, or the credentials lack `Code scanning alerts: read`',
      finding: { code: 'ALM1031', severity: 'note' },
    });
  });

  it('fail where the answer is no list, or the host is down', async () => {
    const { gitHub, nights } = setUp();
    gitHub.refuses = { 'code-scanning': 500 };
    await expect(nights.night(night(0))).rejects.toThrow('GitHub answered 500');
    const rest = gitHub.rest.bind(gitHub);
    gitHub.refuses = {};
    gitHub.rest = async (...asked) => ({ ...(await rest(...asked)), data: {} });
    await expect(nights.night(night(0))).rejects.toThrow('the code-scanning alerts of acme came in a form that is no list');
  });
});

it('loses no change, whatever moves while pages are read and however nights are cut off', async () => {
  const change = fc.record({ number: fc.integer({ min: 1, max: 320 }), when: fc.integer({ min: 1, max: 12 }), state: fc.constantFrom('open', 'fixed', 'dismissed') });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 320 }), fc.array(change, { maxLength: 30 }), fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }), fc.boolean(), async (count, changes, cuts, byDeadline) => {
      const { gitHub, nights } = setUp();
      gitHub.alerts['dependabot'] = Array.from({ length: count }, (_, index) => dependabotAlert(index + 1, { updated_at: at(start - (index + 1) * 600_000) }));
      let answered = 0;
      let now = start;
      gitHub.meanwhile = () => {
        answered += 1;
        for (const { number, when, state } of changes) {
          if (when !== answered) continue;
          const found = gitHub.alerts['dependabot']?.find((alert) => alert.number === number);
          if (found !== undefined) Object.assign(found, { state, updated_at: at((now += 1000)), fixed_at: state === 'fixed' ? at(now) : null });
        }
      };
      for (const n of [0, 1, 2]) {
        now = start + n * day;
        const pages = cuts[n];
        if (pages === undefined) await nights.night(night(n));
        else if (byDeadline) {
          gitHub.allowed = gitHub.asked.length + pages;
          await nights.night(night(n));
          gitHub.allowed = Infinity;
        } else await nights.night(night(n), { resume: await nights.night(night(n), { killAfterPages: pages }) });
      }
      answered = Infinity;
      for (const n of [3, 4]) await nights.night(night(n));
      const expected = new Map(gitHub.alerts['dependabot']?.map(({ number, state }) => [String(number), state]));
      expect(new Map(nights.values().map(({ id, state }) => [id, state]))).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});
