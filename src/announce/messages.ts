import type { AnnouncementFormat } from '../schema/announce.ts';
import type { Announcements } from '../schema/cli/announcement.ts';
import { markdownOf } from './markdown.ts';
import { slackMessage } from './slack.ts';
import { teamsMessage } from './teams.ts';

/** One message and what it says. */
export interface Message {
  /** What is posted. */
  readonly body: string;
  readonly ids: readonly string[];
  /** Announcements in it. */
  readonly items: number;
}

/** Announcements in a message of Markdown or JSON. */
const together = 50;

/** The announcements as messages of a format, each within what its channel takes. None without announcements. */
export function messagesOf(format: AnnouncementFormat, all: Announcements): Message[] {
  const messages: Message[] = [];
  for (let rest = all.items; rest.length > 0; ) {
    const { message, items } = messageOf(format, { ...all, items: rest });
    messages.push({ body: JSON.stringify(message), ids: rest.slice(0, items).flatMap(({ id, also = [] }) => [id, ...also]), items });
    rest = rest.slice(items);
  }
  return messages;
}

function messageOf(format: AnnouncementFormat, all: Announcements): { readonly message: unknown; readonly items: number } {
  switch (format) {
    case 'slack':
      return slackMessage(all);
    case 'teams':
      return teamsMessage(all);
    default: {
      const part = { ...all, items: all.items.slice(0, together) };
      return { message: format === 'json' ? part : { text: markdownOf(part) }, items: part.items.length };
    }
  }
}

/** What the command prints: as it would be posted, or Markdown to be read. */
export function printed(format: AnnouncementFormat, all: Announcements): string {
  if (format === 'markdown') return markdownOf(all);
  if (format === 'json') return `${JSON.stringify(all, undefined, 2)}\n`;
  return messagesOf(format, all).map(({ body }) => `${JSON.stringify(JSON.parse(body), undefined, 2)}\n`).join('');
}
