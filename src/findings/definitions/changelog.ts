import type { CodeDefinition } from '../definition.ts';

/** Changelogs, their feeds, announcements: 09xx. */
export const changelogCodes = {
} as const satisfies Record<`ALM09${string}`, CodeDefinition>;
