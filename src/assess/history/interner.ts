/** Keeps one copy of each text: rows of a store bring the same few over and over, each as a string of its own. */
export class Interner {
  readonly #texts = new Map<string, string>();

  text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  /** Undefined where the store has nothing. */
  optional(text: string | null): string | undefined {
    return text === null ? undefined : this.text(text);
  }
}
