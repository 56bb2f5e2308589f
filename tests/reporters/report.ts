import { entityCheck, type CheckOutcome, type EntityCheck, type ScorecardOutcome } from '../../src/schema/cli/entity-check.ts';

const levels = [
  { id: 'bronze', title: 'Bronze' },
  { id: 'silver', title: 'Silver' },
  { id: 'gold', title: 'Gold' },
];

/** A check of a level, by its index, with what differs from a plain pass. */
export function outcome(id: string, level: number, changes: Partial<CheckOutcome> = {}): CheckOutcome {
  return {
    id,
    title: `Has a ${id}`,
    level: levels[level] ?? { id: 'none', title: 'None' },
    pillar: 'maintainability',
    weight: 1,
    verdict: 'pass',
    holds: false,
    missing: [],
    controls: [],
    place: { file: 'scorecards/ready.yaml', line: 10 + level, column: 5 },
    ...changes,
  };
}

/** One of each kind of outcome. */
export const checks: readonly CheckOutcome[] = [
  outcome('readme', 0),
  outcome('owner', 0, { verdict: 'not-applicable' }),
  outcome('runbook', 1, {
    verdict: 'fail',
    holds: true,
    weight: 3,
    message: 'none of 4 links is a runbook',
    description: 'Whoever is on call knows what to do.',
    fix: { text: 'Write one.', url: 'https://docs.example.com/runbooks' },
    controls: ['SOC2:CC7.4'],
  }),
  outcome('slo', 2, { verdict: 'fail', message: 'no objective' }),
  outcome('protection', 1, {
    verdict: 'unknown',
    holds: true,
    missing: [{ fact: 'repository.measurements.protected', of: 'github.com/acme/payments', reason: 'no source says it' }],
  }),
  outcome('release', 1, {
    verdict: 'exempt',
    raw: 'fail',
    message: 'released 120 days ago, limit 90',
    measured: 120,
    target: 90,
    direction: 'at-most',
    unit: 'days',
    exemption: { reason: 'Frozen for the audit', approvedBy: 'Architecture board', expires: '2026-11-30', daysLeft: 10, place: { file: 'decisions/2026.yaml', line: 4, column: 5 } },
  }),
  outcome('sbom', 0, { verdict: 'fail', announced: '2027-01-01', message: 'no bill of materials' }),
];

export function scorecard(changes: Partial<ScorecardOutcome> = {}): ScorecardOutcome {
  return {
    id: 'ready',
    title: 'Production readiness',
    place: { file: 'scorecards/ready.yaml', line: 1, column: 1 },
    levels,
    level: { id: 'bronze', title: 'Bronze' },
    score: 1 / 3,
    rawScore: 0.25,
    counts: { pass: 1, fail: 2, 'not-applicable': 1, unknown: 1, exempt: 1 },
    checks: [...checks],
    next: {
      level: { id: 'silver', title: 'Silver' },
      steps: [
        { check: 'runbook', peers: { passed: 12, of: 20 } },
        { check: 'protection', peers: { passed: 0, of: 0 } },
      ],
    },
    ...changes,
  };
}

/** What `almanac check --entity payments` might have found. */
export function report(changes: Partial<EntityCheck> = {}): EntityCheck {
  return entityCheck.parse({
    asOf: '2026-11-20T12:00:00.000Z',
    tool: 'Almanac 1.2.3',
    entity: { ref: 'component:default/payments', title: 'Payments', owner: 'group:default/team-payments' },
    failed: true,
    clone: { repository: 'github.com/acme/payments', commit: '0123456789abcdef0123456789abcdef01234567', belongs: true },
    previously: '2026-11-20T01:00:00.000Z',
    location: { file: 'catalog-info.yaml', line: 3 },
    scorecards: [scorecard()],
    undecided: [],
    notApplicable: [],
    ...changes,
  } satisfies EntityCheck);
}
