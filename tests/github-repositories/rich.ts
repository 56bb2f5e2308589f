import { generateWorld, type RepositoryDetails, type World } from '../doubles/github/world.ts';

const now = '2026-11-01T03:00:00Z';
const day = 86_400_000;

/** An organisation of a few repositories, the first of which has everything. */
export function richWorld(): World {
  const world = generateWorld({ repositories: 4, now, history: 1, day: { changed: 0 } });
  const [first] = world.repositories.values();
  if (first === undefined) throw new Error('no repository');
  first.name = 'payments';
  first.visibility = 'internal';
  first.archived = false;
  first.fork = false;
  first.template = true;
  first.revision = Math.max(1, first.revision);
  first.pushedAt = Date.parse(now) - 2 * day;
  first.details = everything;
  world.version += 1;
  return world;
}

const component = (name: string): string => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: payments
`;

const everything: Partial<RepositoryDetails> = {
  description: 'Takes the money',
  topics: ['payments', 'go'],
  languages: [{ name: 'Go', bytes: 90_000 }, { name: 'Shell', bytes: 900 }],
  license: 'Apache-2.0',
  files: {
    'README.md': '# Payments\n',
    LICENSE: 'Apache License 2.0\n',
    'catalog-info.yaml': `${component('payments')}---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata:
  name: services
spec:
  targets:
    - ./services/*/catalog-info.yaml
    - ./apis/ledger.yaml
`,
    'services/refunds/catalog-info.yaml': component('refunds'),
    'services/payouts/catalog-info.yaml': component('payouts'),
    'apis/ledger.yaml': `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: ledger
spec:
  type: openapi
  lifecycle: production
  owner: payments
  definition:
    $text: ./ledger.openapi.yaml
`,
    'apis/ledger.openapi.yaml': 'openapi: 3.1.0\n',
    '.github/CODEOWNERS': '* @acme/payments\n/docs/ @acme/writers\n/gone/ @acme/nobody\n[bad]/ @acme/payments\n',
    '.github/workflows/ci.yml': 'name: CI\n',
    '.circleci/config.yml': 'version: 2.1\n',
    'services/refunds/go.sum': '\n',
    'services/refunds/refund_test.go': 'package refunds\n',
  },
  codeownersErrors: [
    { line: 3, column: 8, kind: 'Unknown owner', source: '/gone/ @acme/nobody', suggestion: null, message: 'Unknown owner on line 3: make sure the team @acme/nobody exists\n\n  /gone/ @acme/nobody\n         ^', path: '.github/CODEOWNERS' },
    { line: 4, column: 1, kind: 'Invalid pattern', source: '[bad]/', suggestion: null, message: 'Invalid pattern on line 4: character ranges are not supported', path: '.github/CODEOWNERS' },
  ],
  protection: { approvals: 2, codeOwnerReview: true, checks: ['build', 'test'], forcePushes: false, deletions: false, signatures: true, linearHistory: false },
  openPullRequests: [100, 40, 8, 1].map((age, index) => ({ number: index + 1, createdAt: Date.parse(now) - age * day, draft: index === 1 })),
  customProperties: { tier: '1', 'cost-center': null, data: ['personal', 'payment'] },
  branches: 7,
  tags: 3,
  diskUsage: 1234,
};
