import type { Command, Substitution, Word } from './shell-word.ts';

/** Commands taken from one script; what comes after them is not looked at. */
export const maxCommands = 20_000;
/** Substitutions inside substitutions that are followed. */
const maxDepth = 20;
/** Characters in which `${…}` and `((…))` have to end: looking for the end must not make the pass quadratic. */
const maxExpansion = 500;
const keywords = new Set(['if', 'then', 'elif', 'else', 'fi', 'while', 'until', 'do', 'done', '!', '{', '}', 'time', 'coproc', 'esac']);
const breaksWord = new Set([' ', '\t', '\r', '\n', ';', '&', '|', '(', ')', '<', '>']);

/**
 * Splits a shell script into its simple commands, in one pass over the text: quotes, comments, continued lines,
 * redirections, here-documents (passed over), command and process substitutions.
 *
 * It is no parser of the shell language: keywords only separate, so that both branches of an `if` count and a function
 * counts where it is written; variables are never expanded, aliases not known; a `case` pattern inside `$(…)` ends the
 * substitution early. Text that is not a shell script gives some list of commands, and never an error.
 */
export function lexShell(text: string): Command[] {
  return new Lexer(text).list(undefined, 0);
}

class Lexer {
  readonly #text: string;
  #at = 0;
  #line = 0;
  #count = 0;
  /** Here-documents announced on this line: their bodies start on the next one. */
  #documents: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Commands up to `end`, or to the end of the text. */
  list(end: ')' | '`' | undefined, depth: number): Command[] {
    const commands: Command[] = [];
    let words: Word[] = [];
    let line = this.#line;
    let output: string | undefined;
    let open = 0;
    const finish = (piped: boolean): void => {
      const last = commands.at(-1);
      if (words.length > 0) {
        this.#count += 1;
        commands.push({ words, line, piped, output });
      } else if (piped && last) {
        // `(…) | sh` and `{ …; } | sh`: the last command of the group stands for all of it.
        commands[commands.length - 1] = { ...last, piped: true };
      }
      words = [];
      output = undefined;
    };

    while (this.#at < this.#text.length && this.#count < maxCommands) {
      const character = this.#text[this.#at] ?? '';
      if (character === end && (end === '`' || open === 0)) {
        this.#at += 1;
        break;
      }
      if (this.#skipBlank()) continue;
      if (character === '\n') {
        this.#at += 1;
        this.#line += 1;
        finish(false);
        this.#passDocuments();
      } else if (character === '#') {
        this.#at = this.#endOfLine();
      } else if (character === ';') {
        this.#at += 1;
        finish(false);
      } else if (character === '&') {
        if (this.#text[this.#at + 1] === '>') {
          this.#at += 1;
          output = this.#redirect(end, depth) ?? output;
        } else {
          this.#at += this.#text[this.#at + 1] === '&' ? 2 : 1;
          finish(false);
        }
      } else if (character === '|') {
        const or = this.#text[this.#at + 1] === '|';
        this.#at += or || this.#text[this.#at + 1] === '&' ? 2 : 1;
        finish(!or);
      } else if (character === '(' || character === ')') {
        if (this.#passArithmetic(this.#at)) continue;
        this.#at += 1;
        open = Math.max(0, open + (character === '(' ? 1 : -1));
        finish(false);
      } else if ((character === '<' || character === '>') && !this.#opensFile()) {
        output = this.#redirect(end, depth) ?? output;
      } else {
        if (words.length === 0) line = this.#line;
        const word = this.#word(end, depth);
        const next = this.#text[this.#at];
        // `2>` and `1<`: the number belongs to the redirection.
        if ((next === '>' || next === '<') && /^\d$/.test(word.text)) {
          const file = this.#redirect(end, depth);
          if (word.text === '1') output = file ?? output;
        } else if (next === '(' && word.text.endsWith('=') && depth < maxDepth) {
          // An array: its values are no commands.
          this.#at += 1;
          this.list(')', depth + 1);
        } else {
          words.push(word);
          if (words.length === 1 && keywords.has(word.text)) words = [];
        }
      }
    }
    finish(false);
    return commands;
  }

  /** Passes spaces and continued lines. */
  #skipBlank(): boolean {
    const character = this.#text[this.#at];
    if (character === ' ' || character === '\t' || character === '\r') {
      this.#at += 1;
      return true;
    }
    return this.#skipContinuation();
  }

  #skipContinuation(): boolean {
    if (this.#text[this.#at] !== '\\') return false;
    const length = this.#text[this.#at + 1] === '\n' ? 2 : this.#text.startsWith('\r\n', this.#at + 1) ? 3 : 0;
    this.#at += length;
    this.#line += length > 0 ? 1 : 0;
    return length > 0;
  }

  #endOfLine(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end === -1 ? this.#text.length : end;
  }

