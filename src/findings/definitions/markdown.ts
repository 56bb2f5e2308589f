import type { CodeDefinition } from '../definition.ts';

/** Texts that people write, as they are rendered: 070x and 071x. */
export const markdownCodes = {
} as const satisfies Record<`ALM07${string}`, CodeDefinition>;
