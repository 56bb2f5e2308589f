import { z } from 'zod';
import { censusOf } from '../../src/collect/census.ts';
import { type FetchContext, type RawPage, SourceError } from '../../src/collect/contract.ts';
import { CursorTrail } from '../../src/collect/cursor-trail.ts';
import type { GitHubApi, Inventory, RepositoryStub } from '../../src/github/contract.ts';
import { before, earlier, instantOf } from '../../src/github/instant-of.ts';
import { type LooseRecord, record } from '../../src/github/picked.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import { alertsPage, type UnfitAlert } from './alerts-page.ts';
import { type AlertState, type Question, stateIn } from './state.ts';
import { type AlertRecord, alertRecord, type AlertTool } from './tools.ts';

/** Who asks, and about what. */
export interface AlertQuestion {
  readonly api: GitHubApi;
  readonly inventory: Inventory;
  readonly tool: AlertTool;
  readonly collector: string;
  /** Days that the first reading goes back for alerts that are resolved. */
  readonly history: number;
}

const dayMs = 86_400_000;

/** Alerts may reach the list after later ones did: an hour is read again. */
const overlapMs = 3_600_000;

/** Places in a list that GitHub may have forgotten in one reading, each of which has the list read from its start. */
const mostRefusals = 5;

const list = z.array(z.unknown());

/**
 * The alerts of one tool that changed since the last reading, of all repositories at once, the last changed first. Where one
 * changes while the pages are read, it moves to the front, so that nothing behind it is missed, and it is read the next time:
 * a reading is known to be whole only up to what was newest when it began. The first reading takes all that are open, and those
 * resolved in the time that `history` says.
 *
 * @throws SourceError for an answer that is no list; PermissionError, DeadlineError, HostError
 */
export async function* changedAlerts(question: AlertQuestion, context: FetchContext): AsyncGenerator<RawPage> {
  const state = stateIn(context.resume) ?? stateIn(context.bookmark);
  // A reading that was cut off after its last page has nothing left.
  if (context.resume !== undefined && state !== undefined && state.left.length === 0) return;
  let { left, ...rest } = begin(question, context, state);
  const what = `The ${question.tool.name} alerts of ${question.inventory.org} could not be read`;
  let trail = new CursorTrail(what);
  let refusals = 0;
  for (let next = left[0]; next !== undefined; next = left[0]) {
    if (next.cursor === undefined) trail = new CursorTrail(what);
    else trail.follow(`${next.filter} ${next.since ?? ''} ${next.cursor}`);
    const page = await ask(question, next, context.signal);
    if (page === undefined) {
      refusals += 1;
      if (refusals > mostRefusals) throw new SourceError(`${what}: GitHub refuses each place in the list that it named itself`);
      const { cursor: _forgotten, ...anew } = next;
      left = [anew, ...left.slice(1)];
      continue;
    }
    // What was newest before anything was read; with no alerts at all, a day ago allows for clocks that differ.
    rest = { ...rest, mark: rest.mark ?? (page.newest === undefined ? before(context.asOf, dayMs) : earlier(page.newest, context.asOf)) };
    left = [...(page.more === undefined ? [] : [{ ...next, cursor: page.more }]), ...left.slice(1)];
    const bookmark = { ...(left.length === 0 ? { until: rest.mark } : rest), left } satisfies AlertState;
    yield { name: nameOf(next), body: alertsPage(page.alerts, page.unfit), bookmark: JSON.stringify(bookmark), census: [censusOf(question.tool.record, page.raw)] };
  }
}

function begin({ tool, history }: AlertQuestion, { asOf, resume }: FetchContext, state: AlertState | undefined): AlertState {
  if (state !== undefined && resume !== undefined) return state;
  if (state?.mark !== undefined && state.left.length > 0) {
    // What an earlier night left is read after what changed since that night began.
    const { mark, left, ...rest } = state;
    return { ...rest, left: [{ filter: '', since: before(mark, overlapMs) }, ...left] };
  }
  if (state?.until !== undefined) return { until: state.until, left: [{ filter: '', since: before(state.until, overlapMs) }] };
  const oldest = before(asOf, history * dayMs);
  return { left: [{ filter: '&state=open' }, ...tool.resolved.map((filter) => ({ filter, since: oldest }))] };
}

