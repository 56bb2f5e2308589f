/** How far into a document its heading is looked for: past that, it is a heading of something else. */
const lookedAt = 8000;

/** The first heading of a document, as sidebars show it. */
export interface FirstHeading {
  readonly text: string;
  /** True if it is Markdown and nothing stands before it. */
  readonly first: boolean;
}

/**
 * The first heading of the first level as plain text: `# Title`, a title underlined with `=`, or `<h1>`. Undefined if there
 * is none, or nothing but a picture in it.
 */
export function firstHeading(text: string): FirstHeading | undefined {
  const looked = text.slice(0, lookedAt);
  const html = [...looked.matchAll(/<h1\b[^>]{0,500}>([^]{1,500}?)<\/h1>/gi)];
  let fenced: string | undefined;
  let before = '';
  let linesBefore = 0;
  let end = 0;
  for (const line of looked.split('\n')) {
    const start = end;
    end += line.length + 1;
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (fenced === undefined) fenced = fence;
      else if (fence.startsWith(fenced)) fenced = undefined;
    } else if (fenced === undefined) {
      const marked = plainText(atxHeading(line));
      if (marked !== '') return { text: shortened(marked), first: linesBefore === 0 };
      const underlined = /^ {0,3}=+$/.test(line.trimEnd()) ? plainText(before) : '';
      if (underlined !== '') return { text: shortened(underlined), first: linesBefore === 1 };
      // Raw HTML is no heading to the parser, so it never begins a text.
      const raw = plainText(html.find(({ index }) => index >= start && index < end)?.[1] ?? '');
      if (raw !== '') return { text: shortened(raw), first: false };
    }
    if (line.trim() !== '') linesBefore += 1;
    before = line;
  }
  return undefined;
}

/**
 * What stands between the marks of `# Title #`; empty for any other line. Patterns that begin with white space and must
 * reach the end of the line would take the square of its length, so the ends are cut off by hand.
 */
function atxHeading(line: string): string {
  if (!/^ {0,3}#[ \t]/.test(line)) return '';
  const text = line.trim().slice(1).trim();
  let end = text.length;
  while (text[end - 1] === '#') end -= 1;
  // Marks at the end count only behind white space (CommonMark 4.2).
  return end === 0 || /[ \t]/.test(text[end - 1] ?? '') ? text.slice(0, end).trimEnd() : text;
}

function shortened(title: string): string {
  return title.slice(0, 200).toWellFormed();
}

/** Inline Markdown without its marks. Pictures are left out: their alternative text is no title. */
export function plainText(inline: string): string {
  return inline
    .replace(/!\[[^\]]{0,500}\](?:\([^)]{0,1000}\)|\[[^\]]{0,200}\])/g, '')
    .replace(/\[([^\]]{0,500})\](?:\([^)]{0,1000}\)|\[[^\]]{0,200}\])/g, '$1')
    .replace(/<[^>]{0,500}>/g, '')
    .replace(/\{(?:[#.:]|[ \t]{1,9}[#.])[^}]{0,200}\}/g, '')
    .replace(/(\*\*|__|`+|\*)(.{1,500}?)\1/g, '$2')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A name of a folder, or of a file without its ending, as a title: `01-getting_started` is `Getting started`. */
export function titleOfName(name: string): string {
  const words = withoutNumber(name).replace(/[-_]+/g, ' ').trim();
  return words === '' ? name : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A name without the number that generators of sites sort by: `1.guide` and `01-guide` are `guide`. */
export function withoutNumber(name: string): string {
  return name.replace(/^\d{1,4}[.\-_ ]+(?=[^\d.\-_ ])/, '');
}
