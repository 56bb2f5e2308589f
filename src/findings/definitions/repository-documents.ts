import type { CodeDefinition } from '../definition.ts';

/** Documents of repositories: 074x and 075x. */
export const repositoryDocumentCodes = {
} as const satisfies Record<`ALM07${string}`, CodeDefinition>;
