import { Feed } from 'feed';
import { addressOf, type FeedContent, type Site } from './feed.ts';
import { cleanText, escapeHtml } from './text.ts';

/** Stands for the host of a site without an address: the library takes absolute addresses only. RFC 6761 keeps the name free. */
const nowhere = 'https://feed.invalid';

/**
 * A feed as Atom (RFC 4287). Without an address of the site, links are paths, which readers take relative to where
 * they found the feed.
 */
export function atomFeed(content: FeedContent, site: Site): string {
  const address = (path: string): string => new URL(addressOf(path, site), nowhere).href;
  const feed = new Feed({
    id: content.id,
    title: plain(content.title),
    description: plain(content.description),
    author: { name: plain(content.author) },
    link: address(content.home),
    feedLinks: { atom: address(content.self) },
    updated: new Date(content.updated),
    generator: 'Almanac',
  });
  for (const { id, title, path, updated, html } of content.entries) {
    // Titles are written as HTML, in CDATA: escaped, so that neither tags nor the end of CDATA can stand in them.
    feed.addItem({ id, title: escapeHtml(title), link: address(path), date: new Date(updated), content: html });
  }
  const xml = feed.atom1();
  return `${site.url === undefined ? xml.replaceAll(`href="${nowhere}/`, 'href="/') : xml}\n`;
}

/** Text for an element: the library takes `&amp;` for `&` before it escapes, so that it must be escaped once before. */
function plain(text: string): string {
  return cleanText(text).replaceAll('&', '&amp;');
}
