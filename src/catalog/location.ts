import { isObject, objectAt, textAt, valueAt, type JsonValue } from './json.ts';
import type { YamlDocument } from './yaml-documents.ts';

/** One target that a Location names. */
export interface LocationTarget {
  readonly target: string;
  /** Path of it in the document. */
  readonly path: readonly PropertyKey[];
  /** True if it may be missing. */
  readonly optional: boolean;
  /** True if its type is one that can name files: `url`, `file`, or none. */
  readonly readable: boolean;
}

/** The targets of a document, if it is a Location. `target` comes before `targets`. */
export function locationTargets(document: YamlDocument): LocationTarget[] {
  if (textAt(document.value, 'kind') !== 'Location') return [];
  const spec = objectAt(document.value, 'spec');
  const optional = textAt(spec, 'presence') === 'optional';
  const type = textAt(spec, 'type');
  const readable = type === undefined || type === 'url' || type === 'file';
  const several = valueAt(spec, ['targets']);
  const named: [JsonValue | undefined, readonly PropertyKey[]][] = [
    [spec['target'], ['spec', 'target']],
    ...(Array.isArray(several) ? several : []).map((target, index): [JsonValue, readonly PropertyKey[]] => [target, ['spec', 'targets', index]]),
  ];
  return named.flatMap(([target, path]) => (typeof target === 'string' ? [{ target, path, optional, readable }] : []));
}

/**
 * Splits a location reference at its first colon, as `parseLocationRef` does: `url:https://example.com/a` has the type
 * `url`. Undefined for what is not one.
 */
export function parseLocationRef(ref: string): { type: string; target: string } | undefined {
  const colon = ref.indexOf(':');
  const type = ref.slice(0, Math.max(colon, 0)).trim();
  const target = ref.slice(colon + 1).trim();
  return type === '' || target === '' || type === 'http' || type === 'https' ? undefined : { type, target };
}

/** How a placeholder's file is taken in. `$openapi` and `$asyncapi` are plugins' names for text. */
const placeholderKeys = ['$text', '$json', '$yaml', '$openapi', '$asyncapi'] as const;
export type PlaceholderKey = (typeof placeholderKeys)[number];

export interface Placeholder {
  readonly key: PlaceholderKey;
  readonly target: string;
  /** Path, in the document, of the object that is to be replaced. */
  readonly path: readonly PropertyKey[];
}

/**
 * The placeholder that a value is, if it is one. As in Backstage: an object with that one key and text under it; any
 * other object with a `$` key (an API definition's `$ref`, say) is left alone, inside and out.
 */
export function placeholderIn(value: unknown): { key: PlaceholderKey; target: string } | undefined {
  if (!isObject(value)) return undefined;
  const [key, ...others] = Object.keys(value);
  const known = placeholderKeys.find((candidate) => candidate === key);
  const target = known === undefined ? undefined : value[known];
  return known === undefined || others.length > 0 || typeof target !== 'string' ? undefined : { key: known, target };
}

/** Replaces each placeholder of a value by what `resolve` gives for it, which may be the placeholder itself. */
export function mapPlaceholders(
  value: JsonValue,
  resolve: (placeholder: Placeholder, asWritten: JsonValue) => JsonValue,
  path: readonly PropertyKey[] = [],
): JsonValue {
  if (Array.isArray(value)) return value.map((item, index) => mapPlaceholders(item, resolve, [...path, index]));
  if (!isObject(value)) return value;
  const placeholder = placeholderIn(value);
  if (placeholder !== undefined) return resolve({ ...placeholder, path }, value);
  if (Object.keys(value).some((key) => key.startsWith('$'))) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapPlaceholders(item, resolve, [...path, key])]));
}

/** All placeholders of a value, in order. */
export function placeholders(value: JsonValue): Placeholder[] {
  const found: Placeholder[] = [];
  mapPlaceholders(value, (placeholder, asWritten) => {
    found.push(placeholder);
    return asWritten;
  });
  return found;
}
