import type { Announcement, Announcements } from '../schema/cli/announcement.ts';
import { factsOf, headline, markOf, reasonWords } from './words.ts';

/** The announcements as Markdown: a heading, a part for each reason, a list item for each change. */
export function markdownOf(all: Announcements): string {
  const parts = [...Map.groupBy(all.items, ({ reason }) => reason)].map(([reason, items]) => `## ${reasonWords[reason]}\n\n${items.map(itemOf).join('\n')}`);
  return [`# ${escape(headline(all))}`, ...parts].join('\n\n').concat('\n');
}

function itemOf(item: Announcement): string {
  const { title, url, description } = item;
  const name = url === undefined ? escape(title) : `[${escape(title)}](${url})`;
  const facts = factsOf(item).map(([label, text]) => `  - ${label}: ${escape(text)}`);
  return [`- **${markOf(item)}:** ${name}${description === undefined ? '' : `. ${escape(description)}`}`, ...facts].join('\n');
}

/** What would be a link, markup or code is shown as it is written. */
function escape(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*[\]]/g, '\\$&').replaceAll('<', '&lt;');
}
