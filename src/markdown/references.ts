import { cleanAddress, isExternal } from './addresses.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import type { NodeOf } from './nodes.ts';
import { textOf } from './nodes.ts';
import { externalImageClass, externalImageName } from './sanitise.ts';
import { placeOf, type Writer } from './writer.ts';

const title = (text: string | null | undefined) => (text === null || text === undefined || text === '' ? '' : ` title="${escapeAttribute(text)}"`);

export function writeLink(node: NodeOf<'link'> | NodeOf<'linkReference'>, writer: Writer): string {
  const to = node.type === 'link' ? node : writer.definitions.get(node.identifier);
  if (to === undefined || writer.inLink) return writer.write(node.children);
  const index = writer.links.add('link', to.url, textOf(node).replaceAll(/\s+/g, ' ').trim(), placeOf(node));
  if (index === undefined) return writer.write(node.children);
  writer.inLink = true;
  const content = writer.write(node.children);
  writer.inLink = false;
  return `<a ${writer.marks.link}="${index}"${title(to.title)}>${content}</a>`;
}

export function writeImage(node: NodeOf<'image'> | NodeOf<'imageReference'>, writer: Writer): string {
  const to = node.type === 'image' ? node : writer.definitions.get(node.identifier);
  if (to === undefined) return escapeText(node.alt ?? '');
  const target = cleanAddress(to.url);
  if (isExternal(target)) {
    const name = escapeText(externalImageName(target, node.alt ?? ''));
    if (writer.inLink) return `<span class="${externalImageClass(target)}">${name}</span>`;
    const index = writer.links.add('link', target, externalImageName(target, node.alt ?? ''), placeOf(node));
    return index === undefined ? name : `<a class="${externalImageClass(target)}" ${writer.marks.link}="${index}"${title(to.title)}>${name}</a>`;
  }
  const index = writer.links.add('image', to.url, node.alt ?? '', placeOf(node));
  return index === undefined ? escapeText(node.alt ?? '') : `<img ${writer.marks.link}="${index}" alt="${escapeAttribute(node.alt ?? '')}"${title(to.title)}>`;
}
