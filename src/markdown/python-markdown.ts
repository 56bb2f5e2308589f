import { calloutKinds, type CalloutKind } from './callouts.ts';

/** What the types of MkDocs' admonitions are called here. */
const kinds: ReadonlyMap<string, CalloutKind> = new Map([
  ['tip', 'tip'], ['hint', 'tip'], ['success', 'tip'], ['check', 'tip'], ['done', 'tip'],
  ['important', 'important'], ['caution', 'caution'], ['warning', 'warning'], ['attention', 'warning'],
  ['danger', 'danger'], ['error', 'danger'], ['failure', 'danger'], ['fail', 'danger'], ['missing', 'danger'], ['bug', 'danger'],
]);

const admonition = /^( *)(!!!|\?\?\?\+?) ?([\w-]+(?: +[\w-]+)*)(?: +"([^"]*)")? *$/;
const tab = /^( *)===[!+]* +"([^"]+)" *$/;
const snippet = /^ *-+8<-+ *(?:(["']).*\1 *)?$/;
const bareSnippet = /^ *-+8<-+ *$/;
const fence = /^ *(`{3,}|~{3,})([^\n]*)$/;
const listItem = /^ *(?:[-+*]|\d{1,9}[.)])(?: |$)/;

/** Longest line that begins a block: longer ones are text. */
const longestMarker = 400;

/** Columns by which Python-Markdown indents what is within a block. */
const step = 4;

/** A block that lines belong to for as long as they are indented. */
interface Block {
  /** Columns that its lines are indented by, and what stands there instead. */
  readonly indent: number;
  readonly prefix: string;
  inList: boolean;
}

/**
 * A text in the Markdown of MkDocs as one in ours: admonitions (`!!! note "Title"`), those that fold (`???`, `???+`) and
 * content tabs (`=== "Title"`), all of which are indented below their first line, become quotes that begin with
 * `[!NOTE] Title`, `[!NOTE]- Title` and `[!TAB] Title`. Lines that take in other files (`--8<-- "name"`) are emptied. Lines and, where there
 * are no tabs, columns stay what they were. A text with none of these stays as it is; code is let be.
 *
 * @see https://python-markdown.github.io/extensions/admonition/
 * @see https://facelessuser.github.io/pymdown-extensions/extensions/details/
 * @see https://facelessuser.github.io/pymdown-extensions/extensions/tabbed/
 * @see https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
 */
export function fromPythonMarkdown(text: string): string {
  if (!['!!!', '???', '===', '-8<-'].some((mark) => text.includes(mark))) return text;
  const lines = text.split('\n').map(withoutTabs);
  const after = indentsAfter(lines);
  const left = snippetLines(lines);
  const blocks: Block[] = [{ indent: 0, prefix: '', inList: false }];
  let open: { readonly mark: string; readonly depth: number } | undefined;
  return lines
    .map((line, n) => {
      const empty = line.trim() === '';
      const indent = empty ? (after[n] ?? 0) : indentOf(line);
      while (blocks.length > 1 && indent < (blocks.at(-1)?.indent ?? 0)) blocks.pop();
      if (open !== undefined && blocks.length < open.depth) open = undefined;
      const block = blocks.at(-1);
      if (block === undefined) return line;
      const content = line.slice(block.indent);
      if (empty || left.has(n)) {
        if (!empty && !content.startsWith(' ')) block.inList = false;
        return block.prefix.trimEnd();
      }
      const mark = fence.exec(content);
      if (open !== undefined) {
        if (mark?.[1]?.startsWith(open.mark) === true && mark[2]?.trim() === '') open = undefined;
        return block.prefix + content;
      }
      if (listItem.test(content)) block.inList = true;
      else if (!content.startsWith(' ')) block.inList = false;
      if (mark?.[1] !== undefined) {
        if (mark[1].startsWith('~') || mark[2]?.includes('`') === false) open = { mark: mark[1], depth: blocks.length };
        return block.prefix + content;
      }
      const begun = begin(content);
      // Deeper than that it is code, unless it belongs to an item of a list.
      if (begun === undefined || (begun.indent >= step && !block.inList)) return block.prefix + content;
      const inner = block.indent + begun.indent + step;
      if ((after[n] ?? 0) < inner && !begun.alone) return block.prefix + content;
      const prefix = block.prefix + ' '.repeat(begun.indent);
      blocks.push({ indent: inner, prefix: `${prefix}>${' '.repeat(step - 1)}`, inList: false });
      return `${prefix}> ${begun.line}`;
    })
    .join('\n');
}

/** The first line of a block. */
function begin(content: string): { readonly indent: number; readonly line: string; readonly alone: boolean } | undefined {
  if (content.length > longestMarker) return undefined;
  const [, before = '', mark = '', types = '', title] = admonition.exec(content) ?? [];
  if (mark !== '') {
    const type = types.split(' ', 1)[0]?.toLowerCase() ?? '';
    const kind = kinds.get(type) ?? 'note';
    const own = title ?? (Object.hasOwn(calloutKinds, type) ? '' : type.charAt(0).toUpperCase() + type.slice(1));
    const fold = mark === '???' ? '-' : mark === '???+' ? '+' : '';
    return { indent: before.length, line: `[!${kind.toUpperCase()}]${fold} ${literal(own)}`.trimEnd(), alone: title !== undefined };
  }
  const [, space = '', label] = tab.exec(content) ?? [];
  return label === undefined ? undefined : { indent: space.length, line: `[!TAB] ${literal(label)}`, alone: false };
}

/** Text that Markdown shows as it is written. */
function literal(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** Lines that hold snippets, and those between two marks that stand alone. */
function snippetLines(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let from: number | undefined;
  for (const [n, line] of lines.entries()) {
    if (line.length > longestMarker || !snippet.test(line)) continue;
    found.add(n);
    if (!bareSnippet.test(line)) continue;
    for (let between = from ?? n; between < n; between += 1) found.add(between);
    from = from === undefined ? n : undefined;
  }
  return found;
}

/** For each line how far the next one that is not empty is indented; none after the last. */
function indentsAfter(lines: readonly string[]): readonly number[] {
  const indents = lines.map(() => 0);
  let indent = 0;
  for (let n = lines.length - 1; n >= 0; n -= 1) {
    indents[n] = indent;
    const line = lines[n] ?? '';
    if (line.trim() !== '') indent = indentOf(line);
  }
  return indents;
}

function indentOf(line: string): number {
  let at = 0;
  while (line[at] === ' ') at += 1;
  return at;
}

/** A line with spaces in place of the tabs that it begins with. */
function withoutTabs(line: string): string {
  if (!/^ *\t/.test(line)) return line;
  let [at, column] = [0, 0];
  for (; line[at] === ' ' || line[at] === '\t'; at += 1) column += line[at] === '\t' ? step - (column % step) : 1;
  return ' '.repeat(column) + line.slice(at);
}
