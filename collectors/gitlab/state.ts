import type { FieldCensus, RawPage } from '../../src/collect/contract.ts';
import { censusOf } from '../../src/collect/census.ts';
import { instantOf } from '../../src/github/instant-of.ts';
import { branchRecord, environmentRecord, given, licensedRecord, releaseRecord, sift, type UnfitRecord } from '../../src/gitlab/records.ts';
import { listOf } from '../../src/gitlab/listing.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { readCatalog } from './catalog.ts';
import { readCodeowners } from './codeowners.ts';
import { environmentName } from '../../src/repositories/environment-name.ts';
import { productionTier } from './environments.ts';
import { readGuards } from './guards.ts';
import type { Environment, Release, StatePage, Unread } from './page.ts';
import { bookmarkOf } from './position.ts';
import { askPart, type Reading, withheld } from './reading.ts';
import { readTree } from './tree.ts';

/** Pages of a hundred that are read of releases and environments. */
const mostPages = 10;

/** Collects what parts of a project say besides their records. */
class Notes {
  readonly unread: Unread[] = [];
  readonly unfit: UnfitRecord[] = [];
  readonly findings: Finding[] = [];
  readonly census: FieldCensus[] = [];
}

/** Reads how a project stands: branch, files, protection, licence, releases, environments. One page. */
export async function readState(reading: Reading): Promise<RawPage> {
  const { project, repository, open } = reading;
  const notes = new Notes();
  if (open === undefined && project.archived !== true && !project.off.includes('merge_requests')) notes.unread.push({ field: 'openPullRequests', reason: 'GitLab did not give the list of open merge requests' });
  notes.unread.push({ field: 'languages', reason: 'GitLab tells shares of languages, not bytes; a clone tells them' });
  const releases = project.off.includes('releases') ? [] : await readReleases(reading, notes);
  const environments = project.off.includes('environments') ? [] : await readEnvironments(reading, notes);
  const page: StatePage = {
    type: 'state',
    repository,
    project,
    ...(open === undefined ? {} : { open }),
    ...(await readRepository(reading, notes)),
    releases,
    environments,
    unread: notes.unread,
    unfit: notes.unfit,
    findings: notes.findings,
  };
  const production = environments.filter((each) => each.production === true).map(({ name }) => name);
  return { name: 'state', body: JSON.stringify(page), bookmark: bookmarkOf({ at: 'pipelines', production }), ...(notes.census.length === 0 ? {} : { census: notes.census }) };
}

/** What needs the repository itself; nothing of one that is empty, switched off or withheld. */
async function readRepository(reading: Reading, notes: Notes): Promise<Partial<StatePage>> {
  const { project } = reading;
  const branch = project.defaultBranch;
  if (project.off.includes('repository') || branch === undefined || project.empty) {
    if (!project.off.includes('repository') && branch === undefined && !project.empty) notes.unread.push({ field: 'defaultBranch', reason: 'the token may not read the repository: it needs the role Reporter' });
    return {};
  }
  const license = await readLicense(reading, notes);
  const part = await askPart(reading, `/repository/branches/${encodeURIComponent(branch)}`);
  if (part.state === 'withheld') {
    const reason = 'the token may not read the repository: it needs the role Reporter';
    for (const field of ['head', 'lastCommitAt', 'wellKnownFiles', 'protection']) notes.unread.push({ field, reason });
    return license;
  }
  const read = part.state === 'read' ? branchRecord.safeParse(part.answer.data) : undefined;
  if (read === undefined || !read.success) return license;
  if (part.state === 'read') notes.census.push(censusOf('branch', [part.answer.data]));
  const head = given(read.data.commit?.id);
  const headAt = instantOf(read.data.commit?.committed_date);
  const tree = await readTree(reading, head ?? branch);
  notes.findings.push(...tree.findings);
  if (tree.state === 'withheld') notes.unread.push({ field: 'wellKnownFiles', reason: 'the token may not read the files: it needs the role Reporter' });
  const commit = { reading, commit: head ?? branch, files: tree.files };
  const codeowners = await readCodeowners(commit);
  const catalog = await readCatalog(commit);
  const guards = await readGuards(reading, branch, read.data.protected ?? undefined);
  if ('reason' in guards) notes.unread.push({ field: 'protection', reason: guards.reason });
  return {
    ...license,
    ...(head === undefined ? {} : { head }),
    ...(headAt === undefined ? {} : { headAt }),
    ...(tree.state === 'read' ? { wellKnownFiles: [...tree.wellKnownFiles] } : {}),
    ...(codeowners === undefined ? {} : { codeowners: JSON.stringify(codeowners) }),
    ...(catalog === undefined ? {} : { catalog: JSON.stringify(catalog) }),
    ...('reason' in guards ? {} : { guards }),
  };
}

