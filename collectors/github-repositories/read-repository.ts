import { catalogLimits } from '../../src/catalog/limits.ts';
import { sizeLimit } from '../../src/codeowners/places.ts';
import { compareText } from '../../src/findings/codes.ts';
import type { GraphQLProblem } from '../../src/github/contract.ts';
import type { NodeReading } from '../../src/github/batches.ts';
import { lacking } from '../../src/github/refusal.ts';
import { sweptRepository } from '../../src/github/sweep-record.ts';
import { gather } from '../../src/repositories/catalog/gather.ts';
import type { CatalogPage } from '../../src/repositories/catalog/page.ts';
import type { CandidateFile, CodeownersPage } from '../../src/repositories/codeowners/page.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import { leadsOut } from '../../src/repositories/links.ts';
import { apiTree, fileUrl, type FirstFile } from './api-tree.ts';
import { catalogFilesOf, type DeepRecord, deepRecord, type FileText, ownersFilesOf, rareFoldersOf, usualFoldersOf } from './deep-record.ts';
import { type Folders, filesSeen, linksIn, needsRareFolders } from './files.ts';
import { catalogFiles, ownersFiles, usualFolders } from './folders.ts';
import type { RepositoryPage } from './page.ts';
import { protectionOf } from './protection.ts';
import { openPullRequestsOf } from './pull-requests.ts';
import { type RepositoryAsked, wholeFile } from './repository-asked.ts';

/** What is known of a repository before it is read in depth, and how more of it is asked for. */
export interface DepthOptions {
  readonly asked: RepositoryAsked;
  readonly asOf: Instant;
  /** Names under the same key, less today's, sorted. */
  readonly formerNames: readonly string[];
  readonly properties: { readonly of: Repository['customProperties']; readonly unread: string | undefined };
  /** Folders that few repositories have. */
  rareFolders(): Promise<NodeReading>;
}

type Unread = RepositoryPage['unread'][number];

/** A repository that was read. */
export interface ReadRepository {
  readonly page: RepositoryPage;
  /** When its counts of open Pull Requests by age are wrong, if nothing else changes before. */
  readonly countsUntil: Instant | undefined;
}

/** Makes the page of a repository of what an answer in depth says, and asks for what that leads to. */
export async function readRepository({ node, problems }: NodeReading, options: DepthOptions): Promise<ReadRepository> {
  const { asked, asOf, formerNames, properties } = options;
  const { stub } = asked;
  const deep = deepRecord.parse(node);
  const record = sweptRepository.parse(JSON.parse(stub.record));
  const head = record.defaultBranchRef?.target?.oid;
  const unread: Unread[] = unreadFields(problems);
  if (properties.unread !== undefined) unread.push({ field: 'customProperties', reason: properties.unread });

  const { protection, unread: unguarded } = protectionOf(deep, problems);
  if (unguarded !== undefined) unread.push({ field: 'protection', reason: unguarded });
  const counted = deep.pullRequests === undefined ? undefined : await openPullRequestsOf(deep.pullRequests, asOf, asked);
  if (deep.pullRequests !== undefined && counted === undefined) unread.push({ field: 'openPullRequests', reason: 'there are more than can be read' });

  const readable = head !== undefined && !unread.some(({ field }) => field === 'wellKnownFiles');
  const folders = readable ? await foldersOf(node, options) : new Map();
  const catalog = readable ? await catalogOf(node, head, folders, asked) : undefined;
  const seen = readable && folders.has('') ? filesSeen(folders, catalog?.listed) : undefined;
  for (const file of seen?.unseen ?? []) unread.push({ field: `wellKnownFiles.${file}`, reason: 'only the root and the usual folders are looked into over the API' });
  const codeowners = readable ? await codeownersOf(node, head, folders, asked) : undefined;

  const page: RepositoryPage = {
    repository: stub.repository,
    record,
    ...countsOf(deep),
    ...(protection === undefined ? {} : { protection }),
    ...(counted === undefined ? {} : { openPullRequests: counted.counts }),
    ...(seen === undefined ? {} : { wellKnownFiles: seen.wellKnownFiles }),
    ...(properties.of === undefined ? {} : { customProperties: properties.of }),
    formerNames: [...formerNames],
    unread: unread.sort((a, b) => compareText(a.field, b.field)),
    ownersErrors: deep.codeowners?.errors ?? [],
    ...(codeowners === undefined ? {} : { codeowners }),
    ...(catalog === undefined ? {} : { catalog: catalog.page }),
  };
  return { page, countsUntil: counted?.until };
}

