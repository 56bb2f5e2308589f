/**
 * What rendered text may consist of. Whatever else a text brings along is left out by the last pass over it, its content
 * staying where it is text. Drawings are not in this list: the renderer puts its own in after that pass.
 */
export const allowedElements: readonly string[] = [
  'a', 'abbr', 'aside', 'b', 'bdi', 'bdo', 'blockquote', 'br', 'caption', 'cite', 'code', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption',
  'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section',
  'small', 'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'u', 'ul', 'var', 'wbr',
];

/** Elements of older HTML, and what says the same today. */
export const renamedElements: Readonly<Record<string, string>> = { center: 'div', strike: 's', tt: 'code', big: 'b', acronym: 'abbr' };

/** Elements that are left out without a word: they say how something looks, or hold what is kept. */
export const quietlyLeftOut: ReadonlySet<string> = new Set(['picture', 'source', 'font', 'html', 'body', 'head', 'col', 'colgroup', 'nobr', 'article', 'main', 'header', 'footer', 'nav', 'address', 'hgroup']);

/** Elements whose content is no text to be read: it goes with them. */
export const leftOutWithContent: readonly string[] = [
  'script', 'style', 'textarea', 'option', 'noscript', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext', 'title', 'template', 'svg', 'math', 'select', 'object', 'audio', 'video', 'canvas',
];

type Attribute = string | { readonly name: string; readonly values: readonly string[] };

/** Attributes by element; those of `*` are for all. Addresses are placeholders by then, or anchors of the page. */
export const allowedAttributes: Readonly<Record<string, readonly Attribute[]>> = {
  '*': ['id', 'class', 'title', 'lang', { name: 'dir', values: ['ltr', 'rtl', 'auto'] }],
  a: ['href', 'aria-label'],
  aside: ['aria-label'],
  details: ['open'],
  div: [{ name: 'role', values: ['region', 'group', 'note'] }, { name: 'tabindex', values: ['0'] }, 'aria-label'],
  img: ['src', 'alt', 'width', 'height', { name: 'loading', values: ['lazy'] }, { name: 'decoding', values: ['async'] }],
  li: ['value'],
  ol: ['start', 'reversed'],
  pre: [{ name: 'tabindex', values: ['0'] }],
  section: ['aria-label'],
  span: [{ name: 'role', values: ['img'] }, 'aria-label', { name: 'aria-hidden', values: ['true'] }],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', { name: 'scope', values: ['col', 'row'] }],
  time: ['datetime'],
};

/** Attributes that hold a number and nothing else. */
export const numbers: ReadonlySet<string> = new Set(['width', 'height', 'value', 'start', 'colspan', 'rowspan']);

/** The classes that `prose.css` knows. */
export const allowedClasses: ReadonlySet<string> = new Set([
  'left', 'center', 'right',
  'admonition', 'admonition-title', 'kind-note', 'kind-tip', 'kind-important', 'kind-caution', 'kind-warning', 'kind-danger',
  'tabset', 'tab-panel', 'step-list', 'cards-grid', 'card', 'card-title', 'link-card', 'text-badge', 'kind-good', 'kind-warn', 'kind-bad',
  'code', 'code-title', 'code-language', 'code-line', 'marked', 'inserted', 'deleted', 'as-written',
  't-comment', 't-constant', 't-string', 't-keyword', 't-parameter', 't-function', 't-punctuation', 't-link', 't-inserted', 't-deleted', 't-changed',
  'table-scroll', 'tasks', 'task', 'task-mark', 'done', 'footnotes', 'footnote', 'footnote-back',
  'diagram', 'diagram-canvas', 'external-image', 'compact', 'picture',
]);
