import { compareFindings, compareText, makeFinding, type Code } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';

/** Pages named in a finding. */
const exampleLimit = 3;

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Problem {
  readonly code: Code;
  /** What is wrong, as a sentence's beginning. */
  readonly what: string;
  readonly examples: Place[];
  count: number;
  pages: number;
  lastPage: string;
}

/** Collects what is wrong with a site: one finding for each distinct problem, however many pages have it. */
export class Problems {
  readonly #problems = new Map<string, Problem>();

  /** Notes that `what` is so in `file` at position `index` of its text. Files come in order, each in one piece. */
  add(code: Code, what: string, file: string, text: string, index: number): void {
    const key = `${code} ${what}`;
    let problem = this.#problems.get(key);
    if (problem === undefined) this.#problems.set(key, (problem = { code, what, examples: [], count: 0, pages: 0, lastPage: '' }));
    problem.count += 1;
    if (problem.lastPage === file) return;
    problem.lastPage = file;
    problem.pages += 1;
    if (problem.examples.length < exampleLimit) problem.examples.push({ file, ...position(text, index) });
  }

  /** The findings, in order. */
  findings(): Finding[] {
    return [...this.#problems.values()]
      .sort((a, b) => compareText(a.what, b.what))
      .map(({ code, what, examples, count, pages }) => {
        const others = examples.slice(1).map(({ file, line, column }) => `${file}:${line}:${column}`);
        const more = pages > examples.length ? ` and ${pages - examples.length} more` : '';
        const also = others.length === 0 ? '' : `, also ${others.join(', ')}${more}`;
        return makeFinding(code, { what: `${what} (${count === 1 ? 'once' : `${count} times`} on ${pages === 1 ? 'one page' : `${pages} pages`}${also}).`, ...examples[0] });
      })
      .sort(compareFindings);
  }
}

/** Line and column, from 1, of a position in a text. */
function position(text: string, index: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, index);
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
}
