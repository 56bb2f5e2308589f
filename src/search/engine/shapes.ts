import type { NameEntry, SearchColumns, SearchHit, SearchManifest } from '../manifest.ts';
import type { VocabularyEntry } from '../vocabulary.ts';

/*
 * Schemas check what is written; in the browser it is enough to see that a file is of the kind that was asked for, and
 * not a page of a sign-on or of an error.
 */

export function isManifest(value: unknown): value is SearchManifest {
  return isObject(value) && Array.isArray(value['bundles']) && 'hits' in value && 'columns' in value && 'names' in value && 'words' in value;
}

export function isColumns(value: unknown): value is SearchColumns {
  return isObject(value) && Array.isArray(value['titles']) && Array.isArray(value['facets']) && value['facets'].every((facet: unknown) => isObject(facet) && Array.isArray(facet['cells']));
}

export function isHits(value: unknown): value is readonly SearchHit[] {
  return Array.isArray(value) && value.every((hit: unknown) => isObject(hit) && 'path' in hit && 'title' in hit && 'kind' in hit);
}

export function isNameEntry(value: unknown): value is NameEntry {
  return Array.isArray(value) && value.length === 6 && typeof value[0] === 'string';
}

export function isWordEntry(value: unknown): value is VocabularyEntry {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number' && typeof value[2] === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
