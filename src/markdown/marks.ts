/**
 * Marks what the renderer itself put into a document, until the end of its rendering. Elements of ours carry an
 * attribute, and finished parts (drawings, controls) are held back behind an empty element; the names of both do not
 * occur in the text, so its author cannot have written them.
 */
export class Marks {
  /** Name of the attribute that says what a link or image leads to: an index of the document's links, or an own anchor. */
  readonly link: string;
  /** Name of the attribute that says where in the text a raw element stands: `line` or `line:column`. */
  readonly place: string;
  /** Name of the element in whose place a finished part is put. */
  readonly slot: string;
  readonly #parts: string[] = [];

  constructor(text: string) {
    const lower = text.toLowerCase();
    let number = 0;
    while (lower.includes(`mark${number}`)) number += 1;
    this.slot = `mark${number}`;
    this.link = `data-mark${number}-link`;
    this.place = `data-mark${number}-place`;
  }

  /** Holds back a finished part; what is given goes into the document in its place. */
  hold(html: string): string {
    this.#parts.push(html);
    return `<${this.slot} class="${this.#parts.length - 1}"></${this.slot}>`;
  }

  /** Puts the parts in their places. */
  fill(html: string): string {
    if (this.#parts.length === 0) return html;
    return html.replaceAll(new RegExp(`<${this.slot} class="(\\d+)"></${this.slot}>`, 'g'), (_slot, index: string) => this.#parts[Number(index)] ?? '');
  }
}
