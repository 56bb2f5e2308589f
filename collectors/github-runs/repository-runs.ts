import { z } from 'zod';
import { censusOf } from '../../src/collect/census.ts';
import { type FetchContext, type RawPage, SourceError } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import type { GitHubApi, RepositoryStub, RestAnswer } from '../../src/github/contract.ts';
import { before, earlier, instantOf } from '../../src/github/instant-of.ts';
import { createdRange, mostResults, splitWindow, wholeSecond } from '../../src/github/run-windows.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import { isDue } from './due.ts';
import { OpenRuns } from './open-runs.ts';
import { type OpenRun, type ReadingState, type RunQuestion, stateIn } from './reading-state.ts';
import { listedRun, type RunRecord } from './run-record.ts';
import { runsPage } from './runs-page.ts';

/** Who asks, and about what. */
export interface RepositoryQuestion {
  readonly api: GitHubApi;
  readonly stub: RepositoryStub;
  readonly collector: string;
  /** Days that the first reading goes back. */
  readonly history: number;
}

const perPage = 100;
const dayMs = 86_400_000;

/** What was created in the day before the newest run is read again: most runs that are run again are so within it. */
const overlapMs = dayMs;

const runList = z.looseObject({ total_count: z.int().nonnegative(), workflow_runs: z.array(z.unknown()) });
type RunList = z.infer<typeof runList> & { readonly etag: string | undefined };

/**
 * The runs of a repository since the last reading, and those that had not ended by then. Nothing if it is not its turn.
 *
 * The question stays the same until a newer run is seen, so where nothing came, GitHub answers that nothing changed, which
 * costs nothing. What fits a page is one request. More is read in pages, and what does not fit the thousand results of a
 * filtered list in stretches of time that do, oldest first.
 *
 * An earlier attempt of a run that was run again is only read if it had not ended when it was last seen: one request for
 * each would cost more than all the lists.
 *
 * @throws SourceError where the repository is gone or its answer is no list; PermissionError, DeadlineError, HostError
 */
export async function* repositoryRuns(question: RepositoryQuestion, context: FetchContext): AsyncGenerator<RawPage> {
  const known = stateIn(context.resume) ?? stateIn(context.bookmark);
  // A reading that was cut off after its last page has nothing left.
  if (context.resume !== undefined && known?.left === undefined) return;
  if (!isDue(question.stub, known, context.asOf)) return;
  const reading = new Reading(question, context, known);
  yield* reading.lists();
  yield* reading.unfinished();
  yield reading.end();
}

/** One reading of a repository, as far as it got. */
class Reading {
  readonly #question: RepositoryQuestion;
  readonly #context: FetchContext;
  readonly #path: string;
  readonly #open: OpenRuns;
  readonly #began: Instant;
  #questions: readonly RunQuestion[];
  #state: Omit<ReadingState, 'open' | 'left'>;

