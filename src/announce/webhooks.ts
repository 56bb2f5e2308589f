import { shifted } from '../assess/history/instants.ts';
import { dayMs } from '../assess/days.ts';
import type { Webhook } from '../schema/announce.ts';
import type { Announcements } from '../schema/cli/announcement.ts';
import type { Instant } from '../schema/primitives.ts';
import { messagesOf } from './messages.ts';
import { type Network, post } from './post.ts';
import type { AnnouncedRecord } from './record.ts';

/** Days that are caught up on at most, after runs that did not happen or failed. */
export const caughtUpDays = 30;

/** What became of the announcements to one webhook. */
export interface WebhookReport {
  readonly webhook: Webhook;
  readonly posted: number;
  readonly messages: number;
  /** Posted by an earlier run. */
  readonly before: number;
  /** Not posted: what the webhook will not take, what did not arrive, and what may or may not have. */
  readonly refused: string | undefined;
  readonly failed: string | undefined;
  readonly unsure: { readonly reason: string; readonly items: number; readonly ids: readonly string[] } | undefined;
}

/** What posting needs. */
export interface Posting {
  readonly record: AnnouncedRecord;
  readonly network: Network;
  readonly signal: AbortSignal;
  readonly at: Instant;
  /** The last day to announce. */
  readonly day: string;
}

/** The first day to announce to a webhook: that of the last run that posted all, again, or the day itself for the first one. */
export function firstDay(record: AnnouncedRecord, name: string, day: string): string {
  const from = record.from(name);
  const earliest = shifted(`${day}T00:00:00.000Z`, -caughtUpDays * dayMs).slice(0, 10);
  if (from === undefined || from > day) return day;
  return from < earliest ? earliest : from;
}

/**
 * Posts what was not posted to this webhook before, message by message, each noted before and after. A message that did
 * not arrive ends it: what follows would stand before it, and the next run takes up there.
 */
export async function postTo(webhook: Webhook, url: string, all: Announcements, posting: Posting): Promise<WebhookReport> {
  const { record, network, signal, at, day } = posting;
  const { urlFrom, format } = webhook;
  const items = all.items.filter(({ id }) => !record.isDone(urlFrom, id));
  const note = (state: 'posting' | 'posted' | 'failed' | 'unsure', ids: readonly string[]): void => record.add({ webhook: urlFrom, at, state, ids: [...ids] });
  const before = all.items.length - items.length;
  const done = { posted: 0, messages: 0 };
  const reported = (problem: Partial<Pick<WebhookReport, 'refused' | 'failed' | 'unsure'>> = {}): WebhookReport => ({ webhook, before, ...done, refused: undefined, failed: undefined, unsure: undefined, ...problem });
  // What the first run cannot post, the next one must find, on whatever day that is.
  if (record.from(urlFrom) === undefined) record.add({ webhook: urlFrom, at, from: all.since });
  for (const { body, ids, items: held } of messagesOf(format, { ...all, items })) {
    signal.throwIfAborted();
    note('posting', ids);
    const outcome = await interruptible(() => post(url, body, network, signal), () => note('unsure', ids));
    if (outcome.state === 'posted') {
      note('posted', ids);
      done.posted += held;
      done.messages += 1;
      continue;
    }
    note(outcome.state === 'unsure' ? 'unsure' : 'failed', ids);
    if (outcome.state === 'unsure') return reported({ unsure: { reason: outcome.reason, items: held, ids } });
    return reported({ [outcome.state]: outcome.reason });
  }
  record.add({ webhook: urlFrom, at, from: day });
  return reported();
}

/** A run that is stopped while a message is on its way does not know whether it arrived. */
async function interruptible<T>(work: () => Promise<T>, stopped: () => void): Promise<T> {
  try {
    return await work();
  } catch (error) {
    stopped();
    throw error;
  }
}
