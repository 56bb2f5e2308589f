/** A document's front matter and its text. */
export interface Parts {
  /** The YAML between the two lines of dashes; it begins on the second line of the file. */
  readonly yaml: string;
  /** The text after it. */
  readonly body: string;
  /** Line of the file on which the text begins, from 1. */
  readonly firstLine: number;
}

/**
 * Takes the front matter off a document: the block between a first line of three dashes and the next such line, as
 * Jekyll, Astro and the editors' plugins read it. Undefined if the file does not begin with one, or it never ends.
 */
export function splitFrontMatter(text: string): Parts | undefined {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const lines = lineStarts(text, start);
  if (lineAt(text, start).trimEnd() !== '---') return undefined;
  for (let n = 1; n < lines.length; n++) {
    const from = lines[n] ?? text.length;
    if (lineAt(text, from).trimEnd() !== '---') continue;
    const body = lines[n + 1] ?? text.length;
    return { yaml: text.slice(lines[1] ?? from, from), body: text.slice(body), firstLine: n + 2 };
  }
  return undefined;
}

/** Offsets at which lines begin, up to the end of the front matter at the latest: a text of a megabyte has many lines. */
function lineStarts(text: string, from: number): number[] {
  const starts = [from];
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
    if (starts.length > 2 && lineAt(text, starts.at(-2) ?? 0).trimEnd() === '---') break;
  }
  return starts;
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? text.length : end);
}
