import { escapeAttribute } from './escape.ts';
import type { NodeOf } from './nodes.ts';
import type { Writer } from './writer.ts';

interface Note {
  readonly id: string;
  /** Anchors of the places that refer to it. */
  readonly from: string[];
  readonly definition: NodeOf<'footnoteDefinition'>;
}

/** Footnotes, numbered in the order in which they are referred to. */
export class Footnotes {
  readonly #definitions: ReadonlyMap<string, NodeOf<'footnoteDefinition'>>;
  readonly #notes = new Map<string, Note>();

  constructor(definitions: ReadonlyMap<string, NodeOf<'footnoteDefinition'>>) {
    this.#definitions = definitions;
  }

  reference(node: NodeOf<'footnoteReference'>, writer: Writer): string {
    const definition = this.#definitions.get(node.identifier);
    if (definition === undefined) return '';
    const number = [...this.#notes.keys()].indexOf(node.identifier) + 1 || this.#notes.size + 1;
    const note = this.#notes.get(node.identifier) ?? { id: writer.ids.make(`note-${number}`), from: [], definition };
    this.#notes.set(node.identifier, note);
    const from = writer.ids.make(note.from.length === 0 ? `note-${number}-reference` : `note-${number}-reference-${note.from.length + 1}`);
    note.from.push(from);
    return `<sup class="footnote"><a ${writer.marks.link}="#${escapeAttribute(note.id)}" id="${escapeAttribute(from)}" aria-label="Footnote ${number}">${number}</a></sup>`;
  }

  /** The list at the end of the document. Notes that only notes refer to are in it too. */
  section(writer: Writer): string {
    const items: string[] = [];
    // The map grows while notes that refer to others are written.
    for (const { id, definition, from } of this.#notes.values()) {
      const text = writer.write(definition.children).trimEnd();
      const back = () => from.map((anchor, index) => `<a class="footnote-back" ${writer.marks.link}="#${escapeAttribute(anchor)}" aria-label="Back to reference ${items.length + 1}${index === 0 ? '' : `, place ${index + 1}`}">↩</a>`).join(' ');
      const whole = text.endsWith('</p>') ? `${text.slice(0, -'</p>'.length)} ${back()}</p>` : `${text}<p>${back()}</p>`;
      items.push(`<li id="${escapeAttribute(id)}" ${writer.marks.link}="">${whole}</li>\n`);
    }
    return items.length === 0 ? '' : `<section class="footnotes" aria-label="Footnotes"><ol>\n${items.join('')}</ol></section>\n`;
  }
}
