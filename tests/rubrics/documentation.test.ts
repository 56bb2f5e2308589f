import { describeRubric } from './rubric.ts';
import { measured, metadata, noRepository, type Sample, spec, unmeasured, unread, withFiles, without } from './sample.ts';

const good: Sample = {
  metadata: {
    description: 'Takes orders from the website',
    annotations: { 'backstage.io/source-location': 'url:https://git.example.com/acme/subject/' },
    links: [{ url: 'https://example.com/runbook', title: 'Runbook', type: 'runbook' }],
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-a', system: 'shop', providesApis: ['orders'] },
  repository: withFiles('readme', 'docs', 'contributing', 'changelog'),
  supplyChain: undefined,
  measurements: { docsReviewedAt: '2026-06-01T00:00:00Z', medianFirstResponse: 30 },
  changes: [],
  deliveries: [],
};

describeRubric('documentation', good, {
  'has-description': { fails: metadata({ description: '' }) },
  readme: { fails: without('readme'), unknown: unread },
  'has-owner': { fails: spec({ owner: 'nobody' }) },
  'part-of-a-system': { fails: spec({ system: undefined }) },
  links: { fails: metadata({ links: [] }), says: 'links: 0' },
  docs: { fails: without('docs'), unknown: noRepository },
  'api-definitions': { fails: spec({ providesApis: ['orders', 'bare'] }), apart: spec({ providesApis: [] }), says: 'APIs without a definition: 1 of 2' },
  'described-apis': { fails: spec({ providesApis: ['orders', 'bare'] }), apart: spec({ providesApis: [] }), says: 'APIs without a description: 1 of 2' },
  runbook: { fails: metadata({ links: [{ url: 'https://example.com/chat' }] }), apart: spec({ type: 'library' }) },
  contributing: { fails: without('contributing'), unknown: unread },
  changelog: { fails: without('changelog'), unknown: unread },
  reviewed: { fails: measured({ docsReviewedAt: '2025-06-01T03:00:00Z' }), unknown: unmeasured('docsReviewedAt'), says: 'last reviewed 538 days ago, limit 365' },
  answered: { fails: measured({ medianFirstResponse: 200 }), unknown: unmeasured('medianFirstResponse'), says: 'half of the questions wait longer than 200 hours for an answer, limit 120' },
});
