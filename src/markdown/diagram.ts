import type { NodeOf } from './nodes.ts';
import { codeSettings, writeCode } from './code.ts';
import { diagramSvg } from './diagram-svg.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import type { Place } from './problem.ts';
import { placeOf, type Writer } from './writer.ts';

/** A Mermaid diagram: drawn, with its source below; as code where it cannot be drawn. */
export function writeDiagram(node: NodeOf<'code'>, writer: Writer): string {
  return drawDiagram(node.value, codeSettings(node.meta ?? '').title, placeOf(node), writer);
}

export function drawDiagram(source: string, title: string | undefined, place: Place | undefined, writer: Writer): string {
  const drawn = diagramSvg(source, title, writer.ids.control('diagram'));
  if ('refusal' in drawn) {
    writer.problem('ALM0710', drawn.refusal, place);
    return writeCode({ type: 'code', lang: 'mermaid', meta: title === undefined ? null : `title="${title.replaceAll('"', "'")}"`, value: source }, writer);
  }
  const name = escapeAttribute(drawn.name);
  const canvas = `<div class="diagram-canvas" role="group" tabindex="0" aria-label="${name}">${writer.marks.hold(drawn.svg)}</div>`;
  const code = `<details><summary>Source of the diagram</summary><pre tabindex="0"><code>${escapeText(source)}</code></pre></details>`;
  return `<figure class="diagram">${canvas}${title === undefined ? '' : `<figcaption>${escapeText(title)}</figcaption>`}${code}</figure>\n`;
}
