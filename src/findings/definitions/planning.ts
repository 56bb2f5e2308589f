import type { CodeDefinition } from '../definition.ts';

/** Objectives, roadmap, roles, surveys, feedback: 082x to 084x. */
export const planningCodes = {
} as const satisfies Record<`ALM08${string}`, CodeDefinition>;
