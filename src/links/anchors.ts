/**
 * The anchors of all pages, in little memory: most anchors (`repository.license`) stand on thousands of pages, so each
 * name is kept once and pages hold numbers.
 */
export class Anchors {
  readonly #numbers = new Map<string, number>();
  readonly #pages = new Map<string, Uint32Array>();

  /** Notes the anchors of a page. */
  set(page: string, names: Iterable<string>): void {
    this.#pages.set(page, Uint32Array.from(names, (name) => this.#number(name)).sort());
  }

  /** Whether the page has the anchor. The top of a page needs none. */
  has(page: string, name: string): boolean {
    if (name === '' || name.toLowerCase() === 'top') return true;
    const number = this.#numbers.get(name);
    return number !== undefined && (this.#pages.get(page)?.includes(number) ?? false);
  }

  #number(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#numbers.size;
      // A copy: a piece of a page's text would keep the whole text in memory.
      this.#numbers.set(Buffer.from(name).toString(), number);
    }
    return number;
  }
}
