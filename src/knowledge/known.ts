import type { Provenance } from '../schema/fact.ts';

/** A fact as rules may rely on it: its value, or why it cannot be relied on any more. */
export interface KnownFact<T> {
  readonly value: T;
  readonly provenance: Provenance;
  /** Why it is too old to be relied on; undefined if it is not. */
  readonly unknown: string | undefined;
}

/** Events of each entity by its reference, newest first, or why there are none to rely on. */
export type KnownEvents<T> = { readonly by: ReadonlyMap<string, readonly KnownFact<T>[]> } | { readonly unknown: string };
