import type { Announcement, Announcements } from '../schema/cli/announcement.ts';
import { factsOf, headline, markOf, reasonWords } from './words.ts';

/** Bytes of a message that Teams takes (28 KB), less what the way there may add. */
const messageBytes = 24_000;

interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly size?: 'Large' | 'Medium';
  readonly weight?: 'Bolder';
  readonly spacing?: 'None' | 'Medium';
  readonly separator?: boolean;
}
interface FactSet {
  readonly type: 'FactSet';
  readonly facts: readonly { readonly title: string; readonly value: string }[];
}

/** A message for a webhook of Workflows in Teams: one Adaptive Card. */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly {
    readonly contentType: 'application/vnd.microsoft.card.adaptive';
    readonly contentUrl: null;
    readonly content: {
      readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
      readonly type: 'AdaptiveCard';
      readonly version: '1.4';
      readonly msteams: { readonly width: 'Full' };
      readonly body: readonly (TextBlock | FactSet)[];
    };
  }[];
}

/** One card with as many of the announcements as it can hold, and how many those are. */
export function teamsMessage(all: Announcements): { readonly message: TeamsMessage; readonly items: number } {
  const body: (TextBlock | FactSet)[] = [{ type: 'TextBlock', text: escape(headline(all)), wrap: true, size: 'Large', weight: 'Bolder' }];
  let bytes = Buffer.byteLength(JSON.stringify(messageOf(body)));
  let reason: Announcement['reason'] | undefined;
  let items = 0;
  for (const item of all.items) {
    const added = [...(item.reason === reason ? [] : [partOf(item)]), ...itemOf(item)];
    const more = Buffer.byteLength(JSON.stringify(added));
    if (items > 0 && bytes + more > messageBytes) break;
    body.push(...added);
    bytes += more;
    reason = item.reason;
    items += 1;
  }
  return { message: messageOf(body), items };
}

function messageOf(body: readonly (TextBlock | FactSet)[]): TeamsMessage {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: { $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', msteams: { width: 'Full' }, body },
      },
    ],
  };
}

function partOf({ reason }: Announcement): TextBlock {
  return { type: 'TextBlock', text: reasonWords[reason], wrap: true, size: 'Medium', weight: 'Bolder', spacing: 'Medium', separator: true };
}

function itemOf(item: Announcement): (TextBlock | FactSet)[] {
  const { title, url, description } = item;
  const name = url === undefined ? escape(title) : `[${escape(title)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
  const facts = factsOf(item).map(([label, text]) => ({ title: label, value: escape(text) }));
  return [
    { type: 'TextBlock', text: `**${markOf(item)}:** ${name}`, wrap: true },
    ...(description === undefined ? [] : [{ type: 'TextBlock', text: escape(description), wrap: true, spacing: 'None' } as const]),
    ...(facts.length === 0 ? [] : [{ type: 'FactSet', facts } as const]),
  ];
}

/** Text blocks take a part of Markdown: what would be a link or emphasis is shown as it is written. */
function escape(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\*_`[\]]/g, '\\$&');
}
