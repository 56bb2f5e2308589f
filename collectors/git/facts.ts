import type { Output, ParseContext, RawPage } from '../../src/collect/contract.ts';
import { isTooFew } from '../../src/privacy/minimum-group.ts';
import type { Branch } from '../../src/schema/facts/branch.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';
import type { RepositoryWeek } from '../../src/schema/facts/repository-week.ts';
import type { Tag } from '../../src/schema/facts/tag.ts';
import { clonePage } from './page.ts';
import type { ClonePage, PageTag, PageWeek } from './page.ts';
import { latestRelease, parseTag, releasesOf } from './versions.ts';

/** Turns the page of a clone into its facts and findings. */
export function* parsePage(page: RawPage, context: ParseContext): Generator<Output> {
  const read = clonePage.parse(JSON.parse(page.body));
  const { repository } = read;
  const source = `git clone of ${repository}`;
  const fact = (kind: string, value: object): Output => ({ type: 'fact', kind, value, source, ...(read.webUrl === undefined ? {} : { url: read.webUrl }) });

  yield fact('repository', repositoryFact(read));
  for (const branch of read.branches) yield fact('branch', { repository, ...branch } satisfies Branch);
  for (const tag of read.tags) yield fact('tag', tagFact(repository, tag));
  for (const week of read.weeks) yield fact('repository-week', weekFact(repository, week, context.minimumGroup));
  for (const finding of read.findings) yield { type: 'finding', finding };
}

function repositoryFact(read: ClonePage): Repository {
  const { branches, tags, tip, weeks: _weeks, findings: _findings, ...rest } = read;
  const others = branches.filter((branch) => !branch.isDefault);
  const release = latestRelease(tags, read.repository);
  const { tree, ...head } = tip ?? { tree: undefined };
  return {
    ...rest,
    ...head,
    ...tree,
    empty: tip === undefined,
    branches: branches.length,
    tags: tags.length,
    // Git fetches the older tags of a shallow clone no more than its history.
    ...(read.shallow ? {} : { releases: releasesOf(tags).length }),
    ...(others.every((branch) => branch.merged !== undefined) ? { mergedBranches: others.filter((branch) => branch.merged).length } : {}),
    ...(release ? { latestRelease: release.name } : {}),
    ...(release?.taggedAt === undefined ? {} : { latestReleaseAt: release.taggedAt }),
  };
}

function tagFact(repository: string, tag: PageTag): Tag {
  const version = parseTag(tag.name);
  return {
    repository,
    ...tag,
    ...(version ? { version: version.version, prerelease: version.prerelease } : {}),
    ...(version?.package === undefined ? {} : { package: version.package }),
  };
}

/** A page may be replayed under a larger minimum than it was read with: what is too few now is withheld now. */
function weekFact(repository: string, week: PageWeek, minimumGroup: number): RepositoryWeek {
  const { startsAt } = week;
  if (week.suppressed || isTooFew(week.contributors, minimumGroup)) return { repository, week: week.week, startsAt, suppressed: true };
  return { repository, ...week };
}
