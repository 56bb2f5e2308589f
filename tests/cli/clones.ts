import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepository } from '../clones/repositories.ts';

const catalogInfo = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
  description: Takes money
spec:
  type: service
  lifecycle: production
  owner: team-payments
  dependsOn: [component:ledger]
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team-payments
spec:
  type: team
  children: []
`;

/** A small folder of clones with a catalog, an owner, a relation and a repository that nothing claims. */
export function makeClones(dir: string): string {
  mkdirSync(dir, { recursive: true });
  makeRepository(join(dir, 'payments'), {
    remote: 'https://github.com/acme/payments.git',
    commits: [
      { at: '2026-03-02T10:00:00Z', files: { 'README.md': '# Payments\n', 'catalog-info.yaml': catalogInfo, CODEOWNERS: '* @acme/team-payments\n' } },
      { at: '2026-06-02T10:00:00Z', files: { LICENSE: 'not a licence that anyone knows\n', 'src/main.ts': 'export {};\n' } },
    ],
    tags: [{ name: 'v1.0.0', of: ':1', at: '2026-03-03T10:00:00Z' }],
  });
  makeRepository(join(dir, 'ledger.git'), {
    bare: true,
    remote: 'git@github.com:acme/ledger.git',
    commits: [{ at: '2026-05-04T10:00:00Z', files: { 'README.md': '# Ledger\n', 'main.go': 'package main\n' } }],
  });
  makeRepository(join(dir, 'group', 'tool'), {
    commits: [{ at: '2026-05-05T10:00:00Z', files: { 'tool.py': 'print(1)\n' } }],
  });
  return dir;
}
