import type { FactView } from '../schema/edition/shared.ts';
import { bytes, count, instantText } from './format.ts';
import { safeUrl } from './href.ts';
import { recordText } from './recordText.ts';

/** A fact's value in the form that a page prints. */
export type FactText =
  | { readonly as: 'unknown'; readonly reason: string }
  | { readonly as: 'text'; readonly text: string; readonly exact?: string }
  | { readonly as: 'time'; readonly instant: string; readonly text: string }
  | { readonly as: 'link'; readonly url: string; readonly text: string };

/** Why there is no value where nobody was to give one. */
export const noSource = 'no source says it';

/** How to print a fact. A value that is not of its unit's type (brought facts may be odd) is printed as it is. */
export function factText({ value, unit, unknown }: Pick<FactView, 'value' | 'unit' | 'unknown'>): FactText {
  if (value === undefined || value === null) return { as: 'unknown', reason: unknown ?? noSource };
  if (unit === 'count' && typeof value === 'number') return { as: 'text', text: count(value) };
  if (unit === 'bytes' && typeof value === 'number') return { as: 'text', text: bytes(value), exact: `${count(value)} bytes` };
  if (unit === 'boolean' && typeof value === 'boolean') return { as: 'text', text: value ? 'yes' : 'no' };
  if (unit === 'instant' && typeof value === 'string' && instantText(value) !== value) return { as: 'time', instant: value, text: instantText(value) };
  if (unit === 'url' && typeof value === 'string') {
    const url = safeUrl(value);
    return url === undefined ? { as: 'text', text: value } : { as: 'link', url, text: value };
  }
  if (Array.isArray(value)) return { as: 'text', text: value.length === 0 ? 'none' : value.map(plain).join(value.some((item) => recordText(item) !== undefined) ? '; ' : ', ') };
  return { as: 'text', text: plain(value) };
}

/** A value in words: a record that has words of its own in these, an object by what names it (a language by its name and size, a file by its path), else as JSON. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  const record = recordText(value);
  if (record !== undefined) return record;
  if (typeof value === 'object' && value !== null) {
    if ('name' in value && typeof value.name === 'string') {
      return 'bytes' in value && typeof value.bytes === 'number' ? `${value.name} (${bytes(value.bytes)})` : value.name;
    }
    if ('path' in value && typeof value.path === 'string') return value.path;
  }
  return JSON.stringify(value);
}

/** Facts without a value, together by the reason why there is none, in the order in which they come. */
export function unknownFacts<F extends Pick<FactView, 'value' | 'unknown'>>(facts: readonly F[]): { readonly reason: string; readonly facts: F[] }[] {
  const groups = new Map<string, F[]>();
  for (const fact of facts) {
    if (fact.value !== undefined && fact.value !== null) continue;
    const reason = fact.unknown ?? noSource;
    groups.set(reason, [...(groups.get(reason) ?? []), fact]);
  }
  return [...groups].map(([reason, members]) => ({ reason, facts: members }));
}
