import { z } from 'zod';
import { instant } from './primitives.ts';

/** Where a fact comes from: what every number on the site owes its reader. */
export const provenance = z.strictObject({
  source: z.string().min(1).describe('The source in words a reader can follow: `git clone payments`, `catalog-info.yaml:12`'),
  url: z.string().optional().describe('A link to the source, where it has a web address'),
  collector: z.string().describe('Id of the collector that read it'),
  version: z.string().describe('Version of that collector'),
  observedAt: instant.describe('When the source was last read successfully and said this'),
  since: instant.describe('When this value was first observed'),
});
export type Provenance = z.infer<typeof provenance>;

/** A value with its provenance: the fact envelope, as the static API serves it. */
export function fact<V extends z.ZodType>(value: V) {
  return z.strictObject({ value, provenance });
}

/**
 * One kind of fact: its schema, its key and how it lives in the store.
 *
 * - `snapshot`: the state of a thing on a day. A row is written when it changed, a tombstone when it disappeared.
 * - `event`: something that happened. A row per key; a newer observation replaces an older one.
 */
export interface FactKind<S extends z.ZodObject = z.ZodObject> {
  /** Name of the kind: folder in the store, `kind` of brought facts. Kebab case. */
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly policy: 'snapshot' | 'event';
  readonly schema: S;
  /** Fields that together identify a record of this kind. Strings, all required. */
  readonly key: readonly (keyof z.infer<S> & string)[];
  /** For events: the field that says when it happened; it decides the month the row is filed under. */
  readonly time?: keyof z.infer<S> & string;
}

/** Defines a kind with its types checked: keys and time must be fields of the schema. */
export function defineFactKind<S extends z.ZodObject>(kind: FactKind<S>): FactKind<S> {
  return kind;
}