  constructor(question: RepositoryQuestion, context: FetchContext, known: ReadingState | undefined) {
    this.#question = question;
    this.#context = context;
    this.#path = `/repos/${question.stub.owner}/${question.stub.name}/actions/runs`;
    const { open, left, ...state } = known ?? { until: before(context.asOf, question.history * dayMs), open: [], left: undefined };
    this.#state = state;
    this.#open = new OpenRuns(open, context.resume === undefined ? [] : (left?.checked ?? []));
    this.#began = context.resume === undefined ? context.asOf : (left?.began ?? context.asOf);
    // What an earlier night left comes first. A reading that goes on asks for nothing new: the next night does.
    const since = known === undefined || left !== undefined || state.busy === true || context.backdated ? { to: this.#began } : {};
    const fresh: RunQuestion = { from: this.#from(left?.began), ...since, page: 1 };
    this.#questions = left === undefined ? [fresh] : context.resume === undefined ? [...left.questions, fresh] : left.questions;
  }

  /** A day before the newest run; where there never was one, what was asked last time. */
  #from(left: Instant | undefined): Instant {
    const { last, quiet, until } = this.#state;
    if (left !== undefined) return wholeSecond(before(left, overlapMs));
    return last === undefined ? (quiet?.from ?? wholeSecond(until)) : wholeSecond(before(last, overlapMs));
  }

  async *lists(): AsyncGenerator<RawPage> {
    for (let next = this.#questions[0]; next !== undefined; next = this.#questions[0]) {
      const list = await this.#list(next);
      if (list === undefined) continue;
      const runs = list.workflow_runs.map((run) => listedRun(run, this.#question.stub));
      for (const run of runs) yield* this.#overtaken(run);
      // Not before: a reading that is cut off here asks for the list again.
      const findings = this.#take(next, list, runs);
      const kept = runs.map((run) => this.#open.read(run));
      const name = `${createdRange({ from: next.from, to: next.to ?? this.#began })} page ${next.page}${next.again === true ? ' again' : ''}`;
      yield { name, body: runsPage(kept, findings), bookmark: this.#bookmark(), census: [censusOf('workflow-run', list.workflow_runs)] };
    }
  }

  /** Asks the question. @returns undefined if the answer holds no runs to take, since none changed or others are asked in its place */
  async #list({ from, to, page }: RunQuestion): Promise<RunList | undefined> {
    const rest = this.#questions.slice(1);
    const { quiet } = this.#state;
    const known = to === undefined && quiet?.from === from ? { etag: quiet.etag } : {};
    const created = to === undefined ? `>=${from.replace(/\.\d+Z$/, 'Z')}` : createdRange({ from, to });
    const path = `${this.#path}?created=${encodeURIComponent(created)}&exclude_pull_requests=true&per_page=${perPage}${page === 1 ? '' : `&page=${page}`}`;
    const answer = await this.#ask(path, known);
    if (answer.status === 304) {
      this.#questions = rest;
      this.#open.unchangedSince(from);
      return undefined;
    }
    const list = runList.safeParse(answer.data);
    if (!list.success) throw new SourceError(`${this.#question.stub.repository} answered with something that is no list of runs`);
    const total = list.data.total_count;
    if (to === undefined && total > perPage) {
      this.#state = { ...this.#state, busy: true };
      this.#questions = [{ from, to: this.#began, page: 1 }, ...rest];
      return undefined;
    }
    const parts = to !== undefined && page === 1 && total >= mostResults ? splitWindow({ from, to }, total) : undefined;
    // Such a count would have every second of the history asked for.
    if (to !== undefined && page === 1 && parts === undefined && total >= mostResults && list.data.workflow_runs.length < perPage) {
      throw new SourceError(`GitHub counts ${total} runs of ${this.#question.stub.repository} in one second, and gives ${list.data.workflow_runs.length}: its counts cannot be relied on`);
    }
    if (parts === undefined) return { ...list.data, etag: answer.response.headers.get('etag') };
    this.#questions = [...parts.map((part) => ({ ...part, page: 1 })), ...rest];
    return undefined;
  }

  /** Takes note of what a list says, and of what is to be asked after it. */
  #take(question: RunQuestion, { total_count: total, etag }: RunList, runs: readonly RunRecord[]): Finding[] {
    const { from, to, page } = question;
    const { busy, quiet: _quiet, ...state } = this.#state;
    const newest = runs.flatMap((run) => instantOf(run['created']) ?? []).reduce<Instant | undefined>((a, b) => (a === undefined || b > a ? b : a), state.last);
    const calm = to === undefined || (page === 1 && total <= perPage / 2);
    this.#state = {
      ...state,
      // One that says it is of tomorrow must not hide what comes until then.
      ...(newest === undefined ? {} : { last: earlier(newest, this.#context.asOf) }),
      ...(busy === true && !calm ? { busy } : {}),
      ...(to === undefined && etag !== undefined ? { quiet: { from, etag } } : {}),
    };
    const rest = this.#questions.slice(1);
    const first = question.total ?? total;
    if (page > 1 && total < first && question.again === undefined) {
      // A run was deleted, so the others moved up, and one may have moved to a page that was read before.
      this.#questions = [{ from, ...(to === undefined ? {} : { to }), page: 1, again: true }, ...rest];
    } else if (page * perPage < Math.min(total, mostResults) && runs.length > 0) {
      this.#questions = [{ ...question, page: page + 1, total: first }, ...rest];
    } else {
      this.#questions = rest;
    }
    const { repository } = this.#question.stub;
    return page === 1 && total > mostResults ? [makeFinding('ALM1020', { repository, what: `${total} workflow runs began within one second at ${from}; 1,000 of them were read.` })] : [];
  }

  /** An attempt that had not ended when a later one began: how it ended is asked for now. */
  async *#overtaken(run: RunRecord): AsyncGenerator<RawPage> {
    const open = this.#open.overtaken(run);
    if (open === undefined) return;
    const answer = await this.#ask(`${this.#path}/${open.id}/attempts/${open.attempt}?exclude_pull_requests=true`, { gone: true });
    yield this.#settled(open, `run ${open.id} attempt ${open.attempt}`, answer);
  }

  /** Runs that had not ended and were in none of the lists. */
  async *unfinished(): AsyncGenerator<RawPage> {
    for (const open of this.#open.unchecked()) {
      const answer = await this.#ask(`${this.#path}/${open.id}?exclude_pull_requests=true`, { gone: true });
      if (answer.status < 300) yield* this.#overtaken(listedRun(answer.data, this.#question.stub));
      yield this.#settled(open, `run ${open.id}`, answer);
    }
  }

  #settled(open: OpenRun, name: string, { status, data }: RestAnswer): RawPage {
    const found = status < 300;
    const told = this.#open.settle(open, found ? listedRun(data, this.#question.stub) : undefined, this.#context.asOf);
    return { name, body: runsPage([told], []), bookmark: this.#bookmark(), ...(found ? { census: [censusOf('workflow-run', [data])] } : {}) };
  }

  /** Says that all was read, with no runs of its own. */
  end(): RawPage {
    const { open } = this.#open.remembered();
    return { name: 'end', body: runsPage([], []), bookmark: JSON.stringify({ ...this.#state, until: this.#began, open } satisfies ReadingState) };
  }

  #bookmark(): string {
    const { open, checked } = this.#open.remembered();
    const left = { began: this.#began, questions: [...this.#questions], checked };
    return JSON.stringify({ ...this.#state, open, left } satisfies ReadingState);
  }

  async #ask(path: string, { etag, gone = false }: { etag?: string; gone?: boolean }): Promise<RestAnswer> {
    const { api, collector, stub } = this.#question;
    const answers = gone ? [404, 410] : [404];
    const answer = await api.rest(collector, path, { signal: this.#context.signal, answers, ...(etag === undefined ? {} : { etag }) });
    if (answer.status === 404 && !gone) throw new SourceError(`${stub.repository} is not there any more, or its runs may not be read`);
    return answer;
  }
}
