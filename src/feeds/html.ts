import sanitizeHtml from 'sanitize-html';
import type { Site } from './feed.ts';

const allowed = ['p', 'ul', 'ol', 'li', 'a', 'code', 'pre', 'strong', 'em', 'b', 'i', 'del', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'br', 'hr', 'img', 'dl', 'dt', 'dd', 'sub', 'sup'];

/**
 * Rendered text as a feed takes it: plain elements without classes, anchors or controls, since the reader's styles apply,
 * not ours. Links are those of `page`, absolute where the site has an address: a feed is read elsewhere.
 *
 * @param page address of the page that the text stands on
 */
export function feedHtml(html: string, page: string, { url }: Site): string {
  const absolute = (address: string | undefined): string | undefined => {
    if (address === undefined || /^https?:|^mailto:/.test(address)) return address;
    if (address.startsWith('#')) return page + address;
    return url === undefined ? address : (URL.parse(address, url)?.href ?? address);
  };
  return sanitizeHtml(html, {
    allowedTags: allowed,
    allowedAttributes: { a: ['href'], img: ['src', 'alt'] },
    allowedSchemes: ['https', 'http', 'mailto'],
    nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'button', 'svg', 'title', 'select'],
    transformTags: {
      a: (tagName, { href }) => ({ tagName, attribs: href === undefined ? {} : { href: absolute(href) ?? '' } }),
      img: (tagName, { src, alt = '' }) => ({ tagName, attribs: src === undefined ? { alt } : { src: absolute(src) ?? '', alt } }),
    },
  }).trim();
}
