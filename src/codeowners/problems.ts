import { showName } from '../clones/names.ts';
import { makeFinding } from '../findings/codes.ts';
import type { Code } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';

/** How many findings of one file are kept; a generated file can have as many bad lines as it has lines. */
const kept = 100;

/** What is said of a problem; why and what to do are the code's own words unless given. */
interface Saying {
  readonly what: string;
  readonly why?: string;
  readonly fix?: string;
}

/** Collects what is wrong with a CODEOWNERS file. */
export class Problems {
  private readonly path: string;
  private readonly findings: Finding[] = [];
  private dropped = 0;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * @param column from 1, in UTF-16 code units, as editors count
   * @param say words it, where it is kept at all
   */
  add(code: Code, line: number, column: number, say: () => Saying): void {
    if (this.findings.length === kept) this.dropped += 1;
    else this.findings.push(makeFinding(code, { ...say(), file: this.path, line, column }));
  }

  /** All findings, with one more that counts those past the limit. */
  list(): Finding[] {
    if (this.dropped === 0) return [...this.findings];
    const lines = this.dropped === 1 ? '1 more line has' : `${this.dropped} more lines have`;
    return [...this.findings, makeFinding('ALM0403', { what: `${lines} problems; the first ${kept} are listed.`, file: this.path })];
  }
}

/** Text from a repository as it can be shown: control characters are escaped. */
export function show(text: string): string {
  return showName(Buffer.from(text)).text;
}

/** A piece of a file in a sentence: in backquotes, at most 80 characters. */
export function quote(text: string): string {
  return `\`${show(text.length > 80 ? `${text.slice(0, 80)}…` : text)}\``;
}
