import type { SourceDocument } from '../../documents/contract.ts';
import { titleOfFile } from './prepare.ts';

/**
 * A document as Markdown, for people who copy it and machines that read it: its title, its description, and its text as it
 * stands in the file. A text that begins with a heading of the first level brings its title along.
 */
export function markdownTwin({ title, description, file, text }: Pick<SourceDocument, 'title' | 'description' | 'file' | 'text'>): string {
  const body = text.replace(/^\uFEFF?(?:[ \t]*\r?\n)*/, '').trimEnd();
  if (/^#[ \t]|^[^\n]+\r?\n=+[ \t]*(\r?\n|$)/.test(body)) return `${body}\n`;
  const head = [`# ${title ?? titleOfFile(file)}`, ...(description === undefined ? [] : [`> ${description.replaceAll(/\s+/g, ' ')}`])];
  return `${[...head, ...(body === '' ? [] : [body])].join('\n\n')}\n`;
}
