import { catalogLimits } from '../../src/catalog/limits.ts';
import type { Output, RawPage } from '../../src/collect/contract.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import { parsePage as parseCatalog } from '../../src/repositories/catalog/parse.ts';
import { parsePage as parseCodeowners } from '../../src/repositories/codeowners/parse.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';
import { visibleText } from '../../src/text/visible-text.ts';
import { organisationPage, repositoryPage, type RepositoryPage } from './page.ts';

/** Turns a page, of a repository or of an organisation, into facts and findings. */
export function* parsePage(page: RawPage): Generator<Output> {
  if (page.name === 'organisation') {
    const { findings, unfit } = organisationPage.parse(JSON.parse(page.body));
    for (const finding of findings) yield { type: 'finding', finding };
    for (const record of unfit) yield { type: 'quarantine', ...record };
    return;
  }
  const read = repositoryPage.parse(JSON.parse(page.body));
  yield { type: 'fact', kind: 'repository', value: repositoryFact(read), source: `GitHub: ${read.repository}`, url: read.record.url };
  if (read.unread.some(({ field }) => field === 'wellKnownFiles')) {
    // An entity does not cease to exist, nor has a repository no owner, because the credentials may not read files any more.
    yield { type: 'unread', kind: 'codeowners' };
    yield { type: 'unread', kind: 'catalog-entry' };
  }
  const owners = read.codeowners === undefined ? [] : [...parseCodeowners(JSON.stringify(read.codeowners))];
  yield* owners;
  yield* ownersFindings(read, owners);
  if (read.catalog !== undefined) yield* parseCatalog(read.catalog, catalogLimits);
}

const longestDescription = 2000;
const visibilities: Readonly<Record<string, 'public' | 'internal' | 'private'>> = { PUBLIC: 'public', INTERNAL: 'internal', PRIVATE: 'private' };

/** The codeowners file and the catalog files lie among the files: what stands in the way of these is said of those too. */
function withFiles(unread: RepositoryPage['unread']): RepositoryPage['unread'] {
  const files = unread.find(({ field }) => field === 'wellKnownFiles');
  return files === undefined ? unread : [...unread, { field: 'codeowners', reason: files.reason }, { field: 'catalogFiles', reason: files.reason }].sort((a, b) => compareText(a.field, b.field));
}

function repositoryFact({ repository, record, languages, wellKnownFiles, unread: unreadFields, formerNames, ...read }: RepositoryPage): Repository {
  const unread = withFiles(unreadFields);
  const tip = record.defaultBranchRef?.target;
  const empty = record.isEmpty ?? record.defaultBranchRef === undefined;
  const visibility = visibilities[record.visibility ?? ''];
  const license = licenseOf(record.licenseInfo?.spdxId, wellKnownFiles);
  const topics = record.repositoryTopics?.nodes.flatMap((node) => (node === undefined ? [] : [node.topic.name])).sort(compareText);
  return {
    repository,
    empty,
    key: record.id,
    ...(record.url === undefined ? {} : { webUrl: record.url }),
    ...(record.description === undefined || record.description === '' ? {} : { description: record.description.slice(0, longestDescription) }),
    ...(record.defaultBranchRef === undefined ? {} : { defaultBranch: record.defaultBranchRef.name }),
    ...(tip?.oid === undefined ? {} : { head: tip.oid }),
    ...(tip?.committedDate === undefined ? {} : { lastCommitAt: tip.committedDate }),
    ...(record.isArchived === undefined ? {} : { archived: record.isArchived }),
    ...(record.isFork === undefined ? {} : { fork: record.isFork }),
    ...(record.isTemplate === undefined ? {} : { template: record.isTemplate }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(record.createdAt === undefined ? {} : { createdAt: record.createdAt }),
    ...(record.pushedAt === undefined ? {} : { pushedAt: record.pushedAt }),
    ...(topics === undefined ? {} : { topics }),
    ...(record.diskUsage === undefined ? {} : { gitBytes: record.diskUsage * 1024 }),
    ...(record.latestRelease === undefined ? {} : { latestRelease: record.latestRelease.tagName }),
    ...(record.latestRelease?.publishedAt === undefined ? {} : { latestReleaseAt: record.latestRelease.publishedAt }),
    ...(license === undefined || empty ? {} : { license }),
    ...(languages === undefined ? {} : { languages }),
    ...(wellKnownFiles === undefined ? {} : { wellKnownFiles }),
    ...(formerNames.length === 0 ? {} : { formerNames }),
    ...countsAndRules(read),
    ...(unread.length === 0 ? {} : { unread }),
  };
}

function countsAndRules({ branches, tags, releases, protection, openPullRequests, customProperties }: Omit<RepositoryPage, 'repository' | 'record' | 'languages' | 'wellKnownFiles' | 'unread' | 'formerNames'>): Partial<Repository> {
  return {
    ...(branches === undefined ? {} : { branches }),
    ...(tags === undefined ? {} : { tags }),
    ...(releases === undefined ? {} : { releases }),
    ...(protection === undefined ? {} : { protection }),
    ...(openPullRequests === undefined ? {} : { openPullRequests }),
    ...(customProperties === undefined ? {} : { customProperties }),
  };
}

/** GitHub names the licence that it recognises; where it names none, the files tell whether there is one. */
function licenseOf(spdxId: string | undefined, files: RepositoryPage['wellKnownFiles']): string | undefined {
  if (spdxId !== undefined) return spdxId;
  if (files === undefined) return undefined;
  return files.some(({ file }) => file === 'license') ? 'NOASSERTION' : 'NONE';
}

/** Errors of one file that are listed. */
const mostErrors = 50;
/** What our own reading of the file cannot know: whether a user or team is there and may write. */
const unknownOwner = 'Unknown owner';

/** GitHub's own list of errors, less those of lines that the parser has found to be wrong by itself. */
function* ownersFindings({ repository, ownersErrors }: RepositoryPage, own: readonly Output[]): Generator<Output> {
  const lines = new Set(own.flatMap((output) => (output.type === 'finding' && output.finding.line !== undefined ? [output.finding.line] : [])));
  const errors = ownersErrors.filter(({ kind, line }) => kind === unknownOwner || !lines.has(line));
  for (const { kind, line, column, path, message } of errors.slice(0, mostErrors)) {
    const said = visibleText(message.split('\n', 1)[0] ?? '').slice(0, 300);
    yield { type: 'finding', finding: makeFinding('ALM1012', { what: `GitHub says of ${path}: ${said === '' ? `${kind} on line ${line}` : said}`, repository, file: path, line, ...(column === undefined ? {} : { column }) }) };
  }
  const more = errors.length - mostErrors;
  if (more > 0) yield { type: 'finding', finding: makeFinding('ALM1012', { what: `GitHub sees ${more} more errors in CODEOWNERS; the first ${mostErrors} are listed`, repository, file: errors[0]?.path ?? 'CODEOWNERS' }) };
}
