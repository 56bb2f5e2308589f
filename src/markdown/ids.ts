import GithubSlugger, { slug } from 'github-slugger';
import { shorten } from './shorten.ts';

/** Anchors that the layout of pages has itself; others that pages with rendered text add begin with `almanac-`. */
export const anchorsOfPages: ReadonlySet<string> = new Set(['main', 'theme', 'find', 'menu', 'search-dialog', 'was-useful']);

const reserved = 'almanac-';

const isOfThePage = (id: string) => anchorsOfPages.has(id.toLowerCase()) || id.toLowerCase().startsWith(reserved);

/** Most characters of an anchor. */
const longest = 200;

/** The anchors of one document: no two are equal, and none is one of the page around it. */
export class Ids {
  readonly #slugger = new GithubSlugger();
  readonly #taken = new Set<string>();
  readonly #controls = new Map<string, number>();
  readonly #renamed = new Map<string, string>();
  readonly #prefix: string;

  /** @param prefix stands before every anchor, for documents that share a page with others */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Anchors that a text would have everywhere else, where the page has that one itself, and what they are called here. */
  get renamed(): ReadonlyMap<string, string> {
    return this.#renamed;
  }

  /** An anchor for a heading or a part that the renderer makes, after the way of GitHub: `Set up` becomes `set-up`. */
  make(text: string): string {
    const words = slug(shorten(text, longest));
    const wanted = words === '' ? 'section' : words.startsWith(reserved) ? `the-${words}` : words;
    for (;;) {
      const id = this.#prefix + this.#slugger.slug(wanted);
      if (!this.#take(id)) continue;
      if (isOfThePage(this.#prefix + words)) this.#rename(this.#prefix + words, id);
      return id;
    }
  }

  /** An anchor of a control that the renderer makes: `almanac-tabs-1`, in the room that authors cannot enter. */
  control(kind: string): string {
    const count = (this.#controls.get(kind) ?? 0) + 1;
    this.#controls.set(kind, count);
    return `almanac-${this.#prefix}${kind}-${count}`;
  }

  /**
   * The anchor that an author gave, if it can be used: the first of its name, without white space. One that the page has
   * itself is called otherwise, and links to it lead there.
   */
  claim(wanted: string): string | undefined {
    const id = this.#prefix + wanted;
    if (wanted === '' || wanted.length > longest || /\s/.test(wanted)) return undefined;
    if (this.#take(id)) return id;
    if (!isOfThePage(id) || this.#renamed.has(id)) return undefined;
    const other = this.make(`the-${wanted}`);
    this.#rename(id, other);
    return other;
  }

  #rename(wanted: string, id: string): void {
    if (!this.#renamed.has(wanted)) this.#renamed.set(wanted, id);
  }

  #take(id: string): boolean {
    if (isOfThePage(id) || this.#taken.has(id)) return false;
    this.#taken.add(id);
    return true;
  }
}
