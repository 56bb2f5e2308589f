import { allowedElements, quietlyLeftOut, renamedElements } from './allowed.ts';
import type { NodeOf } from './nodes.ts';
import type { Place } from './problem.ts';
import type { Writer } from './writer.ts';

const known: ReadonlySet<string> = new Set([...allowedElements, ...quietlyLeftOut, ...Object.keys(renamedElements)]);

/**
 * HTML as it is written: the last pass over the document takes out what is not allowed. Links and images are marked with
 * their place, which that pass could not tell, and what will be left out is said.
 */
export function writeRawHtml(node: NodeOf<'html'>, writer: Writer): string {
  const said = new Set<string>();
  const html = node.value.replaceAll(/<([a-z][a-z0-9-]*)(?=[\s/>])/gi, (tag, written: string, offset: number) => {
    const name = written.toLowerCase();
    if (!known.has(name) && !said.has(name)) {
      said.add(name);
      leftOut(name, placeIn(node, offset, writer), writer);
    }
    if (name !== 'a' && name !== 'img') return tag;
    const place = placeIn(node, offset, writer);
    return place === undefined ? tag : `${tag} ${writer.marks.place}=${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  });
  // A block is followed by a line of its own; within a line there is no break to add.
  return /\n|^<\/?(?:div|details|summary|p|table|ul|ol|h[1-6]|section|center|blockquote|picture)\b/i.test(html) ? `${html}\n` : html;
}

/** Says that an element is not shown. */
export function leftOut(name: string, place: Place | undefined, writer: Writer): void {
  writer.problem('ALM0704', `The element <${name}> is left out.`, place);
}

function placeIn(node: NodeOf<'html'>, offset: number, writer: Writer): Place | undefined {
  const start = node.position?.start;
  if (start === undefined) return undefined;
  const before = node.value.slice(0, offset).split('\n');
  const inLine = before.at(-1)?.length ?? 0;
  if (before.length === 1) return { line: start.line, column: start.column + inLine };
  const line = start.line + before.length - 1;
  // In a quote or a list the value lacks what stands before it in each line.
  const value = node.value.split('\n')[before.length - 1] ?? '';
  const whole = writer.line(line);
  return whole.endsWith(value) ? { line, column: whole.length - value.length + inLine + 1 } : { line };
}
