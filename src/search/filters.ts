/**
 * Filters that a search can have, in the order in which the page shows them. Their values: the kind (`Component`,
 * `Repository`); the owner's reference, or {@link noOwner}; lifecycle and type as declared; the system's reference;
 * `yes` where no catalog file declares the thing.
 */
export const filterNames = ['kind', 'owner', 'lifecycle', 'type', 'system', 'inferred'] as const;
export type FilterName = (typeof filterNames)[number];

/** Value of the filter `owner` for what should have an owner and has none. */
export const noOwner = 'none';

/** Value of the filter `kind` for repositories, which are not entities. */
export const repositoryKind = 'Repository';
