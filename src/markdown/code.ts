import { escapeText } from './escape.ts';
import { languageTitle } from './highlight.ts';
import type { NodeOf } from './nodes.ts';
import type { Writer } from './writer.ts';

/** What stands after the language of a code block: `title="x" {1,3-5} ins={2} del={3}`. */
interface CodeSettings {
  readonly title?: string | undefined;
  /** Class by line, from 1. */
  readonly lines: ReadonlyMap<number, string>;
}

const lineClass: Readonly<Record<string, string>> = { '': 'marked', mark: 'marked', ins: 'inserted', del: 'deleted' };

/** Most lines that ranges name, all together: a range costs a few characters to write. */
const mostMarked = 100_000;

export function codeSettings(meta: string): CodeSettings {
  const title = /(?:^|\s)title=(?:"([^"]*)"|'([^']*)')/.exec(meta);
  const lines = new Map<number, string>();
  let left = mostMarked;
  for (const [, kind = '', ranges = ''] of meta.matchAll(/(?:^|\s)(?:(mark|ins|del)=)?\{([\d\s,-]+)\}/g)) {
    for (const range of ranges.split(',')) {
      const [first = 0, last = first] = range.split('-').map(Number);
      for (let line = first; line <= last && left > 0; line += 1, left -= 1) lines.set(line, lineClass[kind] ?? 'marked');
    }
  }
  return { title: title?.[1] ?? title?.[2], lines };
}

/** The language as authors write it: `TypeScript`, `{.python}` of Pandoc, `ts:file.ts`. */
export function languageOf(node: NodeOf<'code'>): string | undefined {
  return /^\{?\.?([\w+#.-]+)/.exec(node.lang ?? '')?.[1]?.toLowerCase();
}

/** A code block: its title and language above it, its lines coloured and marked. */
export function writeCode(node: NodeOf<'code'>, writer: Writer): string {
  const language = languageOf(node);
  const shown = language === undefined ? undefined : (languageTitle(language) ?? language);
  const coloured = writer.highlighter.lines(node.value, language);
  const { title, lines } = codeSettings(node.meta ?? '');
  const code = coloured
    .map((line, index) => {
      const own = lines.get(index + 1);
      const end = index === coloured.length - 1 ? '' : '\n';
      return own === undefined ? line + end : `<span class="code-line ${own}">${line}\n</span>`;
    })
    .join('');
  const caption = [
    ...(title === undefined ? [] : [`<span class="code-title">${escapeText(title)}</span>`]),
    ...(shown === undefined || language === 'text' || language === 'txt' ? [] : [`<span class="code-language">${escapeText(shown)}</span>`]),
  ].join('');
  return `<figure class="code">${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}<pre tabindex="0"><code>${code}</code></pre></figure>\n`;
}
