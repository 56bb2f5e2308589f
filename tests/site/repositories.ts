import { entityPath, repositoryPath } from '../../src/edition/routes.ts';
import type { RepositoryPage } from '../../src/schema/edition/repository.ts';
import type { FactView, RepositorySummary } from '../../src/schema/edition/shared.ts';
import type { Provenance } from '../../src/schema/fact.ts';
import { activity } from './activity.ts';
import { asOf, componentName, link, ownedBy, pick, repositoryName, teamName } from './entities.ts';

const current = { state: 'current', observedAt: asOf, days: 0 } as const;
const old = { state: 'old', observedAt: '2026-11-18T03:00:00Z', days: 3, reason: 'git fetch: the remote hung up' } as const;
const lost = { state: 'unknown', observedAt: '2026-10-02T03:00:00Z', days: 50, reason: 'git: the repository is corrupt' } as const;

function facts(n: number, age: FactView['age']): FactView[] {
  const provenance: Provenance = {
    source: `git clone of ${componentName(n)}`,
    url: `https://${repositoryName(n)}`,
    collector: 'git',
    version: '1.0.0',
    observedAt: age.observedAt ?? asOf,
    since: '2026-03-04T03:00:00Z',
  };
  const known = (id: string, label: string, unit: FactView['unit'], value: FactView['value'], description: string): FactView =>
    age.state === 'unknown'
      ? { id: `repository.${id}`, label, unit, description, unknown: 'the source could not be read for 50 days', age }
      : { id: `repository.${id}`, label, unit, description, value, provenance, age };
  return [
    known('defaultBranch', 'Default branch', 'text', 'main', 'The branch that HEAD of the remote names'),
    known('lastCommitAt', 'Last commit', 'instant', '2026-11-12T10:12:00Z', 'Committer date of the tip of the default branch'),
    known('firstCommitAt', 'First commit', 'instant', '2021-03-01T09:00:00Z', 'Committer date of the first commit'),
    known('commits', 'Commits', 'count', 1_204 + n, 'Commits reachable from the default branch'),
    known('latestRelease', 'Latest release', 'text', '2.4.0', 'The highest semantic version among the tags, pre-releases apart'),
    known('license', 'Licence', 'text', 'Apache-2.0', 'Licence by SPDX id'),
    known('sizeBytes', 'Size', 'bytes', 12_345_678 + n, 'Bytes of the files at the tip of the default branch'),
    known('topics', 'Topics', 'list', ['payments', 'go'], 'Topics on the host'),
    known('shallow', 'Shallow', 'boolean', false, 'True if the history of the clone is cut off'),
    known('visibility', 'Visibility', 'text', 'internal', 'Who may see it'),
    known('customProperties', 'Custom properties', 'list', [{ name: 'tier', value: ['gold'] }, { name: 'languages', value: ['go', 'rust'] }], 'Properties that the organisation defined'),
    known('protection', 'Protection of the default branch', 'text', { sources: ['ruleset'], pullRequest: true, approvals: 2, codeOwnerReview: true, statusChecks: ['build', 'lint', 'test', 'types', 'e2e', 'licences'], forcePushes: false, deletion: false, signedCommits: false, linearHistory: true, mergeQueue: false }, 'What guards the default branch'),
    known('openPullRequests', 'Open Pull Requests', 'text', { total: 12, drafts: 2, over7Days: 5, over30Days: 3, over90Days: 1, oldestAt: '2026-03-03T08:00:00Z' }, 'Pull Requests that are open'),
    known('remoteUrl', 'Remote', 'url', `https://${repositoryName(n)}`, 'Address of the remote, without credentials'),
    { id: 'repository.archived', label: 'Archived', unit: 'boolean', description: 'True if the host marks it as archived', unknown: 'no source says it', age: { state: 'unknown' } },
  ];
}

