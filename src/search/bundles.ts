import type * as pagefind from 'pagefind';
import { arrangeBundle } from './bundle.ts';
import { SearchError } from './error.ts';
import type { SearchBundle } from './manifest.ts';
import { defined, type IndexedRecord } from './record.ts';

/** Records on their way to Pagefind at once: enough to keep it busy, few enough to bound memory. */
const batchSize = 500;

/**
 * Most records of one index. Pagefind compares every word's every page with every result, so what a search for a common
 * word takes grows with the square of this; so does the memory of a build.
 */
const largestBundle = 4000;

/**
 * Hits in each file, by group: a page of results needs few files, and none that is large. Documents carry their text.
 */
const perFile = { catalog: 64, docs: 4, components: 12 } as const satisfies Record<SearchBundle['group'], number>;

/** Most words of one index, which bounds the memory of a build: Pagefind takes about 600 bytes for each, and two are built at once. */
const mostWords = 800_000;

/** Cuts records, which stand by group, into bundles of equal size. */
export function planBundles(records: readonly IndexedRecord[]): SearchBundle[] {
  const groups = [...new Set(records.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const first = records.findIndex((record) => record.group === group);
    const own = records.filter((record) => record.group === group);
    const total = own.length;
    const parts = Math.ceil(Math.max(total / largestBundle, own.reduce((sum, { length }) => sum + length, 0) / mostWords));
    return Array.from({ length: parts }, (_, at) => {
      const from = Math.floor((total * at) / parts);
      return { id: at === 0 ? group : `${group}-${at + 1}`, group, from: first + from, records: Math.floor((total * (at + 1)) / parts) - from, perFile: perFile[group] };
    });
  });
}

/**
 * A copy of Pagefind's module. Each has a program of its own, so that two build at once: the program itself uses one core.
 * Node loads a module once for each address.
 */
export async function pagefindCopy(number: number): Promise<Pagefind> {
  const copy: Pagefind = await import(`${import.meta.resolve('pagefind')}?copy=${number}`);
  return copy;
}
export type Pagefind = Pick<typeof pagefind, 'createIndex' | 'close'>;

/**
 * Builds one of Pagefind's indexes; its program runs only as long, so that its memory is given back. Records are added in
 * order, so that a result's number is the record's.
 */
export async function buildBundle({ createIndex, close }: Pagefind, records: readonly IndexedRecord[]): Promise<Map<string, Buffer>> {
  try {
    const { index, errors } = await createIndex({ forceLanguage: 'en' });
    if (index === undefined) throw new SearchError(`Pagefind could not be started: ${errors.join('; ')}`);
    for (let at = 0; at < records.length; at += batchSize) {
      const answers = await Promise.all(records.slice(at, at + batchSize).map((record) => index.addCustomRecord(indexed(record))));
      const refused = answers.flatMap(({ errors: why }) => why)[0];
      if (refused !== undefined) throw new SearchError(`Pagefind refused a record: ${refused}`);
    }
    const built = await index.getFiles();
    if (built.errors.length > 0) throw new SearchError(`Pagefind could not build its index: ${built.errors.join('; ')}`);
    return arrangeBundle(
      built.files,
      records.map(({ hit }) => hit.path),
    );
  } finally {
    await close();
  }
}

/** What Pagefind is given of a record. */
export function indexed({ text, fields, hit }: IndexedRecord): { url: string; language: string; content: string; meta: Record<string, string> } {
  const content = text === '' ? hit.title : text;
  // Pagefind leaves out a record in which it finds no word, and the numbers of all after it would be others'.
  return { url: hit.path, language: 'en', content: /[\p{L}\p{N}]/u.test(content) ? content : hit.path, meta: defined({ ...fields }) };
}
