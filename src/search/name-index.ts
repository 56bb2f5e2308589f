import { keyOf, type NameEntry } from './manifest.ts';
import { nameKey, nameWords } from './names.ts';
import type { IndexedRecord } from './record.ts';

/** Words that a name may have for its later words to lead to it too: nobody looks for a title of ten words by its seventh. */
const longestName = 5;

/** Characters of a key that are kept: a question is found long before its end. */
const longestKey = 60;

/** Most pages that may share a heading for it to lead to them: "Options" and "Examples" lead nowhere. */
const mostShared = 3;

/**
 * The names by which things are called: every name whole, and from each of its later words on, so that `ingest` leads to
 * `position-ingest`; and headings that few pages have. Numbers are those of the records.
 */
export function nameEntries(records: readonly Pick<IndexedRecord, 'names' | 'headings' | 'hit'>[]): NameEntry[] {
  const shared = new Map<string, number>();
  for (const { headings = [] } of records) for (const key of new Set(headings.map(({ title }) => keyFor(title)))) shared.set(key, (shared.get(key) ?? 0) + 1);
  return records.flatMap(({ names, headings = [], hit }, number) => {
    const whole = new Set(names.map(keyFor).filter((key) => key !== ''));
    const parts = new Set(names.flatMap(laterWords).filter((key) => key.length > 1 && !whole.has(key)));
    const headed = new Map(headings.toReversed().map((heading) => [keyFor(heading.title), heading]));
    return [
      ...[...whole].map((key): NameEntry => [key, hit.title, hit.kind, hit.path, number, keyOf.name]),
      ...[...parts].map((key): NameEntry => [key, hit.title, hit.kind, hit.path, number, keyOf.part]),
      ...[...headed].flatMap(([key, { title, id }]): NameEntry[] =>
        key.length < 3 || whole.has(key) || (shared.get(key) ?? 0) > mostShared ? [] : [[key, `${title} (${hit.title})`, hit.kind, `${hit.path}#${id}`, number, keyOf.heading]],
      ),
    ];
  });
}

function keyFor(name: string): string {
  return nameKey(name).slice(0, longestKey);
}

function laterWords(name: string): string[] {
  const words = nameWords(name).split(' ');
  if (words.length > longestName) return [];
  return words.slice(1).map((_, at) => nameKey(words.slice(at + 1).join('')));
}