function countsOf({ languages, branches, tags, releases }: DeepRecord): Pick<RepositoryPage, 'languages' | 'branches' | 'tags' | 'releases'> {
  return {
    ...(languages === undefined ? {} : { languages: languages.edges.map(({ size, node }) => ({ name: node.name, bytes: size })).sort((a, b) => b.bytes - a.bytes || compareText(a.name, b.name)) }),
    ...(branches === undefined ? {} : { branches: branches.totalCount }),
    ...(tags === undefined ? {} : { tags: tags.totalCount }),
    ...(releases === undefined ? {} : { releases: releases.totalCount }),
  };
}

/** Fields of the fact by what was asked for, and the permission that each takes. */
const fieldOf: ReadonlyMap<string, { readonly field: string; readonly permission: string }> = new Map([
  ['languages', { field: 'languages', permission: 'Contents: read' }],
  ['branches', { field: 'branches', permission: 'Contents: read' }],
  ['tags', { field: 'tags', permission: 'Contents: read' }],
  ['releases', { field: 'releases', permission: 'Contents: read' }],
  ['pullRequests', { field: 'openPullRequests', permission: 'Pull requests: read' }],
  ...[usualFolders, ownersFiles, catalogFiles].flatMap((names) => [...names.keys()]).map((name): [string, { field: string; permission: string }] => [name, { field: 'wellKnownFiles', permission: 'Contents: read' }]),
]);

/** Fields that the answer lacks, and why: each once. Protection has rules of its own. */
function unreadFields(problems: readonly GraphQLProblem[]): Unread[] {
  const unread = new Map<string, Unread>();
  for (const problem of problems) {
    const known = fieldOf.get(String(problem.path[0]));
    if (known === undefined || unread.has(known.field)) continue;
    const missing = lacking(problem, known.permission);
    const reason = missing === undefined ? `GitHub says: ${problem.message.slice(0, 200)}` : `the credentials lack the permission \`${missing}\``;
    unread.set(known.field, { field: known.field, reason });
  }
  return [...unread.values()];
}

async function foldersOf(node: unknown, options: DepthOptions): Promise<Folders> {
  const usual = usualFoldersOf.parse(node);
  if (!needsRareFolders(usual)) return usual;
  const { node: further } = await options.rareFolders();
  const rare = rareFoldersOf.safeParse(further);
  return rare.success ? new Map([...usual, ...rare.data]) : usual;
}

async function catalogOf(node: unknown, head: string, folders: Folders, asked: RepositoryAsked): Promise<{ readonly page: CatalogPage; readonly listed: ReturnType<ReturnType<typeof apiTree>['listed']> }> {
  const links = linksIn(folders);
  const first = new Map([...catalogFilesOf.parse(node)].map(([path, text]): [string, FirstFile] => [path, { text, link: links.has(path) }]));
  const paths = [...catalogFiles.values()];
  const { stub } = asked;
  const origin = { webUrl: stub.url, ...(stub.defaultBranch === undefined ? {} : { defaultBranch: stub.defaultBranch }) };
  const tree = apiTree(asked, { first, sought: new Set(paths), commit: head });
  const read = await gather(tree, { paths, patterns: [] }, origin, catalogLimits);
  return { page: { repository: stub.repository, ...origin, ...read }, listed: tree.listed() };
}

async function codeownersOf(node: unknown, head: string, folders: Folders, asked: RepositoryAsked): Promise<CodeownersPage> {
  const links = linksIn(folders);
  const files: CandidateFile[] = [];
  for (const [path, text] of [...ownersFilesOf.parse(node)].sort(([a], [b]) => compareText(a, b))) {
    const known = { path, size: text.byteSize, url: fileUrl(asked.stub.url, head, path) };
    if (links.has(path)) files.push({ ...known, state: leadsOut(path, text.text ?? '') ? 'link-outside' : 'link' });
    else if (text.byteSize >= sizeLimit) files.push({ ...known, state: 'too-large' });
    else files.push({ ...known, state: 'read', text: await textOf(text, asked) });
  }
  return { repository: asked.stub.repository, host: 'github', files };
}

async function textOf(file: NonNullable<FileText>, asked: RepositoryAsked): Promise<string> {
  const whole = file.isTruncated === true ? await wholeFile(file.oid, asked) : undefined;
  return whole === undefined ? (file.text ?? '') : new TextDecoder().decode(whole);
}
