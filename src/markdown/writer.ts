import type { MdastNode } from 'satteri';
import { withoutAttributeLists } from './attribute-lists.ts';
import type { MarkdownSource } from './contract.ts';
import type { Highlighter } from './highlight.ts';
import { Ids } from './ids.ts';
import { Links } from './links.ts';
import { Marks } from './marks.ts';
import type { NodeOf } from './nodes.ts';
import { descendants } from './nodes.ts';
import type { Place, Problem } from './problem.ts';
import { Footnotes } from './footnotes.ts';
import { withQuotedTabs } from './quoted-tabs.ts';
import { tabs } from './tabs.ts';

/** What the parts of the renderer share while one document is written. */
export class Writer {
  readonly source: MarkdownSource;
  readonly problems: Problem[] = [];
  readonly links = new Links(this.problems);
  readonly ids: Ids;
  readonly marks: Marks;
  readonly footnotes: Footnotes;
  readonly definitions = new Map<string, NodeOf<'definition'>>();
  readonly highlighter: Highlighter;
  /** True within a link, where no other link can stand. */
  inLink = false;
  tables = 0;
  readonly #writeNode: (node: MdastNode, writer: Writer) => string;
  #lines: readonly string[] | undefined;

  constructor(source: MarkdownSource, tree: MdastNode, highlighter: Highlighter, writeNode: (node: MdastNode, writer: Writer) => string) {
    this.source = source;
    this.highlighter = highlighter;
    this.ids = new Ids(source.anchorPrefix ?? '');
    this.marks = new Marks(source.text);
    this.#writeNode = writeNode;
    const notes = new Map<string, NodeOf<'footnoteDefinition'>>();
    for (const node of descendants(tree)) {
      // The first definition of a name counts (CommonMark, "link reference definitions").
      if (node.type === 'definition' && !this.definitions.has(node.identifier)) this.definitions.set(node.identifier, node);
      if (node.type === 'footnoteDefinition' && !notes.has(node.identifier)) notes.set(node.identifier, node);
    }
    this.footnotes = new Footnotes(notes);
  }

  write(nodes: readonly MdastNode[]): string {
    let html = '';
    if (this.source.trust === 'organisation') {
      for (const node of nodes) html += this.#writeNode(node, this);
      return html;
    }
    for (const node of withQuotedTabs(withoutAttributeLists(nodes))) {
      html += 'type' in node ? this.#writeNode(node, this) : tabs(node.map(({ label, content }) => ({ label, content: this.write(content) })), this);
    }
    return html;
  }

  problem(code: Problem['code'], what: string, place?: Place, fix?: string): void {
    this.problems.push({ code, what, ...(fix === undefined ? {} : { fix }), ...place });
  }

  /** What stands in the text where a node was read from. */
  written(node: MdastNode): string {
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    return start === undefined || end === undefined ? '' : this.source.text.slice(start, end);
  }

  /** A line of the text, from 1. */
  line(number: number): string {
    this.#lines ??= this.source.text.split(/\r\n|\r|\n/);
    return this.#lines[number - 1] ?? '';
  }
}

/** Where a node begins. */
export function placeOf(node: MdastNode): Place | undefined {
  const start = node.position?.start;
  return start === undefined ? undefined : { line: start.line, column: start.column };
}
