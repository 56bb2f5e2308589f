import { type Case, describeRubric } from './rubric.ts';
import { all, changes, drift, measured, metadata, noRepository, repository, type Sample, spec, unmeasured, unread, withFiles, without } from './sample.ts';

const links = [
  { url: 'https://example.com/runbook', title: 'Runbook', type: 'runbook' },
  { url: 'https://example.com/slo', type: 'slo' },
];
const onlyLink = (type: string): Record<string, unknown> => ({ links: links.filter((link) => link.type === type) });

const good: Sample = {
  metadata: {
    description: 'Takes orders from the website',
    labels: { 'harbour.example.com/tier': '1' },
    annotations: { 'backstage.io/source-location': 'url:https://git.example.com/acme/subject/', 'pagerduty.com/service-id': 'P1' },
    links,
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-a', system: 'shop', dependsOn: ['resource:db', 'component:strong'], consumesApis: ['orders'] },
  repository: { ...withFiles('readme', 'ci', 'tests'), latestRelease: '1.2.0', latestReleaseAt: '2026-11-01T12:00:00Z', lastCommitAt: '2026-11-12T12:00:00Z' },
  supplyChain: undefined,
  measurements: {
    testCoverage: 85,
    errorBudgetLeft: 60,
    alertsWithRunbook: 95,
    lastRollbackDrillAt: '2026-10-01T00:00:00Z',
    lastRestoreTestAt: '2026-10-01T00:00:00Z',
  },
  changes: [{ startedAt: '2026-11-10T18:00:00Z', stages: 3 }],
  deliveries: [],
};

const cases: Record<string, Case> = {
  'has-owner': { fails: spec({ owner: 'nobody' }), says: 'owner: group:default/nobody' },
  'has-description': { fails: metadata({ description: 'Orders' }), says: 'characters of its description: 6, at least 20 are asked' },
  ci: { fails: without('ci'), unknown: unread },
  runbook: { fails: metadata(onlyLink('slo')) },
  'on-call': { fails: metadata({ annotations: {} }), says: 'no service of PagerDuty named' },
  'known-source': { fails: all(noRepository, metadata({ annotations: {} })), says: 'repositories that are known: 0' },
  'complete-references': { fails: spec({ dependsOn: ['resource:gone', 'resource:db'] }), says: 'references that lead to nothing: resource:default/gone' },
  tests: { fails: without('tests'), unknown: noRepository },
  'one-owner': { fails: drift, says: 'shown: group:default/team-a; another source names others' },
  'recent-release': {
    fails: repository({ latestReleaseAt: '2026-08-01T03:00:00Z' }),
    unknown: all(repository({ ...withFiles('ci') }), (sample) => ({ ...sample, repository: { lastCommitAt: '2026-11-12T12:00:00Z' } })),
    apart: metadata({ tags: ['finished'] }),
    says: '1.2.0 was released 112 days ago, limit 90',
  },
  'recent-commit': { fails: repository({ lastCommitAt: '2026-05-01T03:00:00Z' }), unknown: unread, apart: metadata({ tags: ['finished'] }), says: 'last commit 204 days ago, limit 180' },
  'declared-dependencies': { fails: spec({ dependsOn: [], consumesApis: [] }), says: 'dependencies declared: 0; consumed APIs: 0' },
  'service-levels': { fails: metadata(onlyLink('runbook')) },
  'rollback-drill': { fails: measured({ lastRollbackDrillAt: '2026-01-21T03:00:00Z' }), unknown: unmeasured('lastRollbackDrillAt'), says: 'last rolled back 304 days ago, limit 180' },
  coverage: { fails: measured({ testCoverage: 42.5 }), unknown: unmeasured('testCoverage'), says: '42.5 % of lines are covered, 70 % are asked' },
  'error-budget': { fails: measured({ errorBudgetLeft: -20 }), unknown: unmeasured('errorBudgetLeft'), says: '-20 % of the error budget is left, 10 % are asked' },
  'restore-drill': { fails: measured({ lastRestoreTestAt: '2026-05-01T03:00:00Z' }), unknown: unmeasured('lastRestoreTestAt'), apart: spec({ dependsOn: ['component:strong'] }) },
  'alerts-with-runbook': { fails: measured({ alertsWithRunbook: 50 }), unknown: unmeasured('alertsWithRunbook') },
  'mature-dependencies': { fails: spec({ dependsOn: ['component:weak'], consumesApis: ['bare'] }), says: 'not in production, of what it depends on: 2' },
};

describeRubric('production-readiness', good, cases);

describeRubric('production-readiness-tier1', good, {
  ...cases,
  // Enough for the base, not for tier 1.
  'recent-release': { fails: repository({ latestReleaseAt: '2026-10-01T03:00:00Z' }), says: '1.2.0 was released 51 days ago, limit 30' },
  'rollback-drill': { fails: measured({ lastRollbackDrillAt: '2026-08-01T03:00:00Z' }), unknown: unmeasured('lastRollbackDrillAt'), says: 'last rolled back 112 days ago, limit 92' },
  'restore-drill': { fails: measured({ lastRestoreTestAt: '2026-08-01T03:00:00Z' }), unknown: unmeasured('lastRestoreTestAt') },
  coverage: { fails: measured({ testCoverage: 75 }), says: '75 % of lines are covered, 80 % are asked' },
  'error-budget': { fails: measured({ errorBudgetLeft: 20 }) },
  'strong-dependencies': { fails: spec({ dependsOn: ['resource:db', 'component:weak'] }), says: 'components of another tier that it depends on: 1' },
  'staged-rollout': { fails: changes({ stages: 1 }, { startedAt: '2026-11-10T18:00:00Z', stages: 3 }), unknown: changes({}), apart: changes(), says: 'stages of the last change: 1, at least 2 are asked' },
});
