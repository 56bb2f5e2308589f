import { escapeAttribute, escapeText } from './escape.ts';
import { shorten } from './shorten.ts';
import type { Writer } from './writer.ts';

export interface Tab {
  readonly label: string;
  /** As HTML. */
  readonly content: string;
}

/**
 * Tabs that need no script: a radio button for each, which the keyboard moves between, before its label and panel. The
 * style sheet shows the panel of the one that is chosen, and all of them on paper.
 */
export function tabs(list: readonly Tab[], writer: Writer): string {
  const group = writer.ids.control('tabs');
  const parts = list.map(({ label, content }, index) => {
    const id = escapeAttribute(`${group}-${index + 1}`);
    const control = `<input class="tab-input" type="radio" name="${escapeAttribute(group)}" id="${id}"${index === 0 ? ' checked' : ''}><label class="tab-label" for="${id}">${escapeText(label)}</label>`;
    return `${writer.marks.hold(control)}<div class="tab-panel">\n${content}</div>\n`;
  });
  return `<div class="tabset" role="group" aria-label="${escapeAttribute(shorten(`Tabs: ${list.map(({ label }) => label).join(', ')}`, 200))}">\n${parts.join('')}</div>\n`;
}
