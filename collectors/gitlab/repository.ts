import spdxLicenses from 'spdx-license-list/simple.js';
import { compareText } from '../../src/findings/codes.ts';
import { instantOf } from '../../src/github/instant-of.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';
import { latestRelease } from '../git/versions.ts';
import type { Guards, StatePage } from './page.ts';

/** The fact about a project. What GitLab does not say, or not to this token, is absent. */
export function repositoryOf(page: StatePage): Repository {
  const { project, guards, releases } = page;
  const published = releases.filter(({ upcoming }) => !upcoming).map(({ tag, releasedAt }) => ({ name: tag, taggedAt: releasedAt }));
  const latest = latestRelease(published, page.repository);
  const license = licenseOf(page);
  const visibility = visibilities.find((name) => name === project.visibility);
  const unread = page.unread.map(({ field, reason }) => ({ field, reason })).sort((a, b) => compareText(a.field, b.field));
  return {
    repository: page.repository,
    ...some('remoteUrl', project.cloneUrl),
    ...some('webUrl', project.webUrl),
    ...some('description', project.description?.slice(0, 2000)),
    ...some('defaultBranch', project.defaultBranch),
    ...some('head', page.head),
    empty: project.empty,
    ...some('archived', project.archived),
    key: String(project.id),
    ...some('visibility', visibility),
    fork: project.fork,
    ...some('createdAt', instantOf(project.createdAt)),
    ...some('lastCommitAt', page.headAt),
    ...(guards === undefined ? {} : { protection: protectionOf(guards, page) }),
    ...some('openPullRequests', page.open),
    topics: project.topics,
    ...some('latestRelease', latest?.name),
    ...some('latestReleaseAt', latest?.taggedAt),
    ...some('license', license),
    ...some('wellKnownFiles', page.wellKnownFiles),
    ...(unread.length === 0 ? {} : { unread }),
  };
}

const visibilities = ['public', 'internal', 'private'] as const;

function some<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  const object: { [key in K]?: V } = {};
  if (value !== undefined) object[key] = value;
  return object;
}

function protectionOf(guards: Guards, { project }: StatePage): NonNullable<Repository['protection']> {
  return {
    sources: guards.protected ? ['classic'] : [],
    pullRequest: guards.protected && !guards.pushable,
    approvals: guards.approvals,
    codeOwnerReview: guards.codeOwnerApproval,
    statusChecks: project.pipelineMustSucceed ? ['pipeline'] : [],
    forcePushes: guards.forcePushes,
    // GitLab lets nobody delete the default branch, protected or not.
    deletion: false,
    signedCommits: guards.signedCommits,
    linearHistory: project.mergeMethod === 'ff',
    mergeQueue: project.mergeTrains,
  };
}

/**
 * SPDX id by key of the licensee library that GitLab uses: the same in lower case. Of the GNU family it leaves open whether
 * later versions may be chosen; `-only` is what the licence's own text says.
 */
const spdxIds = new Map([...spdxLicenses].map((id) => [id.toLowerCase(), id]));

function licenseOf({ license, project, wellKnownFiles }: StatePage): string | undefined {
  if (license === undefined || project.empty) return undefined;
  if (license !== null) return spdxIds.get(`${license}-only`) ?? spdxIds.get(license) ?? 'NOASSERTION';
  if (wellKnownFiles === undefined) return undefined;
  return wellKnownFiles.some(({ file }) => file === 'license') ? 'NOASSERTION' : 'NONE';
}
