import type { CodeDefinition } from '../definition.ts';

/** Hosts that are read over the network (GitHub, GitLab, Jenkins): 10xx. */
export const hostCodes = {
  ALM1001: {
    title: 'Permission that the credentials lack',
    severity: 'warning',
    why: 'What it would let Almanac read is unknown, with this reason, wherever it is shown; everything else goes on.',
    fix: 'Grant the permission named to the token or App, or leave it: see docs/github.md for what each is for.',
  },
} as const satisfies Record<`ALM10${string}`, CodeDefinition>;