interface Answer {
  readonly raw: readonly unknown[];
  readonly alerts: AlertRecord[];
  readonly unfit: UnfitAlert[];
  readonly newest: Instant | undefined;
  /** Parameter for the page after this one; undefined if none is needed. */
  readonly more: string | undefined;
}

/** @returns undefined if GitHub does not know the cursor any more */
async function ask({ api, inventory, tool, collector }: AlertQuestion, { filter, since, cursor }: Question, signal: AbortSignal): Promise<Answer | undefined> {
  const path = `/orgs/${inventory.org}/${tool.name}/alerts?sort=updated&direction=desc&per_page=100${filter}${tool.always}${cursor ?? tool.first}`;
  const answer = await api.rest(collector, path, { signal, answers: cursor === undefined ? [] : [400, 422] });
  if (answer.status === 400 || answer.status === 422) return undefined;
  const raw = list.safeParse(answer.data);
  if (!raw.success) throw new SourceError(`the ${tool.name} alerts of ${inventory.org} came in a form that is no list`);
  const times = raw.data.map((alert) => updated(record(alert)));
  // One that does not say when it changed is no reason to stop.
  const past = since !== undefined && times.length > 0 && times.every((time) => time !== undefined && time < since);
  const alerts: AlertRecord[] = [];
  const unfit: UnfitAlert[] = [];
  for (const value of raw.data) {
    const fields = record(value);
    const stub = repositoryOf(record(fields['repository']), inventory);
    if (stub === undefined) continue;
    const kept = { repository: stub.repository, repositoryKey: stub.key, number: fields['number'], created: instantOf(fields['created_at']), ...tool.project(fields) };
    const result = alertRecord.safeParse(kept);
    if (result.success) alerts.push(result.data);
    // Their names only: what stands in them may be what nobody should read.
    else unfit.push({ repository: stub.repository, fields: [...new Set(result.error.issues.map(({ path: place }) => place.join('.')))] });
  }
  return { raw: raw.data, alerts, unfit, newest: times.flatMap((time) => time ?? []).toSorted().at(-1), more: past || raw.data.length === 0 ? undefined : cursorIn(answer.links['next'], cursor) };
}

/** When it last changed; secret scanning says so only of those that did. */
function updated(alert: LooseRecord): Instant | undefined {
  return instantOf(alert['updated_at']) ?? instantOf(alert['created_at']);
}

function repositoryOf(repository: LooseRecord, { byDatabaseId, byKey, byName }: Inventory): RepositoryStub | undefined {
  const { node_id: key, full_name: name } = repository;
  return byDatabaseId.get(Number(repository['id'])) ?? (typeof key === 'string' ? byKey.get(key) : undefined) ?? (typeof name === 'string' ? byName.get(name.toLowerCase()) : undefined);
}

/** The place of the next page in its address: a cursor or a page's number. Nothing else of the address is used. */
function cursorIn(link: string | undefined, asked: string | undefined): string | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined;
  const { searchParams } = new URL(link);
  const [after, page] = [searchParams.get('after'), searchParams.get('page')];
  const cursor = after !== null && after !== '' ? `&after=${encodeURIComponent(after)}` : page !== null && /^\d+$/.test(page) ? `&page=${page}` : undefined;
  return cursor === asked ? undefined : cursor;
}

function nameOf({ filter, since, cursor }: Question): string {
  return `alerts${filter === '' ? '' : ` ${filter.slice(1)}`}${since === undefined ? '' : ` since ${since}`}${cursor === undefined ? '' : ` ${cursor.slice(1)}`}`;
}
