import { commitId } from '../details.ts';
import { iso } from '../graphql/context.ts';
import { common, countWhere, readRange } from '../range.ts';
import type { World, WorldRun } from '../world.ts';
import { numbered, type RestCall, type RestReply, type Route } from './contract.ts';
import { notFound, repositoryOf, simpleRepository, simpleUser } from './records.ts';

/** Attempts that were asked for by now. */
function attempts(run: WorldRun, now: number): WorldRun['attempts'] {
  return run.attempts.filter(({ startedAt }, index) => index === 0 || startedAt <= now);
}

const shas = (world: World, run: WorldRun): string => commitId(world.seed, run.repository, 'run', run.id);

function runBody(call: RestCall, run: WorldRun, number = attempts(run, call.now).length): Readonly<Record<string, unknown>> {
  const { world, now, root } = call;
  const home = world.repositories.get(run.repository);
  const attempt = run.attempts[number - 1];
  if (home === undefined || attempt === undefined) return {};
  const url = `${root}/repos/${home.owner}/${home.name}/actions/runs/${run.id}`;
  const done = attempt.finishedAt <= now;
  const sha = shas(world, run);
  return {
    id: run.id,
    name: run.workflow.split('/').at(-1) ?? null,
    node_id: `WFR_${run.id}`,
    head_branch: run.branch,
    head_sha: sha,
    path: run.workflow,
    display_title: 'change',
    run_number: run.runNumber,
    run_attempt: number,
    event: run.event,
    status: done ? 'completed' : attempt.startedAt <= now ? 'in_progress' : 'queued',
    conclusion: done ? attempt.conclusion : null,
    workflow_id: 7_000 + run.workflow.length,
    check_suite_id: run.id + 1,
    check_suite_node_id: `CS_${run.id}`,
    url,
    html_url: `https://${world.host}/${home.owner}/${home.name}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: iso(run.createdAt),
    updated_at: iso(done ? attempt.finishedAt : Math.min(now, Math.max(run.createdAt, attempt.startedAt))),
    run_started_at: iso(Math.min(attempt.startedAt, Math.max(now, run.createdAt))),
    actor: simpleUser(call, 'user-00003', 9_000_003),
    triggering_actor: simpleUser(call, 'user-00003', 9_000_003),
    ...Object.fromEntries(['jobs', 'logs', 'cancel', 'rerun', 'artifacts'].map((what) => [`${what}_url`, `${url}/${what}`])),
    check_suite_url: `${root}/repos/${home.owner}/${home.name}/check-suites/${run.id + 1}`,
    previous_attempt_url: number > 1 ? `${url}/attempts/${number - 1}` : null,
    workflow_url: `${root}/repos/${home.owner}/${home.name}/actions/workflows/7`,
    head_commit: { id: sha, tree_id: sha, message: 'change', timestamp: iso(run.createdAt), author: { name: 'a', email: 'a@example.com' }, committer: { name: 'a', email: 'a@example.com' } },
    repository: simpleRepository(call, home),
    head_repository: run.headGone ? null : simpleRepository(call, home),
    ...(run.headGone ? {} : { head_repository_id: home.databaseId }),
  };
}

function runs(call: RestCall): RestReply {
  const named = repositoryOf(call, '/actions/runs');
  if ('reply' in named) return named.reply;
  const { query, now, world } = call;
  const [created, status, event, branch] = [query.get('created'), query.get('status'), query.get('event'), query.get('branch')];
  const state = (run: WorldRun): readonly (string | undefined)[] => {
    const last = attempts(run, now).at(-1);
    return last === undefined ? [] : last.finishedAt <= now ? ['completed', last.conclusion] : [last.startedAt <= now ? 'in_progress' : 'queued'];
  };
  const { from, to } = created === null ? common([]) : readRange(created);
  const items = runsOf(world, named.found.serial).filter((run) => run.createdAt <= now && run.createdAt >= from && run.createdAt <= to && (status === null || state(run).includes(status)) && (event === null || run.event === event) && (branch === null || run.branch === branch));
  const filtered = [created, status, event, branch].some((value) => value !== null);
  const { page, links } = numbered(call, items.toReversed(), { limit: filtered ? 1_000 : Infinity });
  return { status: 200, body: { total_count: items.length, workflow_runs: page.map((run) => runBody(call, run)) }, links };
}

const byRepository = new WeakMap<World, { readonly length: number; readonly runs: Map<number, WorldRun[]> }>();

function runsOf(world: World, serial: number): readonly WorldRun[] {
  let index = byRepository.get(world);
  if (index?.length !== world.runs.length) {
    index = { length: world.runs.length, runs: Map.groupBy(world.runs, ({ repository }) => repository) };
    byRepository.set(world, index);
  }
  return index.runs.get(serial) ?? [];
}

function oneRun(call: RestCall): RestReply {
  const named = repositoryOf(call, `/actions/runs/${call.path['run_id'] ?? ''}`);
  if ('reply' in named) return named.reply;
  const run = runsOf(call.world, named.found.serial).find(({ id }) => String(id) === call.path['run_id']);
  if (run === undefined || run.createdAt > call.now) return notFound;
  const wanted = call.path['attempt_number'];
  const there = attempts(run, call.now).length;
  if (wanted !== undefined && (Number(wanted) < 1 || Number(wanted) > there)) return notFound;
  return { status: 200, body: runBody(call, run, wanted === undefined ? there : Number(wanted)) };
}

interface Event {
  readonly at: number;
  readonly run: WorldRun;
  readonly attempt: number;
}
const logs = new WeakMap<World, { readonly length: number; readonly events: readonly Event[] }>();

/** Everything that the audit log will tell of completed runs, in order of time. */
function eventsOf(world: World): readonly Event[] {
  const held = logs.get(world);
  if (held?.length === world.runs.length) return held.events;
  const events = world.runs.flatMap((run) => run.attempts.map((attempt, index) => ({ at: attempt.finishedAt + 321, run, attempt: index + 1 }))).sort((a, b) => a.at - b.at || a.run.id - b.run.id);
  logs.set(world, { length: world.runs.length, events });
  return events;
}

/**
 * The audit log's events of completed runs, whose fields are listed on GitHub's page "Audit log events for your organization";
 * instants of the event itself are numbers, those of the run are texts.
 */
function auditLog(call: RestCall): RestReply {
  const { world, now, query } = call;
  if (call.path['org']?.toLowerCase() !== world.organisation.login.toLowerCase()) return notFound;
  const phrase = query.get('phrase') ?? '';
  const terms = phrase.split(/\s+/).filter((term) => term !== '');
  const actions = terms.filter((term) => term.startsWith('action:')).map((term) => term.slice(7));
  const created = terms.filter((term) => term.startsWith('created:')).map((term) => term.slice(8));
  const repositories = terms.filter((term) => term.startsWith('repo:')).map((term) => term.slice(5).toLowerCase());
  const all = actions.includes('workflows.completed_workflow_run') || actions.includes('workflows') ? eventsOf(world) : [];
  const { from, to } = common([...created.map(readRange), { from: -Infinity, to: now }]);
  const key = ({ at, run, attempt }: Event): string => `${at}|${run.id}.${attempt}`;
  const size = Math.min(100, Math.max(1, Number(query.get('per_page') ?? 30)));
  const after = Buffer.from(query.get('after') ?? '', 'base64url').toString();
  const ascending = query.get('order') === 'asc';
  // Where the range starts and ends, and where the last page ended, found by bisection: a log has millions of events.
  const first = countWhere(all, ({ at }) => at < from);
  const end = countWhere(all, ({ at }) => at <= to);
  const last = after === '' ? undefined : positionOf(all, after, key);
  if (last === -1) return { status: 400, body: { message: 'Invalid cursor', documentation_url: 'https://docs.github.com/rest', status: '400' } };
  const start = last === undefined ? (ascending ? first : end - 1) : last + (ascending ? 1 : -1);
  const page: Event[] = [];
  let position = start;
  for (; page.length < size && position >= first && position < end; position += ascending ? 1 : -1) {
    const event = all[position];
    if (event !== undefined && (repositories.length === 0 || repositories.includes(event.run.repositoryName.toLowerCase()))) page.push(event);
  }
  const more = position >= first && position < end;
  const final = page.at(-1);
  const body = page.map(({ at, run, attempt }) => ({
    '@timestamp': at,
    _document_id: Buffer.from(`${run.id}.${attempt}`).toString('base64url'),
    action: 'workflows.completed_workflow_run',
    actor: 'user-00003',
    actor_id: 9_000_003,
    ...(world.plan === 'enterprise-cloud' ? { business: `${world.organisation.login}-enterprise`, business_id: 17 } : {}),
    completed_at: iso(run.attempts[attempt - 1]?.finishedAt ?? at).replace('Z', '.000Z'),
    conclusion: run.attempts[attempt - 1]?.conclusion ?? null,
    created_at: at,
    event: run.event,
    head_branch: run.branch,
    head_sha: shas(world, run),
    name: run.workflow.split('/').at(-1),
    operation_type: 'modify',
    org: world.organisation.login,
    org_id: world.organisation.databaseId,
    public_repo: false,
    repo: run.repositoryName,
    repo_id: 600_000_000 + run.repository * 11,
    run_attempt: attempt,
    run_number: run.runNumber,
    started_at: iso(run.attempts[attempt - 1]?.startedAt ?? at).replace('Z', '.000Z'),
    topic: null,
    trigger_id: null,
    workflow_id: 7_000 + run.workflow.length,
    workflow_run_id: run.id,
  }));
  const links = final !== undefined && more ? { next: { after: Buffer.from(key(final)).toString('base64url'), before: '' } } : {};
  return { status: 200, body, links };
}

/** Position of the event that a cursor names; -1 for a cursor that nobody gave. */
function positionOf(events: readonly Event[], cursor: string, key: (event: Event) => string): number {
  const at = Number(cursor.split('|')[0]);
  for (let position = countWhere(events, (event) => event.at < at); ; position += 1) {
    const event = events[position];
    if (event === undefined || event.at !== at) return -1;
    if (key(event) === cursor) return position;
  }
}

export const runRoutes: readonly Route[] = [
  { method: 'GET', template: '/repos/{owner}/{repo}/actions/runs', permission: 'actions', answer: runs },
  { method: 'GET', template: '/repos/{owner}/{repo}/actions/runs/{run_id}', permission: 'actions', answer: oneRun },
  { method: 'GET', template: '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}', permission: 'actions', answer: oneRun },
  { method: 'GET', template: '/orgs/{org}/audit-log', permission: 'organization_administration', resource: 'audit_log', plans: ['enterprise-cloud'], answer: auditLog },
];
