import type { MarkdownLink } from '../../markdown/contract.ts';
import type { Resolved } from './resolve.ts';

/** What a link of a rendered text becomes. */
export interface Linked {
  readonly link: MarkdownLink;
  readonly resolved: Resolved;
}

/** The opening tag of a link or image with its placeholder; text can hold no `<`, so this is never text. */
const placeholder = /<(a|img)\b((?:\s+[^\s=<>"']+(?:="[^"<]*")?)*?)\s+(?:href|src)="almanac-link:(\d+)"((?:\s+[^\s=<>"']+(?:="[^"<]*")?)*)\s*(\/?)>/g;

/**
 * Puts addresses in the place of the placeholders of a rendered text, in one pass. A link that leads nowhere keeps its
 * text, an image its alternative text.
 *
 * @param base path that the site is served below, with a slash at both ends
 */
export function withLinks(html: string, links: readonly Linked[], base: string): string {
  return html.replaceAll(placeholder, (_, tag: string, before: string, number: string, after: string, slash: string) => {
    const linked = links[Number(number)];
    const address = linked === undefined ? undefined : addressOf(linked.resolved, base);
    if (tag === 'img') {
      if (address === undefined || address.outside) return escapeText(linked?.link.text ?? '');
      return `<img${before} src="${escapeAttribute(address.href)}"${after}${slash}>`;
    }
    if (address === undefined) return `<a${before}${after}>`;
    // What has a class of its own, such as the name of an image elsewhere, looks as that says.
    const marked = / class="/.test(before + after) ? '' : ' class="out"';
    const outside = address.outside ? ` rel="noreferrer noopener"${marked}` : '';
    return `<a${before} href="${escapeAttribute(address.href)}"${outside}${after}>`;
  });
}

function addressOf(resolved: Resolved, base: string): { readonly href: string; readonly outside: boolean } | undefined {
  switch (resolved.kind) {
    case 'page':
    case 'entity':
      return { href: base + resolved.path + hash(resolved.fragment), outside: false };
    case 'file':
      return { href: base + resolved.path, outside: false };
    case 'outside':
      return { href: resolved.url, outside: !/^(?:mailto|tel):/.test(resolved.url) };
    case 'plain':
      return undefined;
    case 'broken':
      return resolved.instead === undefined ? undefined : addressOf(resolved.instead, base);
  }
}

function hash(fragment: string): string {
  return fragment === '' ? '' : `#${encodeURIComponent(fragment)}`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
