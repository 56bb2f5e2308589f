import type { CodeDefinition } from '../definition.ts';

/** Documents of the content folder: 072x and 073x. */
export const documentCodes = {
} as const satisfies Record<`ALM07${string}`, CodeDefinition>;
