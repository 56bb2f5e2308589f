import sanitizeHtml from 'sanitize-html';
import { isBadge, cleanAddress, isExternal } from './addresses.ts';
import { allowedAttributes, allowedClasses, allowedElements, leftOutWithContent, numbers, renamedElements } from './allowed.ts';
import type { Ids } from './ids.ts';
import type { Links } from './links.ts';
import type { Marks } from './marks.ts';
import type { Place } from './problem.ts';
import { plainText } from './plain-text.ts';

/** What the last pass over a document works with. */
export interface Sanitising {
  readonly marks: Marks;
  readonly links: Links;
  readonly ids: Ids;
}

type Attributes = Readonly<Record<string, string>>;

const attributeLists: Readonly<Record<string, sanitizeHtml.AllowedAttribute[]>> = Object.fromEntries(
  Object.entries(allowedAttributes).map(([element, list]) => [
    element,
    list.map((attribute) => (typeof attribute === 'string' ? attribute : { name: attribute.name, multiple: false, values: [...attribute.values] })),
  ]),
);

/**
 * The last pass over a document: what is not allowed is left out, whoever put it there, and the addresses of raw HTML
 * become placeholders as all others have. The result is well-formed: every element closed, every `<`, `>` and `"` of texts and
 * values escaped.
 */
export function sanitise(html: string, { marks, links, ids }: Sanitising): string {
  let anchors = 0;
  const undescribed = new Set<number>();

  /** The placeholder, or the own anchor, that a link or image has or gets. */
  const address = (use: 'link' | 'image', attributes: Attributes, written: string | undefined, text: string): string | undefined => {
    const mark = attributes[marks.link];
    if (mark !== undefined) return mark.startsWith('#') ? mark : `almanac-link:${mark}`;
    if (written === undefined) return undefined;
    const index = links.add(use, written, text, placeOf(attributes[marks.place]));
    if (index === undefined) return undefined;
    if (use === 'link' && text === '') undescribed.add(index);
    return `almanac-link:${index}`;
  };

  const clean = sanitizeHtml(html, {
    allowedTags: [...allowedElements, marks.slot],
    allowedAttributes: attributeLists,
    allowedSchemes: ['almanac-link'],
    allowProtocolRelative: false,
    nonTextTags: [...leftOutWithContent],
    enforceHtmlBoundary: false,
    onOpenTag: (name) => {
      if (name === 'a') anchors += 1;
    },
    onCloseTag: (name) => {
      if (name === 'a') anchors -= 1;
    },
    transformTags: {
      a: (tagName, attributes) => {
        const href = address('link', attributes, attributes['href'], '');
        const { href: _href, name, ...rest } = attributes;
        return { tagName: href === undefined ? 'span' : tagName, attribs: { ...(href === undefined ? {} : { href }), ...(name === undefined ? {} : { id: name }), ...rest } };
      },
      img: (_tagName, attributes) => {
        const { src: written, alt = '', ...rest } = attributes;
        const target = cleanAddress(written ?? '');
        if (attributes[marks.link] === undefined && isExternal(target)) {
          const name = externalImageName(target, alt);
          const attribs = { class: externalImageClass(target) };
          if (anchors > 0) return { tagName: 'span', attribs, text: name };
          const href = address('link', attributes, written, name);
          return { tagName: 'a', attribs: { ...attribs, ...(href === undefined ? {} : { href }) }, text: name };
        }
        const src = address('image', attributes, written, alt);
        if (src === undefined) return { tagName: 'span', attribs: {}, text: alt };
        return { tagName: 'img', attribs: { src, alt, ...rest, loading: 'lazy', decoding: 'async' } };
      },
      '*': (tagName, attributes) => {
        if (tagName === marks.slot) return { tagName, attribs: { class: attributes['class'] ?? '' } };
        const name = (Object.hasOwn(renamedElements, tagName) ? renamedElements[tagName] : undefined) ?? tagName;
        const align = tagName === 'center' ? 'center' : attributes['align']?.toLowerCase();
        const attribs: Record<string, string> = {};
        for (const [attribute, value] of Object.entries(attributes)) {
          if (numbers.has(attribute) && !/^\d{1,4}$/.test(value)) continue;
          attribs[attribute] = value;
        }
        const classes = [...(attributes['class'] ?? '').split(/\s+/), ...(align === undefined ? [] : [align])].filter((word) => allowedClasses.has(word));
        delete attribs['class'];
        if (classes.length > 0) attribs['class'] = [...new Set(classes)].join(' ');
        if (attribs['id'] !== undefined) {
          const id = attributes[marks.link] !== undefined ? attribs['id'] : ids.claim(attribs['id']);
          delete attribs['id'];
          if (id !== undefined) attribs['id'] = id;
        }
        return { tagName: name, attribs };
      },
    },
  });
  if (undescribed.size > 0) {
    for (const [, index = '', shown = ''] of clean.matchAll(/<a href="almanac-link:(\d+)"[^>]*>([\s\S]*?)<\/a>/g)) {
      if (undescribed.has(Number(index))) links.describe(Number(index), plainText(shown));
    }
  }
  return clean;
}

/** What is shown in place of an image of another host: its alternative text, or where it is. */
export function externalImageName(target: string, alt: string): string {
  const text = alt.replaceAll(/\s+/g, ' ').trim();
  if (text !== '') return text;
  return `Image at ${/^(?:https?:)?[\\/]*([^\\/?#]*)/i.exec(target)?.[1] ?? 'another host'}`;
}

export const externalImageClass = (target: string) => (isBadge(target) ? 'external-image compact' : 'external-image');

function placeOf(written: string | undefined): Place | undefined {
  const match = /^(\d{1,7})(?::(\d{1,7}))?$/.exec(written ?? '');
  if (match === null) return undefined;
  return { line: Number(match[1]), ...(match[2] === undefined ? {} : { column: Number(match[2]) }) };
}
