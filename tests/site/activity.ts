import type { RepositoryActivity } from '../../src/schema/edition/activity.ts';
import type { Provenance } from '../../src/schema/fact.ts';
import { asOf, link, repositoryName, teamName } from './entities.ts';

const age = { state: 'current', observedAt: asOf, days: 0 } as const;
const lost = { state: 'unknown', reason: 'the token lacks Secret scanning alerts: read' } as const;

function from(collector: string, n: number): { age: typeof age; sources: Provenance[] } {
  const source = { source: `GitHub, ${repositoryName(n)}`, url: `https://${repositoryName(n)}`, collector, version: '1', observedAt: asOf, since: '2026-11-20T03:00:00Z' };
  return { age, sources: [source] };
}

/** What happens in repository `n`: every third is known in full, every third in part, of the others nobody tells. */
export function activity(n: number, teams: number): RepositoryActivity {
  if (n % 3 === 2) return {};
  if (n % 3 === 1) {
    return {
      alerts: { unknown: 'it was never read: the token lacks Dependabot alerts: read', n: 0, age: lost, sources: [] },
      runs: { known: { runs: 0, decided: 0, succeeded: 0, unfinished: 0 }, from: '2026-10-22T03:00:00Z', n: 0, age, sources: [] },
      merges: { withheld: "fewer than 5 were merged, or none: so few could be one person's work", from: '2026-08-23T03:00:00Z', n: 0, ...from('github-pull-requests', n) },
      environments: { known: { total: 0, list: [] }, n: 0, age, sources: [] },
      teams: { unknown: 'it was never read: the App may not read Members', n: 0, age: lost, sources: [] },
    };
  }
  return {
    alerts: {
      known: {
        open: 7, over30Days: 3, over90Days: 1, oldestAt: '2026-06-03T08:00:00Z',
        bySeverity: [{ severity: 'critical', open: 1, over30Days: 0, over90Days: 0 }, { severity: 'high', open: 6, over30Days: 3, over90Days: 1 }],
        byTool: [{ tool: 'dependabot', open: 5 }, { tool: 'code-scanning', open: 2 }, { tool: 'secret-scanning', unknown: 'the token lacks Secret scanning alerts: read' }],
      },
      n: 7, ...from('github-alerts', n),
    },
    runs: { known: { runs: 1843, decided: 1790, succeeded: 1701, unfinished: 2, medianSeconds: 384.5, billableMinutes: 10_400 }, from: '2026-10-22T03:00:00Z', n: 1790, ...from('github-runs', n) },
    deployments: { known: { production: 41, succeeded: 39, failed: 2, unclassified: 12, last: { environment: 'production-eu', at: '2026-11-20T16:00:00Z' } }, from: '2026-10-22T03:00:00Z', n: 41, ...from('github-deployments', n) },
    merges: { known: { merged: 133, medianHours: 7.4 }, from: '2026-08-23T03:00:00Z', n: 133, ...from('github-pull-requests', n) },
    issues: { known: { classes: [{ class: 'incident', open: 1, opened: 4 }, { class: 'request', open: 12, opened: 30 }] }, n: 90, ...from('github-issues', n) },
    usage: { known: { minutes: 10_400, netAmount: 41.6, grossAmount: 83.2 }, from: '2026-10-22T03:00:00Z', n: 30, ...from('github-billing', n) },
    releases: { known: { total: 14, latest: [{ tag: 'v2.4.0', name: 'Autumn', publishedAt: '2026-10-01T08:00:00Z', prerelease: false, immutable: true, url: `https://${repositoryName(n)}/releases/v2.4.0` }, { tag: 'v3.0.0-rc.1', publishedAt: '2026-11-10T08:00:00Z', prerelease: true }] }, n: 14, ...from('github-releases', n) },
    environments: { known: { total: 22, list: [{ name: 'production-eu', production: true, reviewRequired: true, waitMinutes: 15, branchesRestricted: true, url: `https://${repositoryName(n)}/deployments/production-eu` }, { name: 'preview', reviewRequired: false, waitMinutes: 0 }] }, n: 22, ...from('github-deployments', n) },
    teams: { known: { total: 2, list: [{ team: `github.com/acme/${teamName(n % teams)}`, permission: 'maintain', entity: link('Group', teamName(n % teams)) }, { team: 'github.com/acme/everybody', permission: 'pull' }] }, n: 2, ...from('github-teams', n) },
  };
}
