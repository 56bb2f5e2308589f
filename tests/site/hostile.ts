import { entityPath, repositoryPath } from '../../src/edition/routes.ts';
import type { EntityPage } from '../../src/schema/edition/entity.ts';
import type { RepositoryPage } from '../../src/schema/edition/repository.ts';
import { asOf, plain } from './entities.ts';
import { emptyRepository } from './repositories.ts';

/** What a repository may say of itself to hurt whoever reads about it. */
export const script = '<script>alert("almanac")</script>';
export const image = '"><img src=x onerror=alert(1)>';
export const reversed = 'safe\u202Egnp.exe\u202C and \u2066hidden\u2069 \u200Bzero\u0007bell';
export const longWord = 'Donaudampfschifffahrtsgesellschaft'.repeat(12);

/** A component every part of which is hostile. */
export function hostileComponent(): EntityPage {
  const ref = 'component:default/hostile';
  return plain('Component', 'hostile', 1, {
    title: `${script} ${reversed}`,
    description: `${image} ${reversed} ${longWord}`,
    lifecycle: script,
    type: image,
    tags: ['<b>bold</b>', longWord],
    labels: { [script]: image, __proto__x: reversed },
    annotations: { [longWord]: longWord },
    links: [
      { url: 'javascript:alert(1)', title: 'Runbook' },
      { url: ' JaVaScRiPt:alert(1)', title: script },
      { url: 'data:text/html,<script>alert(1)</script>' },
      { url: 'https://user:secret@evil.example/', title: 'With a password' },
      { url: '//evil.example/x', title: 'Without a scheme' },
      { url: 'https://ok.example/"onmouseover="alert(1)', title: 'Quoted' },
      { url: 'https://xn--80ak6aa92e.example/\u202Egnp', title: `Reversed ${reversed}` },
    ],
    spec: { type: script, [image]: [reversed, { deep: longWord }] },
    ownership: {
      owner: script, ownerTitle: `${script}${reversed}`, resolved: false, drift: true,
      evidence: [
        { source: 'catalog', owner: script, resolved: false, asWritten: image, where: `${reversed}:1`, url: 'javascript:alert(2)', decides: true },
        { source: 'codeowners', owner: longWord, resolved: false, asWritten: longWord, where: longWord, decides: false },
      ],
    },
    relations: [{ type: 'dependsOn', label: 'depends on', total: 300, targets: [{ ref: script, title: script, kind: image }, { ref: longWord, title: longWord, kind: 'Component' }], more: 'search/?q=hostile' }],
    inferred: true,
    declareSnippet: `name: ${script}\n${reversed}`,
    provenance: { source: `${script}:1`, url: 'javascript:alert(3)', collector: 'catalog', version: '1', observedAt: asOf, since: asOf },
    findings: [{ code: 'ALM0305', severity: 'error', what: `${script} ${longWord}`, why: reversed, fix: image, entity: ref, file: `${reversed}.yaml`, line: 1 }],
    findingsTotal: 60,
    repositories: [{ repository: hostileId, path: repositoryPath(hostileId), webUrl: 'javascript:alert(4)', facts: [{ id: 'repository.license', label: script, unit: 'text', value: image, age: { state: 'old', days: 3, observedAt: asOf, reason: script } }] }],
    repositoriesTotal: 41,
  });
}

/** A repository's name may hold whatever a folder's name may. */
export const hostileId = 'local/<img>#1?q=\u202Egnp%41&~';

/** A repository every part of which is hostile. */
export function hostileRepository(): RepositoryPage {
  return {
    ...emptyRepository(hostileId),
    webUrl: 'javascript:alert(5)',
    description: `${script} ${reversed} ${longWord}`,
    empty: false,
    age: { state: 'old', observedAt: '2026-11-18T03:00:00Z', days: 3, reason: script },
    claimedBy: [{ ref: 'component:default/hostile', title: script, kind: image, path: entityPath('component:default/hostile') }],
    facts: [
      { id: 'repository.license', label: script, description: image, value: script, unit: 'text', provenance: { source: script, url: 'javascript:alert(6)', collector: 'git', version: '1', observedAt: asOf, since: asOf }, age: { state: 'current' } },
      { id: 'repository.remoteUrl', label: 'Remote', value: 'javascript:alert(7)', unit: 'url', age: { state: 'current' } },
      { id: 'repository.topics', label: 'Topics', value: [script, longWord, { odd: [1, null] }], unit: 'list', age: { state: 'current' } },
      { id: 'repository.commits', label: 'Commits', value: 'many', unit: 'count', age: { state: 'current' } },
      { id: 'repository.lastCommitAt', label: 'Last commit', value: 'yesterday', unit: 'instant', age: { state: 'current' } },
    ],
    languages: [{ name: script, bytes: 1, share: 1 }],
    wellKnownFiles: [{ file: 'readme', path: `${reversed}.md`, url: 'javascript:alert(8)' }],
    missingFiles: ['license'],
    weeks: [{ week: '2026-W40', suppressed: true }],
    branches: { total: 1, merged: 0, oldest: [{ name: script, isDefault: false, lastCommitAt: '2020-01-01T00:00:00Z', days: 2000 }] },
    releases: { total: 1, latest: [{ name: image, version: '1.0.0', taggedAt: '2020-01-01T00:00:00Z' }] },
    findings: [{ code: 'ALM0305', severity: 'note', what: image, why: script, fix: reversed, repository: hostileId }],
  };
}
