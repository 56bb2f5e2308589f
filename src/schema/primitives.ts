import { z } from 'zod';

/** An instant in UTC, ISO 8601 with a `Z`: `2026-11-21T03:00:00Z` or with milliseconds. */
export const instant = z.iso.datetime({ offset: false }).describe('An instant in UTC, ISO 8601: 2026-11-21T03:00:00Z');
export type Instant = z.infer<typeof instant>;

/** A calendar day, `YYYY-MM-DD`. */
export const day = z.iso.date().describe('A calendar day: 2026-11-21');

/** An ISO 8601 week, `2026-W47`. */
export const isoWeek = z
  .string()
  .regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/)
  .describe('An ISO 8601 week: 2026-W47');

/**
 * A repository's identity: its remote URL normalised to `host/path/name`, lower-case host, without scheme, user, port
 * of the default scheme, `.git` suffix or trailing slash. A clone without a remote is `local/<folder>`. No segment is `.`
 * or `..`, since pages and files are named after it.
 */
export const repositoryId = z
  .string()
  .min(1)
  .max(512)
  .regex(/^(?!(.*\/)?\.{1,2}(\/|$))[^\s/]+(\/[^\s/]+)+$/)
  .describe('A repository as host/path/name: github.com/acme/payments');

/** A duration in whole days or hours, as people write it: `3d`, `36h`. */
export const duration = z
  .string()
  .regex(/^[1-9]\d*[dh]$/)
  .describe('A duration in days or hours: 3d, 36h');

/** Milliseconds in a {@link duration}. */
export function durationMs(text: string): number {
  const hours = text.endsWith('d') ? 24 : 1;
  return Number(text.slice(0, -1)) * hours * 3_600_000;
}

/** A web address that a page may link to: http or https only, so that `javascript:` and `data:` never pass. */
export const webUrl = z.url({ protocol: /^https?$/, hostname: /.+/ }).describe('An http or https address');

/** Address of a host that is asked. Its name and findings are shown, so that no user name or password may be in it. */
export const hostUrl = webUrl.refine((url) => !/^[a-z]+:\/\/[^/]*@/i.test(url), {
  message: 'user names and passwords do not belong into an address: name environment variables that hold them',
});
