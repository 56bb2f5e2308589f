/** Elements that do not part words: what stands before and after them is one word. */
const inline = /^\/?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)$/;

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/**
 * The text of HTML that the renderer made: well-formed, with every `<` and `>` that is not part of a tag escaped. White
 * space is collapsed, blocks are parted by a space, and an image says its alternative
 * text.
 */
export function plainText(html: string): string {
  return decode(html.replaceAll(/<(\/?[a-z][a-z0-9]*)[^>]*>/g, (tag, name: string) => (name === 'img' ? (/ alt="([^"]*)"/.exec(tag)?.[1] ?? '') : inline.test(name) ? '' : ' ')))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Text in place of the entities that {@link plainText} meets. */
function decode(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|amp|#39);/g, (entity) => entities[entity] ?? entity);
}
