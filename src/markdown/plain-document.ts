import { escapeText } from './escape.ts';
import type { Problem } from './problem.ts';
import type { Rendering } from './rendering.ts';

/** Most characters that are shown of a text that is not rendered. */
const longest = 256 * 1024;

/** Most characters of it that search takes in. */
const searched = 20_000;

/** A text as it is written, for one that cannot be rendered. */
export function plainDocument(text: string, problem: Problem): Rendering {
  const whole = text.length <= longest;
  const shown = (whole ? text : text.slice(0, longest)).toWellFormed();
  const searchText = shown.slice(0, searched).toWellFormed().replaceAll(/\s+/g, ' ').trim();
  return {
    outline: { headings: [], anchors: [], links: [], problems: [problem], words: searchText === '' ? 0 : searchText.split(' ').length },
    body: {
      html: `<pre class="as-written" tabindex="0">${escapeText(shown)}</pre>\n${whole ? '' : '<p>The rest is left out.</p>\n'}`,
      sections: searchText === '' ? [] : [{ text: searchText }],
    },
  };
}
