import { isObject, valueAt, type JsonObject } from '../../src/catalog/json.ts';
import { catalogLimits, type CatalogLimits } from '../../src/catalog/limits.ts';
import { readDocuments, type Place } from '../../src/catalog/yaml-documents.ts';
import { confined, folderOf } from '../../src/documents/repositories/relative-path.ts';

/** What a `mkdocs.yml` says of the docs beside it, as far as it is used. */
export interface Site {
  readonly siteName?: string | undefined;
  /** As written; `docs` unless told. */
  readonly docsDir?: string | undefined;
  readonly nav?: JsonObject[string] | undefined;
  /** Path of the file that it builds upon, as written. */
  readonly inherit?: string | undefined;
  place(path: readonly PropertyKey[]): Place;
}

/** Something that keeps the file from being read; continues a sentence that begins with its name. */
export interface SiteProblem {
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A navigation is text for people; whatever aliases add up to beyond this is not. */
const limits: CatalogLimits = { ...catalogLimits, depth: 40, expanded: 1_000_000 };

/**
 * Reads a `mkdocs.yml` as data. Tags that MkDocs and its plug-ins give a meaning (`!ENV`, `!!python/name:…`, `!relative`)
 * are not acted on: their value is what is written after them, and of a list after `!ENV` its last item, the default.
 *
 * @see https://www.mkdocs.org/user-guide/configuration/
 */
export function readSite(text: string): Site | SiteProblem {
  const { documents, problems } = readDocuments(text, limits);
  const [document] = documents;
  if (document === undefined) {
    const problem = problems.find(({ severity }) => severity !== 'note');
    if (problem !== undefined) return { message: problem.message, line: problem.line, column: problem.column };
    return { place: () => ({ line: 1, column: 1 }) };
  }
  const { value } = document;
  if (!isObject(value)) return { message: 'holds no settings', ...document.start };
  const nav = value['nav'] ?? value['pages'];
  return {
    siteName: settingText(valueAt(value, ['site_name'])),
    docsDir: settingText(valueAt(value, ['docs_dir'])),
    ...(nav === undefined || nav === null ? {} : { nav }),
    inherit: settingText(valueAt(value, ['INHERIT'])),
    place: (path) => document.place(path[0] === 'nav' && value['nav'] === undefined ? ['pages', ...path.slice(1)] : path),
  };
}

/** The text of a setting, or the default of one that comes from the environment. */
function settingText(value: unknown): string | undefined {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  const text = typeof last === 'string' ? last.trim() : undefined;
  return text === undefined || text === '' || text.length > 500 ? undefined : text;
}

/** The folder of the docs from the root of the repository; undefined if it leads out of it. */
export function docsFolderOf(file: string, docsDir = 'docs'): string | undefined {
  if (/^[\\/]|^[a-z]:|[\0-\x1f\x7f\\]/i.test(docsDir)) return undefined;
  const folder = folderOf(file);
  return confined(folder === '' ? docsDir : `${folder}/${docsDir}`);
}
