import { close, createIndex } from 'pagefind';
import { arrangeBundle } from './bundle.ts';
import { SearchError } from './error.ts';
import type { SearchBundle } from './manifest.ts';
import { defined, type SearchRecord } from './record.ts';

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

/** Most words of one index, which bounds the memory of a build: Pagefind takes about 600 bytes for each. */
const mostWords = 800_000;

/** Cuts records, which stand by group, into bundles of equal size. */
export function planBundles(records: readonly SearchRecord[]): SearchBundle[] {
  const groups = [...new Set(records.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const first = records.findIndex((record) => record.group === group);
    const own = records.filter((record) => record.group === group);
    const total = own.length;
    const parts = Math.ceil(Math.max(total / largestBundle, own.reduce((sum, { words }) => sum + words.length, 0) / mostWords));
    return Array.from({ length: parts }, (_, at) => {
      const from = Math.floor((total * at) / parts);
      return { id: at === 0 ? group : `${group}-${at + 1}`, group, from: first + from, records: Math.floor((total * (at + 1)) / parts) - from, perFile: perFile[group] };
    });
  });
}

/**
 * Builds one of Pagefind's indexes; its program runs only as long, so that its memory is given back. Records are added in
 * order, so that a result's number is the record's.
 */
export async function buildBundle(records: readonly SearchRecord[], from: number): Promise<Map<string, Buffer>> {
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
      from,
    );
  } finally {
    await close();
  }
}

function indexed({ words, fields, hit }: SearchRecord): { url: string; language: string; content: string; meta: Record<string, string> } {
  const text = words.length === 0 ? hit.title : words.join(' ');
  // Pagefind leaves out a record in which it finds no word, and the numbers of all after it would be others'.
  return { url: hit.path, language: 'en', content: /[\p{L}\p{N}]/u.test(text) ? text : hit.path, meta: defined({ ...fields }) };
}
