import { cleanAddress, isAllowed } from './addresses.ts';
import type { MarkdownLink } from './contract.ts';
import type { Place, Problem } from './problem.ts';
import { shorten } from './shorten.ts';

/** The links and images of one document, in the order in which they are met. */
export class Links {
  readonly #list: MarkdownLink[] = [];
  readonly #problems: Problem[];

  constructor(problems: Problem[]) {
    this.#problems = problems;
  }

  get list(): readonly MarkdownLink[] {
    return this.#list;
  }

  /** The index that stands for an address in the HTML; undefined, with a finding, for one that is not allowed. */
  add(use: MarkdownLink['use'], written: string, text: string, place?: Place): number | undefined {
    const target = cleanAddress(written);
    if (!isAllowed(target)) {
      this.#problems.push({ code: 'ALM0703', what: `The address ${JSON.stringify(shorten(target, 80))} is left out.`, ...place });
      return undefined;
    }
    this.#list.push({ use, target, text, ...place });
    return this.#list.length - 1;
  }

  /** Says what a link shows, where that is known only later. */
  describe(index: number, text: string): void {
    const link = this.#list[index];
    if (link !== undefined) this.#list[index] = { ...link, text };
  }
}