/** Repository `n`: every seventh has an old source, every thirteenth one that was lost. */
export function repository(n: number, teams: number): RepositoryPage {
  const id = repositoryName(n);
  const age = n % 13 === 12 ? lost : n % 7 === 6 ? old : current;
  const team = teamName(n % teams);
  return {
    asOf,
    repository: id,
    path: repositoryPath(id),
    webUrl: `https://${id}`,
    description: 'A repository of the synthetic organisation, which is there to be looked at.',
    empty: false,
    archived: n % 11 === 10,
    claimedBy: [link('Component', componentName(n))],
    ownership: ownedBy(team, id, n % 5 === 1 ? teamName((n + 1) % teams) : undefined),
    ownerPath: entityPath(`group:default/${team}`),
    age,
    facts: facts(n, age),
    languages: age.state === 'unknown' ? [] : [
      { name: 'Go', bytes: 812_345, share: 0.74 },
      { name: 'TypeScript', bytes: 200_123, share: 0.182 },
      { name: 'Dockerfile', bytes: 4_000, share: 0.0036 },
      { name: 'Shell', bytes: 81_000, share: 0.0744 },
    ],
    ...(age.state === 'unknown' ? {} : {
      wellKnownFiles: [
        { file: 'readme', path: 'README.md', url: `https://${id}/blob/main/README.md` },
        { file: 'license', path: 'LICENSE', url: `https://${id}/blob/main/LICENSE` },
        { file: 'ci', path: '.github/workflows/build.yml', system: 'github-actions', url: `https://${id}/blob/main/.github/workflows/build.yml` },
      ],
    }),
    missingFiles: age.state === 'unknown' ? [] : ['security', 'contributing'],
    weeks: Array.from({ length: 40 }, (_, at) => ({ week: `2026-W${String(at + 7).padStart(2, '0')}`, at }))
      .filter(({ at }) => (at + n) % 6 !== 0)
      .map(({ week, at }) => (at % 4 === 3 ? { week, suppressed: true } : { week, commits: ((at * 7 + n) % 23) + 1, contributors: 5 + (at % 4), suppressed: false })),
    branches: {
      total: 9,
      merged: 4,
      oldest: Array.from({ length: 5 }, (_, at) => ({ name: `feature/branch-${at}`, isDefault: false, lastCommitAt: `2026-0${at + 1}-11T08:00:00Z`, merged: at % 2 === 0, days: 300 - at * 30 })),
    },
    releases: {
      total: 12,
      latest: [
        { name: 'v3.0.0-rc.1', version: '3.0.0-rc.1', prerelease: true, taggedAt: '2026-11-10T08:00:00Z' },
        { name: 'v2.4.0', version: '2.4.0', prerelease: false, taggedAt: '2026-10-01T08:00:00Z' },
        { name: 'client@1.2.0', version: '1.2.0', package: 'client', prerelease: false },
      ],
    },
    formerly: n % 6 === 0 ? [`${id}-old`] : [],
    activity: activity(n, teams),
    findings: n % 6 === 3 ? [{ code: 'ALM0403', severity: 'warning', what: 'Line 4 names no valid owner.', why: 'The host skips this line, so it protects nothing.', fix: 'Correct the line.', repository: id, file: '.github/CODEOWNERS', line: 4 }] : [],
  };
}

/** A repository without anything: no commit, no description, no owner. */
export function emptyRepository(id: string): RepositoryPage {
  return {
    asOf, repository: id, path: repositoryPath(id), empty: true, archived: false, claimedBy: [],
    ownership: { resolved: false, drift: false, evidence: [] },
    age: { state: 'unknown' }, facts: [], languages: [], missingFiles: [], weeks: [],
    branches: { total: 0, merged: 0, oldest: [] }, releases: { total: 0, latest: [] }, formerly: [], activity: {}, findings: [],
  };
}

/** The line of a list about a repository's page. */
export function repositorySummaryOf(page: RepositoryPage): RepositorySummary {
  const { repository: id, path, empty, archived, age } = page;
  const claimedBy = page.claimedBy[0];
  return {
    repository: id, path, empty, archived, age,
    findings: page.findings.length,
    ...(page.description === undefined ? {} : { description: page.description.slice(0, 240) }),
    ...(claimedBy === undefined ? {} : { claimedBy }),
    ...(page.ownership.owner === undefined ? {} : { owner: page.ownership.owner }),
    ...(page.ownership.ownerTitle === undefined ? {} : { ownerTitle: page.ownership.ownerTitle }),
    ...(page.ownerPath === undefined ? {} : { ownerPath: page.ownerPath }),
    ...(page.facts.length === 0 || age.state === 'unknown' ? {} : { language: pick(['Go', 'TypeScript'], id.length), license: 'Apache-2.0', latestRelease: '2.4.0', lastCommitAt: '2026-11-12T10:12:00Z' }),
  };
}
