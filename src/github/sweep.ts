import { z } from 'zod';
import { formatIssues } from '../content/issues.ts';
import type { FieldCensus, KeptPages } from '../collect/contract.ts';
import { censusOf, CensusSum } from '../collect/census.ts';
import { CursorTrail } from '../collect/cursor-trail.ts';
import { type GitHubApi, type GraphQLAnswer, type GraphQLProblem, PermissionError, TooMuchError } from './contract.ts';
import { webUrl } from '../schema/primitives.ts';
import { permissionOfProblem } from './permission.ts';
import { nameOf, type Unfit } from './record-page.ts';
import { type SweptRepository, sweepFields, sweptRepository } from './sweep-record.ts';

/** All that the list of an account's repositories says. */
export interface Sweep {
  readonly owner: { readonly login: string; readonly url: string; readonly kind: 'organization' | 'user' };
  /** By key, each once. */
  readonly repositories: ReadonlyMap<string, SweptRepository>;
  /** Entries without a repository: what the credentials may not see. */
  readonly hidden: number;
  /** Repositories that the host counts and the list did not give, even when it was read again. */
  readonly missing: number;
  /** Records that made no sense. */
  readonly unfit: readonly Unfit[];
  readonly census: readonly FieldCensus[];
}

/** One page as it is kept while a run lasts. */
const sweptPage = z.strictObject({
  owner: z.strictObject({ login: z.string(), url: z.string(), kind: z.enum(['organization', 'user']) }),
  pass: z.int().nonnegative(),
  totalCount: z.int().nonnegative(),
  end: z.boolean(),
  hidden: z.int().nonnegative(),
  repositories: z.array(sweptRepository),
  unfit: z.array(z.strictObject({ record: z.string(), reason: z.string() })),
  census: z.array(z.strictObject({ record: z.string(), records: z.int(), fields: z.record(z.string(), z.int()) })),
});
type SweptPage = z.infer<typeof sweptPage>;

const connection = z.looseObject({
  totalCount: z.int().nonnegative(),
  pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  nodes: z.array(z.unknown()).nullish(),
});
const account = z.looseObject({ login: z.string().min(1), url: webUrl, repositories: connection });

/**
 * Passes over the list: the first in order of creation, which nothing but a transfer can change behind the cursor; a second
 * one by what changed last, where one that came in meanwhile is among the first; a third over everything.
 */
const passes: readonly { readonly order: string; readonly pages: number }[] = [
  { order: '{ field: CREATED_AT, direction: ASC }', pages: Infinity },
  { order: '{ field: UPDATED_AT, direction: DESC }', pages: 3 },
  { order: '{ field: CREATED_AT, direction: ASC }', pages: Infinity },
];

/**
 * The query of one page: `organization`, or `user` for an account that is none.
 *
 * @param counted whether open Pull Requests are counted
 */
export function sweepQuery(kind: 'organization' | 'user', order: string, counted = true): string {
  return `query AlmanacRepositories($login: String!, $first: Int!, $after: String) {
  rateLimit { cost }
  ${kind}(login: $login) {
    login
    url
    repositories(first: $first, after: $after, ownerAffiliations: [OWNER], orderBy: ${order}) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {${sweepFields(counted)}}
    }
  }
}`;
}

/** An account that is not there, or that the credentials may not see: what GitHub said. */
export class NoAccountError extends Error {
  override readonly name = 'NoAccountError';
  /** True if it is there, but may not be read. */
  readonly forbidden: boolean;
  constructor(message: string, forbidden: boolean) {
    super(message);
    this.forbidden = forbidden;
  }
}

/** The place in the list where an earlier run stopped is one that GitHub knows no more. */
class StalePlaceError extends Error {
  override readonly name = 'StalePlaceError';
}

/** How the list is read. */
export interface SweepOptions {
  readonly api: GitHubApi;
  readonly login: string;
  readonly collector: string;
  /** Pages of this run: what was read before it was cut off is not read again. */
  readonly kept: KeptPages;
  readonly signal: AbortSignal;
}

const mostPerPage = 100;
/** Pages that must go well before a larger one is tried again. */
const untilLarger = 4;

/**
 * Reads the list of an account's repositories page by page. A page that is too much is asked for in halves; pages that were
 * kept are not asked for again. A list that gives fewer than the host counts, because repositories came and went between
 * pages, is read again.
 *
 * @throws NoAccountError, and what the API throws
 */
export async function sweep(options: SweepOptions): Promise<Sweep> {
  try {
    return await sweepOn(options);
  } catch (error) {
    if (!(error instanceof StalePlaceError)) throw error;
    options.kept.clear();
    return sweepOn(options);
  }
}

async function sweepOn(options: SweepOptions): Promise<Sweep> {
  const { kept } = options;
  const pages: SweptPage[] = [];
  let bookmark: string | undefined;
  for (const page of kept.pages()) {
    const read = sweptPage.safeParse(JSON.parse(page.body));
    // Kept by another version.
    if (!read.success) throw new StalePlaceError('the pages kept are of another form');
    pages.push(read.data);
    bookmark = page.bookmark;
  }
  const reader = new PageReader(options, pages.at(-1)?.owner.kind ?? 'organization');
  for (const [pass, { order, pages: most }] of passes.entries()) {
    let last = pages.findLast((page) => page.pass === pass);
    const later = pages.some((page) => page.pass > pass);
    let after = last === undefined ? undefined : bookmark;
    const trail = new CursorTrail(`The repositories of ${options.login} could not be listed`);
    while (!later && !(last?.end ?? false) && pages.filter((page) => page.pass === pass).length < most) {
      if (after !== undefined) trail.follow(after);
      const { page, cursor } = await reader.read(pass, order, after);
      kept.add({ name: `pass-${pass}-page-${pages.length + 1}`, body: JSON.stringify(page), ...(cursor === undefined ? {} : { bookmark: cursor }) });
      pages.push(page);
      last = page;
      after = cursor;
    }
    // One that was deleted meanwhile may have pulled another one over the edge of a page.
    if (shortBy(pages, Math.max(...pages.map((page) => page.totalCount))) === 0) break;
  }
  return summary(pages, reader.kind);
}

