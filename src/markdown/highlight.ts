import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import type { HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { bundledLanguages, bundledLanguagesInfo } from 'shiki/langs';
import { escapeText } from './escape.ts';

/** Longest code, in characters, and longest line that is coloured: the grammars are regular expressions. */
const most = { code: 60_000, line: 2000 };

/** Classes of `prose.css` by the variable that the theme names. */
const classes: Readonly<Record<string, string>> = {
  'var(--token-link)': 't-link',
  'var(--token-string)': 't-string',
  'var(--token-string-expression)': 't-string',
  'var(--token-comment)': 't-comment',
  'var(--token-constant)': 't-constant',
  'var(--token-keyword)': 't-keyword',
  'var(--token-parameter)': 't-parameter',
  'var(--token-function)': 't-function',
  'var(--token-punctuation)': 't-punctuation',
  'var(--token-inserted)': 't-inserted',
  'var(--token-deleted)': 't-deleted',
  'var(--token-changed)': 't-changed',
};

const titles: ReadonlyMap<string, string> = new Map(bundledLanguagesInfo.flatMap(({ id, name, aliases = [] }) => [id, ...aliases].map((known): [string, string] => [known, name])));

const isBundled = (language: string): language is keyof typeof bundledLanguages => Object.hasOwn(bundledLanguages, language);

/** Name of a language for readers: `ts` is TypeScript; undefined for one that is not known. */
export const languageTitle = (language: string): string | undefined => titles.get(language);

/** Colours code by classes. Grammars are loaded when they are first asked for, and kept. */
export class Highlighter {
  readonly #core: HighlighterCore;
  readonly #loaded = new Set<string>();

  private constructor(core: HighlighterCore) {
    this.#core = core;
  }

  static async start(): Promise<Highlighter> {
    const theme = createCssVariablesTheme({ name: 'classes', variablePrefix: '--', fontStyle: false });
    return new Highlighter(await createHighlighterCore({ themes: [theme], langs: [], engine: createJavaScriptRegexEngine({ forgiving: true }) }));
  }

  /** Makes ready for code in these languages; those that are not known are passed over. */
  async load(languages: Iterable<string>): Promise<void> {
    for (const language of languages) {
      if (this.#loaded.has(language) || !isBundled(language)) continue;
      await this.#core.loadLanguage(bundledLanguages[language]);
      this.#loaded.add(language);
    }
  }

  /** The lines of code as HTML, coloured if the language was loaded. */
  lines(code: string, language: string | undefined): string[] {
    const plain = () => code.split('\n').map(escapeText);
    if (language === undefined || !this.#loaded.has(language) || code.length > most.code) return plain();
    try {
      // No limit of time for a line: what a busy machine leaves uncoloured would differ from run to run. The process has one.
      return this.#core.codeToTokensBase(code, { lang: language, theme: 'classes', tokenizeMaxLineLength: most.line, tokenizeTimeLimit: 0 }).map(lineHtml);
    } catch {
      // A grammar that the engine cannot run: the code is still there to be read.
      return plain();
    }
  }
}

/** Neighbours of one colour in one element; white space needs none. */
function lineHtml(tokens: readonly { readonly content: string; readonly color?: string | undefined }[]): string {
  let html = '';
  let run = '';
  let current: string | undefined;
  const end = () => {
    html += current === undefined ? escapeText(run) : `<span class="${current}">${escapeText(run)}</span>`;
    run = '';
  };
  for (const { content, color } of tokens) {
    const own = color === undefined ? undefined : classes[color];
    if (own !== current && content.trim() !== '') {
      if (run !== '') end();
      current = own;
    }
    run += content;
  }
  end();
  return html;
}
