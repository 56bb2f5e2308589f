import * as linguist from 'linguist-languages';
import { compareText } from '../../src/findings/codes.ts';
import { defaultLanguages } from './language-defaults.ts';
import { isVendored } from './vendored.ts';

/** Bytes of one language. */
export interface LanguageShare {
  readonly name: string;
  readonly bytes: number;
}

/** Names of the languages that a file name or extension can stand for. */
interface Table {
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly byExtension: ReadonlyMap<string, readonly string[]>;
  /** The language under which one is counted, for those that GitHub counts at all: programming and markup. */
  readonly counted: ReadonlyMap<string, string>;
}

function buildTable(): Table {
  const byName = new Map<string, string[]>();
  const byExtension = new Map<string, string[]>();
  const counted = new Map<string, string>();
  const add = (to: Map<string, string[]>, key: string, language: string) => {
    const known = to.get(key);
    if (known) known.push(language);
    else to.set(key, [language]);
  };
  for (const language of Object.values(linguist)) {
    if (language.type === 'programming' || language.type === 'markup') counted.set(language.name, 'group' in language ? language.group : language.name);
    for (const extension of 'extensions' in language ? language.extensions : []) add(byExtension, extension.toLowerCase(), language.name);
    for (const name of 'filenames' in language ? language.filenames : []) add(byName, name, language.name);
  }
  return { byName, byExtension, counted };
}

let table: Table | undefined;

/**
 * Adds up the bytes of a repository's files by language, by GitHub Linguist's names.
 *
 * A file's language follows from its whole name, else from its longest known extension, never from what is in it. An
 * extension that several languages share (`.h`, `.m`, `.pl`) goes to the one of them that has the most bytes in files of
 * the repository that leave no doubt; without such files, to the default for that extension in
 * `language-defaults.ts`; without a default, to none.
 */
export class LanguageCount {
  readonly #sure = new Map<string, number>();
  readonly #doubtful = new Map<string, number>();
  readonly #table: Table;

  constructor() {
    table ??= buildTable();
    this.#table = table;
  }

  /** Counts one plain file. */
  add(path: string, bytes: number): void {
    if (bytes === 0 || isVendored(path)) return;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const whole = this.#table.byName.get(name);
    const extension = whole ? undefined : this.#extension(name);
    const candidates = whole ?? (extension === undefined ? undefined : this.#table.byExtension.get(extension));
    const [only, ...others] = candidates ?? [];
    if (only === undefined) return;
    if (others.length === 0 || extension === undefined) this.#sure.set(only, (this.#sure.get(only) ?? 0) + bytes);
    else this.#doubtful.set(extension, (this.#doubtful.get(extension) ?? 0) + bytes);
  }

  /** The languages by bytes, largest first, then by name. */
  shares(): LanguageShare[] {
    const { byExtension, counted } = this.#table;
    const totals = new Map<string, number>();
    const add = (language: string | undefined, bytes: number) => {
      const name = language === undefined ? undefined : counted.get(language);
      if (name !== undefined) totals.set(name, (totals.get(name) ?? 0) + bytes);
    };
    for (const [language, bytes] of this.#sure) add(language, bytes);
    for (const [extension, bytes] of this.#doubtful) add(this.#decide(extension, byExtension.get(extension) ?? []), bytes);
    return [...totals].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes || compareText(a.name, b.name));
  }

  #decide(extension: string, candidates: readonly string[]): string | undefined {
    const seen = candidates.filter((language) => this.#sure.has(language));
    const most = seen.sort((a, b) => (this.#sure.get(b) ?? 0) - (this.#sure.get(a) ?? 0) || compareText(a, b))[0];
    return most ?? defaultLanguages[extension];
  }

  /** The longest known extension: `.html.erb` before `.erb`. */
  #extension(name: string): string | undefined {
    const lower = name.toLowerCase();
    for (let dot = lower.indexOf('.'); dot !== -1; dot = lower.indexOf('.', dot + 1)) {
      const extension = lower.slice(dot);
      if (this.#table.byExtension.has(extension)) return extension;
    }
    return undefined;
  }
}
