import { markdownToMdast, mdxToMdast, type MdastNode } from 'satteri';
import type { MarkdownSource } from './contract.ts';
import { refusal } from './guards.ts';
import { shorten } from './shorten.ts';
import type { Problem } from './problem.ts';

const features = { gfm: true, directive: true, frontmatter: false };

/**
 * The tree of a text, or why there is none. MDX is parsed as such where the organisation wrote it; in a repository it is
 * Markdown, whose unknown elements are left out.
 */
export function parse(source: MarkdownSource): { readonly tree: MdastNode } | { readonly problem: Problem } {
  const mdx = source.format === 'mdx' && source.trust === 'organisation';
  const problem = refusal(source.text, mdx ? 'mdx' : 'markdown');
  if (problem !== undefined) return { problem };
  try {
    return { tree: mdx ? mdxToMdast(source.text, { features }) : markdownToMdast(source.text, { features }) };
  } catch (error) {
    return { problem: failure(error instanceof Error ? error.message : String(error), mdx) };
  }
}

/** The parser says `line:column: what is wrong (rule)`. */
function failure(message: string, mdx: boolean): Problem {
  const said = /^(\d+):(\d+): ([\s\S]*?)(?: \([\w-]+:[\w-]+\))?$/.exec(message);
  if (!mdx) return { code: 'ALM0701', what: `The text is not rendered: ${shorten(message, 200)}.` };
  return { code: 'ALM0705', what: `${said?.[3] ?? shorten(message, 300)}.`.replace(/\.\.$/, '.'), ...(said === null ? {} : { line: Number(said[1]), column: Number(said[2]) }) };
}
