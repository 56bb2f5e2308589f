import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { compareText } from '../findings/codes.ts';
import { searchDocument, type SearchDocument } from '../schema/edition/document.ts';
import { editionIndex } from '../schema/edition/index-file.ts';
import { entitySummary, repositorySummary, type EntitySummary, type RepositorySummary } from '../schema/edition/shared.ts';
import { documentRecord } from './documents.ts';
import { SearchError } from './error.ts';
import { groups } from './groups.ts';
import type { SearchManifest } from './manifest.ts';
import { entityRecord, repositoryRecord, type FilterValue, type IndexedRecord, type SearchRecord } from './record.ts';
import { pageFiles, readPages } from './pages.ts';
import { Vocabulary } from './vocabulary.ts';

/** What an edition has to be found. */
export interface SearchContent {
  /** Catalog, documents, repositories' documents; each in its order. */
  readonly records: readonly IndexedRecord[];
  readonly vocabulary: Vocabulary;
  readonly ask: SearchManifest['ask'];
  readonly lists: SearchManifest['lists'];
  readonly synonyms: SearchManifest['synonyms'];
}

/** The part of the edition's index that search shows. */
const usedOfIndex = editionIndex.pick({ feedback: true, kinds: true, repositories: true, documents: true, planning: true }).strip();

const documentsFile = 'search-documents.ndjson';
const synonymsFile = 'search-synonyms.json';

/**
 * Reads what an edition has to be found: the summaries of its entities and repositories, its plans, scorecards and
 * changelogs, and what it left for this stage (`search-documents.ndjson`, `search-synonyms.json`), where it left something.
 *
 * Errors: `SearchError` naming the file and line that does not match its schema.
 */
export async function readContent(edition: string, stage: string | undefined): Promise<SearchContent> {
  const api = join(edition, 'api', 'v1');
  const keyed: { readonly key: string; readonly record: IndexedRecord }[] = [];
  const vocabulary = new Vocabulary();
  const systems = new Map<string, FilterValue>();
  const take = ({ words, ...record }: SearchRecord): void => {
    vocabulary.add({ group: record.group, words, fields: record.fields });
    // The path settles between things of one title.
    keyed.push({ key: `${groups.indexOf(record.group)}\0${record.order}\0${record.hit.path}`, record: { ...record, text: words.join(' '), length: words.length } });
  };
  for await (const summary of parsed<EntitySummary>(join(api, 'entities.ndjson'), entitySummary)) {
    take(entityRecord(summary));
    if (summary.system !== undefined) systems.set(summary.ref, { value: summary.system.ref, label: summary.system.title });
    if (summary.kind === 'System') systems.set(summary.ref, { value: summary.ref, label: summary.title });
  }
  for await (const summary of parsed<RepositorySummary>(join(api, 'repositories.ndjson'), repositorySummary)) take(repositoryRecord(summary));
  const documents = stage === undefined ? undefined : join(stage, documentsFile);
  if (documents !== undefined && existsSync(documents)) {
    for await (const document of parsed<SearchDocument>(documents, searchDocument)) take(documentRecord(document, systems));
  }
  for await (const page of readPages(api)) take(documentRecord(page, systems));
  keyed.sort((a, b) => compareText(a.key, b.key));
  const index = await readIndex(edition);
  const synonyms = stage === undefined ? undefined : await optionalJson(join(stage, synonymsFile), z.array(z.array(z.string())));
  return { records: keyed.map(({ record }) => record), vocabulary, ask: index?.feedback?.ask, lists: listsOf(index), synonyms: synonyms ?? [] };
}

/** The part of the edition's index that search shows; undefined where there is no index. */
export async function readIndex(edition: string): Promise<z.infer<typeof usedOfIndex> | undefined> {
  return optionalJson(join(edition, 'api', 'v1', 'index.json'), usedOfIndex);
}

/** All else that {@link readContent} reads. */
export function filesRead(edition: string, stage: string | undefined): string[] {
  const api = join(edition, 'api', 'v1');
  return [...['entities.ndjson', 'repositories.ndjson', ...pageFiles(api)].map((name) => join(api, name)), ...(stage === undefined ? [] : [documentsFile, synonymsFile].map((name) => join(stage, name)))];
}

/** The pages that list what there is. */
function listsOf(index: z.infer<typeof usedOfIndex> | undefined): SearchManifest['lists'] {
  if (index === undefined) return [];
  return [
    ...index.kinds.filter(({ total }) => total > 0),
    ...(index.repositories.total > 0 ? [{ title: 'Repositories', path: index.repositories.path }] : []),
    ...(index.documents?.kinds ?? []),
    ...(index.planning?.pages ?? []),
  ].map(({ title, path }) => ({ title, path }));
}

async function* parsed<T>(file: string, schema: { parse: (value: unknown) => T }): AsyncGenerator<T> {
  let number = 0;
  const where = (): string => (number === 0 ? file : `${file}:${number}`);
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      if (line !== '') yield schema.parse(JSON.parse(line));
    }
  } catch (error) {
    throw new SearchError(`${where()} cannot be read for search: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function optionalJson<T>(file: string, schema: { parse: (value: unknown) => T }): Promise<T | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new SearchError(`${file} cannot be read for search: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
