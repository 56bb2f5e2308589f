import type { Announcement, Announcements } from '../schema/cli/announcement.ts';
import { factsOf, headline, markOf, reasonWords } from './words.ts';

/** Limits of Block Kit: blocks of a message, characters of a section and of a header (docs.slack.dev/reference/block-kit/blocks). */
const limits = { blocks: 50, section: 3_000, header: 150 } as const;
/**
 * Characters of all blocks of a message together. Slack documents no such limit, but answers `msg_blocks_too_long` from
 * about 13,000 on (slackapi/bolt-js, issue 2509).
 */
const messageLength = 10_000;

interface Text {
  readonly type: 'mrkdwn' | 'plain_text';
  readonly text: string;
}
type Block = { readonly type: 'header' | 'section'; readonly text: Text } | { readonly type: 'divider' };

/** A message for an incoming webhook of Slack. */
export interface SlackMessage {
  /** What notifications show. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** One message with as many of the announcements as it can hold, and how many those are. */
export function slackMessage(all: Announcements): { readonly message: SlackMessage; readonly items: number } {
  const title = headline(all);
  const blocks: Block[] = [{ type: 'header', text: { type: 'plain_text', text: cut(title, limits.header) } }];
  let length = JSON.stringify(blocks).length;
  let reason: Announcement['reason'] | undefined;
  let items = 0;
  for (const item of all.items) {
    const added: Block[] = [...(item.reason === reason ? [] : [section(`*${reasonWords[item.reason]}*`)]), section(itemText(item))];
    const more = JSON.stringify(added).length;
    if (items > 0 && (blocks.length + added.length > limits.blocks || length + more > messageLength)) break;
    blocks.push(...added);
    length += more;
    reason = item.reason;
    items += 1;
  }
  return { message: { text: escape(title), blocks }, items };
}

function section(text: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

function itemText(item: Announcement): string {
  const { title, url, description } = item;
  const name = escape(title);
  const head = `*${markOf(item)}:* ${url === undefined ? name : `<${url.replaceAll('|', '%7C').replaceAll('>', '%3E')}|${name}>`}`;
  const lines = [head, ...(description === undefined ? [] : [escape(description)]), ...factsOf(item).map(([label, text]) => `_${label}:_ ${escape(text)}`)];
  // Whole lines only: a link or an escaped character that is cut is neither.
  const kept: string[] = [];
  for (const line of lines) if ([...kept, line].join('\n').length <= limits.section) kept.push(line);
  return kept.join('\n');
}

/** The three characters that mean something to Slack; so nothing in a text can address a channel or be a link. */
function escape(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}…`;
}
