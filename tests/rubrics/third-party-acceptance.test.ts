import type { Delivery } from '../../src/schema/facts/delivery.ts';
import { describeRubric } from './rubric.ts';
import { deliveries, measured, noEvents, repository, type Sample, spec, unmeasured, unread, withFiles, without } from './sample.ts';

const kept: Partial<Delivery> = { deliveredAt: '2026-10-01T00:00:00Z', testsRun: 10, testsPassed: 10, builtByUs: true, branchMerged: true, securityGate: 'passed', accepted: true };
const good: Sample = {
  metadata: { tags: ['third-party'], annotations: { 'backstage.io/source-location': 'url:https://git.example.com/acme/subject/' } },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
  repository: { ...withFiles('lockfile', 'license'), license: 'MIT' },
  supplyChain: undefined,
  measurements: { lastSupplierReviewAt: '2026-03-01T00:00:00Z' },
  changes: [],
  deliveries: [kept, kept],
};
/** Two: one that keeps the rules, and a later one that is otherwise. */
const beside = (other: Partial<Delivery>): ReturnType<typeof deliveries> => deliveries(kept, { ...kept, deliveredAt: '2026-11-01T00:00:00Z', ...other });
const lacking = (field: keyof Delivery): ReturnType<typeof deliveries> => deliveries(kept, { deliveredAt: '2026-11-01T00:00:00Z', ...Object.fromEntries(Object.entries(kept).filter(([name]) => name !== field && name !== 'deliveredAt')) });
const none = deliveries();

describeRubric('third-party-acceptance', good, {
  'on-record': { fails: none, unknown: noEvents, says: 'deliveries in 365 days: 0' },
  'has-owner': { fails: spec({ owner: 'nobody' }) },
  'tested-here': { fails: beside({ testsRun: 0, testsPassed: 0 }), unknown: lacking('testsRun'), apart: none, says: 'deliveries that we ran tests on: 50 % of 2, 100 % are asked' },
  'built-here': { fails: beside({ builtByUs: false }), unknown: lacking('builtByUs'), apart: none, says: 'deliveries that our pipeline built: 50 % of 2, 100 % are asked' },
  'gate-run': { fails: beside({ securityGate: 'not-run' }), unknown: lacking('securityGate'), apart: none, says: 'deliveries that our security gate looked at: 50 % of 2, 100 % are asked' },
  'tests-passed': { fails: beside({ testsPassed: 9 }), unknown: lacking('testsPassed'), apart: none, says: 'tested deliveries in which all tests passed: 50 %, 80 % are asked' },
  'merged-by-our-rules': { fails: beside({ branchMerged: false }), unknown: lacking('branchMerged'), apart: none },
  'gate-passed': { fails: beside({ securityGate: 'failed' }), unknown: lacking('securityGate'), apart: none, says: 'deliveries that passed our security gate: 50 % of 2, 80 % are asked' },
  'last-accepted': { fails: beside({ accepted: false }), unknown: lacking('accepted'), apart: none, says: 'delivery D-1 of Example, 20 days ago' },
  lockfile: { fails: without('lockfile'), unknown: unread },
  'tests-always-passed': { fails: deliveries(kept, kept, kept, kept, kept, { ...kept, testsPassed: 9 }), unknown: lacking('testsPassed'), apart: none },
  'gate-always-passed': { fails: deliveries(kept, kept, kept, kept, kept, { ...kept, securityGate: 'failed' }), unknown: lacking('securityGate'), apart: none },
  licence: { fails: repository({ license: 'NOASSERTION' }), unknown: unread },
  'supplier-review': { fails: measured({ lastSupplierReviewAt: '2025-01-01T03:00:00Z' }), unknown: unmeasured('lastSupplierReviewAt'), says: 'last reviewed 689 days ago, limit 365' },
});
