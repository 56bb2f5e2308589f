import { z } from 'zod';
import { instant } from '../schema/primitives.ts';
import { addressOf, type FeedContent, type Site } from './feed.ts';

/** JSON Feed 1.1 (jsonfeed.org/version/1.1), as far as it is written here. The library writes version 1. */
export const jsonFeedDocument = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  description: z.string().optional(),
  home_page_url: z.string(),
  feed_url: z.string(),
  authors: z.array(z.strictObject({ name: z.string() })),
  language: z.string(),
  items: z.array(
    z.strictObject({
      id: z.string(),
      url: z.string(),
      title: z.string(),
      content_text: z.string(),
      content_html: z.string(),
      date_published: instant,
    }),
  ),
});
export type JsonFeedDocument = z.infer<typeof jsonFeedDocument>;

/** A feed as JSON Feed 1.1. */
export function jsonFeed({ title, description, author, home, self, entries }: FeedContent, site: Site): string {
  const document: JsonFeedDocument = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description,
    home_page_url: addressOf(home, site),
    feed_url: addressOf(self, site),
    authors: [{ name: author }],
    language: 'en',
    items: entries.map(({ id, path, title: heading, text, html, updated }) => ({
      id,
      url: addressOf(path, site),
      title: heading,
      content_text: text,
      content_html: html,
      date_published: updated,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
