import type { MdastNode } from 'satteri';
import type { NodeOf } from './nodes.ts';

/** A quote that stands for a tab of MkDocs, which begins with `[!TAB] Label`. */
export interface QuotedTab {
  readonly label: string;
  readonly content: readonly MdastNode[];
}

/** Nodes of a block, in which quotes that are tabs and follow each other are one. */
export function withQuotedTabs(nodes: readonly MdastNode[]): readonly (MdastNode | readonly QuotedTab[])[] {
  const grouped: (MdastNode | QuotedTab[])[] = [];
  for (const node of nodes) {
    const tab = node.type === 'blockquote' ? quotedTab(node) : undefined;
    const last = grouped.at(-1);
    if (tab === undefined) grouped.push(node);
    else if (Array.isArray(last)) last.push(tab);
    else grouped.push([tab]);
  }
  return grouped;
}

function quotedTab({ children: [first, ...rest] }: NodeOf<'blockquote'>): QuotedTab | undefined {
  if (first?.type !== 'paragraph') return undefined;
  const [text, ...others] = first.children;
  const mark = text?.type === 'text' ? /^\[!TAB\] ([^\n]+)(?:\n|$)/.exec(text.value) : null;
  if (mark === null || text?.type !== 'text') return undefined;
  const remaining = [...(text.value.length === mark[0].length ? [] : [{ ...text, value: text.value.slice(mark[0].length) }]), ...others];
  const begin: MdastNode[] = remaining.length === 0 ? [] : [{ ...first, children: remaining }];
  return { label: (mark[1] ?? '').trim(), content: [...begin, ...rest] };
}
