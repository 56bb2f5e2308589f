import { z } from 'zod';
import type { FetchContext, RawPage } from '../../src/collect/contract.ts';
import { censusOf } from '../../src/collect/census.ts';
import { auditLog, auditLogDays, type AuditLogPlace, type AuditLogQuestion } from '../../src/github/audit-log.ts';
import type { Inventory, RepositoryStub } from '../../src/github/contract.ts';
import { before } from '../../src/github/instant-of.ts';
import { type LooseRecord, record } from '../../src/github/picked.ts';
import { instant } from '../../src/schema/primitives.ts';
import { auditedRun } from './run-record.ts';
import { runsPage } from './runs-page.ts';

/** The event that a run's attempt ended. */
export const completedRun = 'workflows.completed_workflow_run';

/** Events may reach the log after later ones did: an hour is read again, about 25 requests of 600 at 60,000 runs a day. */
const overlapMs = 3_600_000;

const dayMs = 86_400_000;

const position = z.object({ until: instant, after: z.string().optional() });

/**
 * The runs that ended since the last reading, of all repositories of the inventory at once: each attempt is an event of its
 * own. Runs that have not ended are not in the log.
 *
 * @param history days that the first reading goes back; at most what the log keeps
 */
export async function* auditedRuns(question: AuditLogQuestion, inventory: Inventory, history: number, context: FetchContext): AsyncGenerator<RawPage> {
  for await (const page of auditLog(question, begin(history, context))) {
    const runs = page.events.flatMap((event) => {
      const stub = repositoryOf(record(event), inventory);
      return stub === undefined ? [] : [auditedRun(event, stub)];
    });
    yield {
      name: page.name,
      body: runsPage(runs, []),
      bookmark: JSON.stringify({ until: page.until, after: page.next?.after }),
      census: [censusOf('audit-log-event', page.events)],
    };
  }
}

/** Where to begin: after the page that a reading was cut off at, or else an hour before the last event read. */
function begin(history: number, { asOf, bookmark, resume }: FetchContext): AuditLogPlace {
  const cutOff = positionIn(resume);
  if (cutOff !== undefined) return { from: cutOff.until, ...(cutOff.after === undefined ? {} : { after: cutOff.after }) };
  const last = positionIn(bookmark);
  const oldest = before(asOf, Math.min(history, auditLogDays) * dayMs);
  return { from: last === undefined ? oldest : before(last.until, overlapMs) };
}

function positionIn(text: string | undefined): z.infer<typeof position> | undefined {
  if (text === undefined) return undefined;
  const result = position.safeParse(json(text));
  return result.success ? result.data : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By the id, which a new name does not change, else by name; undefined for one that is not to be read. */
function repositoryOf(event: LooseRecord, { byDatabaseId, byName }: Inventory): RepositoryStub | undefined {
  const id = Number(event['repo_id']);
  const name = event['repo'];
  return byDatabaseId.get(id) ?? (typeof name === 'string' ? byName.get(name.toLowerCase()) : undefined);
}
