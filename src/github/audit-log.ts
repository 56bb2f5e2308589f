import { z } from 'zod';
import { SourceError } from '../collect/contract.ts';
import { CursorTrail } from '../collect/cursor-trail.ts';
import type { Instant } from '../schema/primitives.ts';
import type { GitHubApi } from './contract.ts';
import { earlier, instantOf } from './instant-of.ts';
import { record } from './picked.ts';

/**
 * Days that the audit log keeps its events (GitHub, "Reviewing the audit log for your organization": 180 days; Git events,
 * which are not asked for, seven).
 */
export const auditLogDays = 180;

/** One answer of the audit log. */
export interface AuditLogPage {
  /** Unique and stable: made of the place in the log that was asked for. */
  readonly name: string;
  readonly events: readonly unknown[];
  /** Goes on after this page; undefined after the last one. */
  readonly next: AuditLogPlace | undefined;
  /** Where a later reading begins: the time of the last event. */
  readonly until: Instant;
}

/** A place in the log: after a cursor, which GitHub forgets some day, or else from an instant. */
export interface AuditLogPlace {
  readonly from: Instant;
  readonly after?: string;
}

/** What is asked of the log. */
export interface AuditLogQuestion {
  readonly api: GitHubApi;
  readonly org: string;
  /** Such as `workflows.completed_workflow_run`. */
  readonly action: string;
  readonly collector: string;
  /** This night: events that say they are later do not move the place where the next reading begins. */
  readonly asOf: Instant;
  readonly signal: AbortSignal;
}

/**
 * Reads events of an organisation's audit log, oldest first, a hundred a request (GitHub, "REST API endpoints for
 * organizations", get the audit log: Enterprise Cloud and Server; 1,750 requests an hour for each user and address, which
 * is why it has a budget of its own). A cursor that is refused gives way to the instant of the last event that was read.
 *
 * @param place where to begin
 * @throws SourceError for an answer that is no list of events; PermissionError, DeadlineError, HostError
 */
export async function* auditLog(question: AuditLogQuestion, place: AuditLogPlace): AsyncGenerator<AuditLogPage> {
  const trail = new CursorTrail(`The audit log of ${question.org} could not be read`);
  let refusedAt: Instant | undefined;
  for (let here: AuditLogPlace | undefined = place; here !== undefined; ) {
    if (here.after !== undefined) trail.follow(here.after);
    const page: AuditLogPage | 'refused' = await pageAt(question, here);
    if (page === 'refused') {
      if (here.after === undefined) throw new SourceError(`the audit log of ${question.org} did not understand the question for events from ${here.from}`);
      // At the same instant once more it would be refused for ever.
      if (here.from === refusedAt) throw new SourceError(`the audit log of ${question.org} refuses each place after ${here.from} that it named itself`);
      refusedAt = here.from;
      here = { from: here.from };
      continue;
    }
    yield page;
    here = page.next;
  }
}

/** Asks for one event, to see whether the log may be read at all; throws as {@link auditLog} does. */
export async function probeAuditLog({ api, org, action, collector, signal }: AuditLogQuestion): Promise<void> {
  await api.rest(collector, `/orgs/${org}/audit-log?phrase=${encodeURIComponent(`action:${action}`)}&per_page=1`, { signal, resource: 'audit_log' });
}

const list = z.array(z.unknown());

async function pageAt({ api, org, action, collector, asOf, signal }: AuditLogQuestion, { from, after }: AuditLogPlace): Promise<AuditLogPage | 'refused'> {
  // "Searching the audit log": dates in ISO 8601, the zone as an offset.
  const phrase = `action:${action} created:>=${from.replace(/(?:\.\d+)?Z$/, '+00:00')}`;
  const cursor = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
  const path = `/orgs/${org}/audit-log?phrase=${encodeURIComponent(phrase)}&include=web&order=asc&per_page=100${cursor}`;
  const answer = await api.rest(collector, path, { signal, resource: 'audit_log', answers: [400, 422] });
  if (answer.status === 400 || answer.status === 422) return 'refused';
  const events = list.safeParse(answer.data);
  if (!events.success) throw new SourceError(`the audit log of ${org} answered with something that is no list of events`);
  const until = events.data.flatMap((event) => timeOf(event) ?? []).map((time) => earlier(time, asOf)).reduce((latest, time) => (time > latest ? time : latest), from);
  const following = cursorIn(answer.links['next']);
  const more = following !== undefined && following !== after && events.data.length > 0;
  return { name: `events from ${from}${after === undefined ? '' : ` after ${after}`}`, events: events.data, until, next: more ? { from: until, after: following } : undefined };
}

/** When the event was recorded; both fields are milliseconds since 1970. */
function timeOf(event: unknown): Instant | undefined {
  const fields = record(event);
  return instantOf(fields['@timestamp']) ?? instantOf(fields['created_at']);
}

/** The cursor in the address of the next page. Nothing else of the address is used. */
function cursorIn(link: string | undefined): string | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined;
  return new URL(link).searchParams.get('after') ?? undefined;
}
