import type { CodeDefinition } from '../definition.ts';

/** Runbooks, post-mortems, decisions and the like: 080x and 081x. */
export const knowledgeCodes = {
} as const satisfies Record<`ALM08${string}`, CodeDefinition>;
