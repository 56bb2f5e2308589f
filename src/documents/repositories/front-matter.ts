import { isObject, valueAt } from '../../catalog/json.ts';
import { catalogLimits } from '../../catalog/limits.ts';
import { readDocuments } from '../../catalog/yaml-documents.ts';
import { splitFrontMatter } from '../front-matter.ts';

/** What the front matter of a document of a repository says, as far as it is used. */
export interface OwnFrontMatter {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** Place among its neighbours, as Docusaurus, Jekyll's themes and Hugo name it. */
  readonly order?: number | undefined;
  /** The text without it, and the line that it begins on. */
  readonly text: string;
  readonly firstLine: number;
  /** Why it could not be read, with its place in the file. */
  readonly problem?: { readonly message: string; readonly line?: number | undefined; readonly column?: number | undefined } | undefined;
}

const limits = { ...catalogLimits, depth: 20, expanded: 100_000 };
const orderKeys = ['sidebar_position', 'nav_order', 'weight', 'order'] as const;

/**
 * Takes the front matter off a document liberally: generators of sites have keys of their own, and a document may begin
 * with a thematic break. A block that is no mapping is text; one that was meant as one and is broken is left out.
 */
export function ownFrontMatter(whole: string): OwnFrontMatter {
  const parts = splitFrontMatter(whole);
  const text = { text: whole.replace(/^\uFEFF/, ''), firstLine: 1 };
  if (parts === undefined) return text;
  const { documents, problems } = readDocuments(parts.yaml, limits);
  const after = { text: parts.body, firstLine: parts.firstLine };
  const [document] = documents;
  if (document === undefined) {
    const problem = problems.find(({ severity }) => severity !== 'note');
    if (problem === undefined) return parts.yaml.trim() === '' ? after : text;
    if (!/^[\w-]+[ \t]*:/.test(parts.yaml)) return text;
    const { message, line, column } = problem;
    return { ...after, problem: { message, line: line === undefined ? undefined : line + 1, column } };
  }
  if (!isObject(document.value)) return text;
  const { value } = document;
  const order = orderKeys.map((key) => valueAt(value, [key])).find((found) => typeof found === 'number');
  return { ...after, title: line(valueAt(value, ['title']), 200), description: line(valueAt(value, ['description']), 500), order };
}

/** A value as one line of text. */
function line(value: unknown, length: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text.slice(0, length).toWellFormed();
}