  /** Passes a redirection; gives the file that output goes to. */
  #redirect(end: ')' | '`' | undefined, depth: number): string | undefined {
    const operator = /[<>]{1,3}[-&|]?/y;
    operator.lastIndex = this.#at;
    const [sign = '<'] = operator.exec(this.#text) ?? [];
    this.#at += sign.length;
    while (this.#skipBlank());
    const next = this.#text[this.#at];
    if (next === undefined || (breaksWord.has(next) && !this.#opensFile())) return undefined;
    const { text } = this.#word(end, depth);
    if (sign.startsWith('<<') && !sign.startsWith('<<<')) this.#documents.push(text);
    return sign.startsWith('>') && !sign.endsWith('&') ? text : undefined;
  }

  #passDocuments(): void {
    for (const delimiter of this.#documents) {
      while (this.#at < this.#text.length) {
        const end = this.#endOfLine();
        const line = this.#text.slice(this.#at, end).trim();
        this.#at = Math.min(end + 1, this.#text.length);
        this.#line += 1;
        if (line === delimiter) break;
      }
    }
    this.#documents = [];
  }

  /** Passes `((…))` that ends on its line; in there `<<` is no here-document. */
  #passArithmetic(start: number): boolean {
    if (!this.#text.startsWith('((', start)) return false;
    const length = /^[^\n]*?\)\)/.exec(this.#text.slice(start, start + maxExpansion))?.[0].length;
    if (length === undefined) return false;
    this.#at = start + length;
    return true;
  }

  #word(end: ')' | '`' | undefined, depth: number): Word {
    const start = this.#at;
    const substitutions: Substitution[] = [];
    let text = '';
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? '';
      if (character === end && end === '`') break;
      if (this.#at === start && depth < maxDepth && this.#opensFile()) {
        text += this.#substitution(2, ')', 'file', depth, substitutions);
      } else if (breaksWord.has(character)) {
        break;
      } else if (character === "'") {
        text += this.#single();
      } else if (character === '"') {
        text += this.#double(depth, substitutions);
      } else if (this.#skipContinuation()) {
        continue;
      } else if (character === '\\') {
        text += this.#text[this.#at + 1] ?? '';
        this.#at += 2;
      } else {
        text += this.#expansion(depth, substitutions) ?? this.#take(1);
      }
    }
    // What breaks words and starts nothing known must still be passed.
    if (this.#at === start) text = this.#take(1);
    return { text, substitutions };
  }

  /** True at `<(` and `>(`. */
  #opensFile(): boolean {
    const character = this.#text[this.#at];
    return (character === '<' || character === '>') && this.#text[this.#at + 1] === '(';
  }

  #single(): string {
    const close = this.#text.indexOf("'", this.#at + 1);
    const end = close === -1 ? this.#text.length : close;
    const text = this.#text.slice(this.#at + 1, end);
    this.#countLines(text);
    this.#at = end + 1;
    return text;
  }

  #double(depth: number, substitutions: Substitution[]): string {
    let text = '';
    this.#at += 1;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? '';
      if (character === '"') break;
      if (this.#skipContinuation()) continue;
      if (character === '\\') {
        const next = this.#text[this.#at + 1] ?? '';
        text += '"$`\\'.includes(next) ? next : `\\${next}`;
        this.#at += 2;
      } else {
        if (character === '\n') this.#line += 1;
        text += this.#expansion(depth, substitutions) ?? this.#take(1);
      }
    }
    this.#at += 1;
    return text;
  }

  /** What starts with `$` or a backtick; undefined if it starts nothing that is special here. */
  #expansion(depth: number, substitutions: Substitution[]): string | undefined {
    if (this.#text[this.#at] === '`') return depth < maxDepth ? this.#substitution(1, '`', 'value', depth, substitutions) : undefined;
    if (this.#text[this.#at] !== '$') return undefined;
    const start = this.#at;
    if (this.#text[start + 1] === '(') {
      if (this.#passArithmetic(start + 1)) return this.#text.slice(start, this.#at);
      return depth < maxDepth ? this.#substitution(2, ')', 'value', depth, substitutions) : undefined;
    }
    if (this.#text[start + 1] !== '{') return undefined;
    const [whole] = /^[^\n}]*\}/.exec(this.#text.slice(start, start + maxExpansion)) ?? [];
    return whole === undefined ? undefined : this.#take(whole.length);
  }

  /** A substitution, with its text as written. */
  #substitution(opening: number, end: ')' | '`', kind: Substitution['kind'], depth: number, into: Substitution[]): string {
    const start = this.#at;
    this.#at += opening;
    into.push({ kind, commands: this.list(end, depth + 1) });
    return this.#text.slice(start, this.#at);
  }

  #take(length: number): string {
    const text = this.#text.slice(this.#at, this.#at + length);
    this.#at += length;
    return text;
  }

  /** Counts the lines of text that was passed at once. */
  #countLines(text: string): void {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#line += 1;
  }
}
