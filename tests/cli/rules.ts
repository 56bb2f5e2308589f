import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ready = `id: ready
title: Ready
levels:
  - id: bronze
    title: Bronze
  - id: silver
    title: Silver
checks:
  - id: readme
    title: Has a README
    level: bronze
    pillar: maintainability
    expression: repository.hasFile('readme')
    fix:
      text: Write one.
      url: https://docs.example.com/readme
    controls: [SOC2:CC2.3]
  - id: licence
    title: Has a licence
    level: silver
    pillar: security
    expression: repository.hasFile('license')
    message: "{repository.files} files, licence {repository.license}"
  - id: released
    title: Was released lately
    level: silver
    pillar: velocity
    applies: "!('finished' in entity.tags)"
    measure: daysSince(repository.latestReleaseAt)
    target: 90
    direction: at-most
    unit: days
    message: released {measured} days ago, limit {target}
  - id: contributing
    title: Says how to contribute
    level: bronze
    pillar: maintainability
    expression: repository.hasFile('contributing')
  - id: changelog
    title: Keeps a changelog
    level: bronze
    pillar: maintainability
    expression: repository.hasFile('changelog')
    enabledFrom: 2027-01-01
`;

const suppliers = `id: suppliers
title: Suppliers
applies: entity.type == 'supplied'
levels:
  - id: accepted
    title: Accepted
checks:
  - id: tests
    title: Has tests
    level: accepted
    pillar: maintainability
    expression: repository.hasFile('tests')
`;

const decisions = `exemptions:
  - scorecard: ready
    check: contributing
    entities: [component:payments]
    reason: Closed source until the spring
    approvedBy: Architecture board
    expires: 2026-12-01
`;

const teams = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team-payments
spec:
  type: team
  children: []
`;

/** Content with a scorecard of two levels and one of suppliers, an exemption and a team. */
export const content: Readonly<Record<string, string>> = {
  'almanac.yaml': 'name: Acme\n',
  'scorecards/ready.yaml': ready,
  'scorecards/suppliers.yaml': suppliers,
  'decisions/2026.yaml': decisions,
  'catalog/teams.yaml': teams,
};

/** What the repository of component:payments declares. */
export const catalogInfo = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
  title: Payments
spec:
  type: service
  lifecycle: production
  owner: team-payments
`;

/** Writes files below `dir`, by path. */
export function write(dir: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}