async function readLicense(reading: Reading, notes: Notes): Promise<Pick<StatePage, 'license'>> {
  const part = await askPart(reading, '', { license: 'true' });
  const record = part.state === 'read' ? licensedRecord.safeParse(part.answer.data) : undefined;
  if (record?.success !== true || !('license' in record.data)) {
    notes.unread.push({ field: 'license', reason: 'GitLab did not say' });
    return {};
  }
  return { license: given(record.data.license?.key) ?? null };
}

/** Releases by date, newest first, until those of before; the newest hundred in any case, as dates may be set to the past. */
async function readReleases(reading: Reading, notes: Notes): Promise<Release[]> {
  const { fit } = await readPages(reading, notes, { path: '/releases', parameters: { order_by: 'released_at', sort: 'desc' }, part: 'releases', record: 'release', kind: 'release' }, releaseRecord, (last) => (instantOf(last.released_at) ?? '') < reading.since);
  return fit.map(({ tag_name, name, released_at, created_at, upcoming_release, _links }) => {
    const releasedAt = instantOf(released_at ?? created_at);
    const url = given(_links?.self);
    return {
      tag: tag_name,
      ...(given(name) === undefined ? {} : { name: (name ?? '').slice(0, 300) }),
      ...(releasedAt === undefined ? {} : { releasedAt }),
      ...(url === undefined ? {} : { url }),
      upcoming: upcoming_release === true || (releasedAt ?? '') > reading.context.asOf,
    };
  });
}

/** Environments that are there. Those of a folder, such as `review/…`, are named after branches and become one. */
async function readEnvironments(reading: Reading, notes: Notes): Promise<Environment[]> {
  const { fit } = await readPages(reading, notes, { path: '/environments', parameters: { states: 'available' }, part: 'environments', record: 'environment', kind: 'environment' }, environmentRecord, () => false);
  const byName = new Map<string, Environment>();
  for (const { name: written, tier, external_url } of fit) {
    const production = tier === null || tier === undefined ? undefined : tier === productionTier;
    const name = environmentName(written, production);
    const url = name === written ? given(external_url) : undefined;
    if (!byName.has(name)) byName.set(name, { name, ...(production === undefined ? {} : { production }), ...(url === undefined ? {} : { url }) });
  }
  return [...byName.values()];
}

interface Pages {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly part: string;
  readonly record: string;
  readonly kind: string;
}

async function readPages<T>(reading: Reading, notes: Notes, { path, parameters, part: name, record, kind }: Pages, schema: Parameters<typeof sift<T>>[0], enough: (last: T) => boolean): Promise<{ fit: T[] }> {
  const all: T[] = [];
  let asked: Readonly<Record<string, string>> | URLSearchParams = { ...parameters, per_page: '100' };
  for (let count = 1; count <= mostPages; count++) {
    const part = await askPart(reading, path, asked);
    if (part.state === 'withheld') notes.findings.push(withheld(reading, name, 'Reporter'));
    if (part.state !== 'read') break;
    const raw = listOf(part.answer.data, reading.api.host, path);
    if (raw.length > 0) notes.census.push(censusOf(record, raw));
    const { fit, unfit } = sift(schema, raw, kind);
    for (const each of fit) all.push(each);
    notes.unfit.push(...unfit);
    const last = fit.at(-1);
    if (part.answer.next === undefined || last === undefined || enough(last)) break;
    asked = part.answer.next;
  }
  return { fit: all };
}
