/** A line of a changelog that means something, or a piece of text. */
export type ChangelogLine =
  | { readonly type: 'heading'; readonly level: number; readonly text: string; readonly line: number; readonly column: number }
  | { readonly type: 'item'; readonly indent: number; readonly text: string }
  | { readonly type: 'text'; readonly indent: number; readonly text: string }
  | { readonly type: 'blank' };

/** Definitions of links: `[1.2.3]: https://…`. */
export type Definitions = ReadonlyMap<string, string>;

/** Longer lines are data, not changes; patterns need not go over them. */
const longestLine = 4_000;
const longestHeading = 500;
const definition = /^ {0,3}\[([^\]]{1,200})\]:\s*<?(\S{1,2000}?)>?(?:\s+["'(].*)?$/;

/** Splits a changelog into lines, without what is in code blocks and comments, and takes the definitions of links apart. */
export function changelogLines(text: string): { readonly lines: readonly ChangelogLine[]; readonly definitions: Definitions } {
  const definitions = new Map<string, string>();
  const lines: ChangelogLine[] = [];
  let fence: string | undefined;
  let comment = false;
  let below: { readonly text: string; readonly line: number } | undefined;
  for (const [at, raw] of text.replace(/^\uFEFF/, '').split(/\r\n?|\n/).entries()) {
    const line = raw.slice(0, longestLine).replaceAll('\t', '    ');
    const mark = /^ *(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = undefined;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    const visible = comment ? afterComment(line) : line;
    if (visible === undefined) continue;
    comment = /<!--(?!.*-->)/.test(visible);
    const shown = visible.replaceAll(/<!--.*?(?:-->|$)/g, '');
    const defined = definition.exec(shown);
    if (defined !== null) {
      const [, label = '', url = ''] = defined;
      if (!definitions.has(label.toLowerCase())) definitions.set(label.toLowerCase(), url);
      continue;
    }
    // An underline makes a heading of the line above it (setext).
    const underline = /^ {0,3}(=+|-+)\s*$/.exec(shown);
    if (underline !== null && below !== undefined) {
      lines.pop();
      lines.push({ type: 'heading', level: underline[1]?.startsWith('=') === true ? 1 : 2, text: below.text, line: below.line, column: 1 });
      below = undefined;
      continue;
    }
    const read = lineOf(shown, at + 1);
    lines.push(read);
    below = read.type === 'text' && read.indent < 4 && lines.at(-2)?.type !== 'text' && lines.at(-2)?.type !== 'item' ? { text: read.text, line: at + 1 } : undefined;
  }
  return { lines, definitions };
}

function lineOf(text: string, line: number): ChangelogLine {
  const mark = /^ {0,3}(#{1,6})(?=[ \t]|$|\[|v?\d)/.exec(text);
  if (mark !== null) {
    const [whole, hashes = ''] = mark;
    const title = text.slice(whole.length).trim().slice(0, longestHeading);
    return { type: 'heading', level: hashes.length, text: title.replace(/(?:^|[ \t])#+$/, '').trim(), line, column: whole.length - hashes.length + 1 };
  }
  const item = /^( *)(?:[-*+•]|\d{1,4}[.)])(?: +|$)(.*)$/.exec(text);
  if (item !== null) return { type: 'item', indent: item[1]?.length ?? 0, text: (item[2] ?? '').trim() };
  const trimmed = text.trim();
  if (trimmed === '' || /^(?:[-*_] ?){3,}$/.test(trimmed)) return { type: 'blank' };
  return { type: 'text', indent: text.length - text.trimStart().length, text: trimmed };
}

function afterComment(line: string): string | undefined {
  const end = line.indexOf('-->');
  return end === -1 ? undefined : line.slice(end + 3);
}

/** Puts the addresses of definitions in place of references: `[#12]` and `[text][label]`; those that are not defined stay. */
export function withDefinitions(text: string, definitions: Definitions): string {
  if (definitions.size === 0 || !text.includes('[')) return text;
  return text
    .replaceAll(/\[([^[\]]{1,300})\]\[([^[\]]{0,200})\]/g, (whole, shown: string, label: string) => {
      const url = definitions.get((label === '' ? shown : label).toLowerCase());
      return url === undefined ? whole : `[${shown}](${url})`;
    })
    .replaceAll(/\[([^[\]]{1,200})\](?![([:])/g, (whole, label: string) => {
      const url = definitions.get(label.toLowerCase());
      return url === undefined ? whole : `[${label}](${url})`;
    });
}