/** How many of those that the host counts none of the pages has. What is hidden counts as had, once. */
function shortBy(pages: readonly SweptPage[], total: number): number {
  const keys = new Set(pages.flatMap((page) => page.repositories.map(({ id }) => id)));
  return Math.max(0, total - keys.size - hiddenIn(pages) - unfitIn(pages).length);
}

function hiddenIn(pages: readonly SweptPage[]): number {
  return pages.filter((page) => page.pass === 0).reduce((sum, page) => sum + page.hidden, 0);
}

function unfitIn(pages: readonly SweptPage[]): Unfit[] {
  return [...new Map(pages.flatMap((page) => page.unfit).map((record) => [record.record, record])).values()];
}

function summary(pages: readonly SweptPage[], kind: 'organization' | 'user'): Sweep {
  // A later page knows better: the record was read again.
  const repositories = new Map(pages.flatMap((page) => page.repositories).map((record) => [record.id, record]));
  const owner = pages.at(-1)?.owner ?? { login: '', url: '', kind };
  const census = new CensusSum();
  for (const page of pages) census.add(page.census);
  return { owner, repositories, hidden: hiddenIn(pages), missing: shortBy(pages, pages.at(-1)?.totalCount ?? 0), unfit: unfitIn(pages), census: census.total() };
}

/** Reads pages one after the other, and remembers which size went well. */
class PageReader {
  kind: 'organization' | 'user';
  readonly #options: SweepOptions;
  #size = mostPerPage;
  #wentWell = 0;
  /** Whether open Pull Requests are counted: until GitHub says that they may not be. */
  #counted = true;

  constructor(options: SweepOptions, kind: 'organization' | 'user') {
    this.#options = options;
    this.kind = kind;
  }

  async read(pass: number, order: string, after: string | undefined): Promise<{ page: SweptPage; cursor: string | undefined }> {
    const { api, login, collector, signal } = this.#options;
    for (;;) {
      signal.throwIfAborted();
      try {
        const answer = await api.graphql(collector, sweepQuery(this.kind, order, this.#counted), { login, first: this.#size, after: after ?? null }, signal, { halves: this.#size > 1 });
        if (this.#counted && answer.errors.some(refusesCounts)) {
          this.#counted = false;
          continue;
        }
        const found = this.#account(answer, after !== undefined);
        if (found === undefined) continue;
        this.#wentWell += 1;
        if (this.#wentWell % untilLarger === 0) this.#size = Math.min(mostPerPage, this.#size * 2);
        return pageOf(found, pass, this.kind);
      } catch (error) {
        if (error instanceof PermissionError) throw new NoAccountError(`they lack ${error.permission}`, true);
        if (!(error instanceof TooMuchError) || this.#size === 1) throw error;
        this.#size = Math.floor(this.#size / 2);
        this.#wentWell = 0;
      }
    }
  }

  /**
   * What the answer says; undefined if the other kind of account is to be asked for.
   *
   * @param within true if the list has been read up to here
   */
  #account({ data, errors }: GraphQLAnswer, within: boolean): z.infer<typeof account> | undefined {
    const result = z.looseObject({ [this.kind]: account.nullable() }).safeParse(data);
    const found = result.success ? account.safeParse(result.data[this.kind]) : undefined;
    if (found?.success === true) return found.data;
    const [problem] = errors;
    if (within && problem?.type === 'INVALID_CURSOR_ARGUMENTS') throw new StalePlaceError(problem.message);
    const unknown = problem === undefined ? result.success : problem.type === 'NOT_FOUND';
    if (unknown && this.kind === 'organization' && !within) {
      this.kind = 'user';
      return undefined;
    }
    if (unknown) throw new NoAccountError(problem?.message ?? 'it gave nothing', false);
    const lacking = problem === undefined ? undefined : permissionOfProblem(problem);
    if (lacking !== undefined) throw new NoAccountError(`they lack ${lacking}`, true);
    throw new Error(`GitHub gave no list of repositories: ${problem?.message ?? (result.success ? 'the answer is empty' : formatIssues(result.error))}`);
  }
}

/** The count of Pull Requests may not be null by GitHub's schema: one that is refused takes its repository with it. */
function refusesCounts(problem: GraphQLProblem): boolean {
  return problem.path.includes('pullRequests') && permissionOfProblem(problem) !== undefined;
}

function pageOf({ login, url, repositories }: z.infer<typeof account>, pass: number, kind: 'organization' | 'user'): { page: SweptPage; cursor: string | undefined } {
  const nodes = (repositories.nodes ?? []).filter((node) => node !== null);
  const records: SweptRepository[] = [];
  const unfit: Unfit[] = [];
  for (const node of nodes) {
    const result = sweptRepository.safeParse(node);
    if (result.success) records.push(result.data);
    else unfit.push({ record: nameOf(node), reason: formatIssues(result.error) });
  }
  const cursor = repositories.pageInfo.endCursor ?? undefined;
  const page: SweptPage = {
    owner: { login, url, kind },
    pass,
    totalCount: repositories.totalCount,
    // A host that promises more without saying where would be asked for the same page for ever.
    end: !repositories.pageInfo.hasNextPage || cursor === undefined,
    hidden: (repositories.nodes ?? []).length - nodes.length,
    repositories: records,
    unfit,
    census: [censusOf('repository-in-list', nodes)],
  };
  return { page, cursor };
}
