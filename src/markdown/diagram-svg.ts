import { renderMermaidSVG } from 'beautiful-mermaid';
import sanitizeHtml from 'sanitize-html';
import { shorten } from './shorten.ts';
import { escapeAttribute } from './escape.ts';

export type Diagram = { readonly svg: string; readonly name: string } | { readonly refusal: string };

/** Kinds that are drawn, by the first word of their source. */
const kinds: Readonly<Record<string, string>> = {
  graph: 'Flowchart',
  flowchart: 'Flowchart',
  sequencediagram: 'Sequence diagram',
  statediagram: 'State diagram',
  'statediagram-v2': 'State diagram',
  classdiagram: 'Class diagram',
  erdiagram: 'Entity diagram',
};

/** Most characters and lines of a diagram: the time to lay one out grows with the square of its parts. */
const most = { characters: 20_000, lines: 400 };

const position = ['x', 'y', 'dx', 'dy'];
const paint = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'opacity', 'marker-start', 'marker-end', 'transform'];
const lettering = ['font-size', 'font-weight', 'font-style', 'text-anchor', 'text-decoration', 'dominant-baseline'];

/** All that a drawing consists of: shapes and letters. No address, no class of the author's, no style, no script. */
const attributes: Record<string, string[]> = {
  svg: ['viewBox', 'width', 'height'],
  g: ['transform', 'opacity'],
  defs: [],
  marker: ['id', 'markerWidth', 'markerHeight', 'refX', 'refY', 'orient', 'viewBox', 'markerUnits'],
  rect: [...position, ...paint, 'width', 'height', 'rx', 'ry'],
  line: [...paint, 'x1', 'y1', 'x2', 'y2'],
  polyline: [...paint, 'points'],
  polygon: [...paint, 'points'],
  circle: [...paint, 'cx', 'cy', 'r'],
  ellipse: [...paint, 'cx', 'cy', 'rx', 'ry'],
  path: [...paint, 'd'],
  text: [...position, ...paint, ...lettering, 'class'],
  tspan: [...position, ...paint, ...lettering],
};

const colour = /^(?:none|var\(--(?:_[a-z-]+|bg|fg)\))$/;
const markers = /^url\(#([\w-]+)\)$/;

/**
 * Draws a Mermaid diagram. Colours are the variables that `prose.css` sets for both themes; those that an author chose
 * are left out, as they would be legible in one of them at most.
 *
 * @param prefix stands before the ids of the drawing
 */
export function diagramSvg(source: string, title: string | undefined, prefix: string): Diagram {
  const body = source.replace(/^\s*---[\s\S]*?\n---\s*\n/, '').replaceAll(/^\s*%%[^\n]*\n?/gm, '').trim();
  const first = /^[\w-]+/.exec(body)?.[0] ?? '';
  const kind = kinds[first.toLowerCase()];
  if (kind === undefined) return { refusal: first === '' ? 'A diagram is empty.' : `A diagram of the kind ${shorten(first, 40)} is not drawn.` };
  if (body.length > most.characters || body.split('\n').length > most.lines) return { refusal: `A diagram of more than ${most.lines} lines or ${most.characters.toLocaleString('en')} characters is not drawn.` };
  let svg: string;
  try {
    svg = renderMermaidSVG(body, { transparent: true, padding: 8 });
  } catch (error) {
    return { refusal: `A diagram cannot be drawn: ${shorten(error instanceof Error ? error.message : String(error), 200)}` };
  }
  const labels = [...new Set([...svg.matchAll(/ class="(?:node|actor|class-node|entity)"[^>]* data-label="([^"]*)"/g)].map(([, label = '']) => label.trim()).filter((label) => label !== ''))];
  const described = /^\s*acc(?:Title|Descr)\s*:\s*(.+)$/m.exec(body)?.[1]?.trim();
  const name = title ?? described ?? (labels.length === 0 ? kind : `${kind}: ${unescape(labels.slice(0, 12).join(', '))}`);
  return { svg: cleanDrawing(svg, prefix).replace('<svg', `<svg role="img" aria-label="${escapeAttribute(name)}"`), name };
}

function cleanDrawing(svg: string, prefix: string): string {
  return sanitizeHtml(svg, {
    allowedTags: Object.keys(attributes),
    allowedAttributes: attributes,
    allowedClasses: { text: ['mono'] },
    nonTextTags: ['style', 'script', 'title', 'desc'],
    parser: { lowerCaseTags: false, lowerCaseAttributeNames: false },
    selfClosing: ['rect', 'line', 'polyline', 'polygon', 'circle', 'ellipse', 'path'],
    transformTags: {
      '*': (tagName, attribs) => ({
        tagName,
        attribs: Object.fromEntries(
          Object.entries(attribs).flatMap(([name, value]): [string, string][] => {
            if (name === 'id') return [[name, `${prefix}-${value}`]];
            if (name === 'fill' || name === 'stroke') return colour.test(value) ? [[name, value]] : [[name, name === 'fill' ? 'var(--_node-fill)' : 'var(--_node-stroke)']];
            if (name.startsWith('marker-')) {
              const id = markers.exec(value)?.[1];
              return id === undefined ? [] : [[name, `url(#${prefix}-${id})`]];
            }
            return [[name, value.replaceAll(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))))]];
          }),
        ),
      }),
    },
  }).replaceAll(/\s*\n\s*/g, '').replaceAll(' />', '/>');
}

const unescape = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
