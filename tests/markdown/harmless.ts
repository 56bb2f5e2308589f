import { parseDocument } from 'htmlparser2';
import { allowedAttributes, allowedClasses, allowedElements } from '../../src/markdown/allowed.ts';

/** Drawings and controls, which the renderer makes itself. */
const own: Readonly<Record<string, readonly string[]>> = {
  svg: ['role', 'aria-label', 'viewBox', 'width', 'height'],
  g: ['transform', 'opacity'],
  defs: [],
  marker: ['id', 'markerWidth', 'markerHeight', 'refX', 'refY', 'orient', 'viewBox', 'markerUnits'],
  rect: [], line: [], polyline: [], polygon: [], circle: [], ellipse: [], path: [], text: ['class'], tspan: [],
  input: ['class', 'type', 'name', 'id', 'checked'],
  label: ['class', 'for'],
};
const shapes = new Set(['rect', 'line', 'polyline', 'polygon', 'circle', 'ellipse', 'path', 'text', 'tspan']);
const shapeAttributes = /^(?:x|y|dx|dy|x[12]|y[12]|c[xy]|r[xy]?|d|points|width|height|fill|stroke(?:-(?:width|dasharray|linejoin|linecap))?|opacity|marker-(?:start|end)|transform|font-(?:size|weight|style)|text-(?:anchor|decoration)|dominant-baseline)$/;
const ownClasses = new Set([...allowedClasses, 'tab-input', 'tab-label', 'anchor', 'mono']);

/**
 * What is wrong with rendered HTML: elements, attributes, classes and addresses that must not be in it, anchors that are
 * not unique or belong to the page. Reads it with a parser of its own, not with the sanitiser.
 */
export function offences(html: string): string[] {
  const found: string[] = [];
  const ids = new Set<string>();
  const visit = (node: ReturnType<typeof parseDocument>['children'][number]): void => {
    if (node.type === 'text') return;
    if (node.type === 'comment' || node.type === 'directive' || node.type === 'cdata') {
      found.push(`a ${node.type}`);
      return;
    }
    if (!('name' in node)) return;
    const { name } = node;
    const inOwn = Object.hasOwn(own, name);
    if (!inOwn && !allowedElements.includes(name)) found.push(`<${name}>`);
    const allowed = new Set([...(inOwn ? (own[name] ?? []) : ['*', name].flatMap((key) => allowedAttributes[key] ?? []).map((attribute) => (typeof attribute === 'string' ? attribute : attribute.name)))]);
    for (const [attribute, value] of Object.entries(node.attribs)) {
      if (!allowed.has(attribute) && !(shapes.has(name) && shapeAttributes.test(attribute))) found.push(`${attribute} of <${name}>`);
      if (attribute === 'href' && !/^(?:almanac-link:\d+$|#)/.test(value)) found.push(`href ${value}`);
      if (attribute === 'src' && !/^almanac-link:\d+$/.test(value)) found.push(`src ${value}`);
      if (/^(?:fill|stroke|marker-start|marker-end)$/.test(attribute) && !/^(?:none|var\(--[\w-]+\)|url\(#almanac-[\w-]+\))$/.test(value)) found.push(`${attribute} ${value}`);
      if (attribute === 'class') for (const word of value.split(' ')) if (!ownClasses.has(word)) found.push(`class ${word}`);
      if (attribute === 'id') {
        if (ids.has(value)) found.push(`id ${value} twice`);
        ids.add(value);
        if (/^(?:main|theme|find|search-dialog)$/i.test(value) || (/^almanac-/i.test(value) && !inOwn)) found.push(`id ${value} of the page`);
      }
    }
    for (const child of node.children) visit(child);
  };
  for (const node of parseDocument(html, { lowerCaseTags: false, lowerCaseAttributeNames: false }).children) visit(node);
  for (const [image] of html.matchAll(/<img\b[^>]*>/g)) if (!/^<img src="almanac-link:\d+"/.test(image)) found.push(image);
  return found;
}
