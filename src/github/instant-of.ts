import type { Instant } from '../schema/primitives.ts';

/**
 * An instant as GitHub writes it: ISO 8601 in the REST and GraphQL APIs, milliseconds since 1970 in the audit log, and
 * there now and then `2026-11-20 10:00:00` in UTC. Undefined for anything else.
 */
export function instantOf(value: unknown): Instant | undefined {
  if (typeof value === 'number') return fromMs(value);
  if (typeof value !== 'string') return undefined;
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i.exec(value.trim());
  if (parts === null) return undefined;
  const zone = parts[3] === undefined || /^(?:Z|UTC)$/i.test(parts[3]) ? 'Z' : parts[3].replace(/^(...)(\d\d)$/, '$1:$2');
  return fromMs(Date.parse(`${parts[1]}T${parts[2]}${zone}`));
}

/** Years with four digits only: others are no instants of the schema. */
function fromMs(ms: number): Instant | undefined {
  if (!Number.isFinite(ms) || ms < 0 || ms >= Date.UTC(10_000, 0)) return undefined;
  return new Date(ms).toISOString();
}

/** The instant some milliseconds before. */
export function before(instant: Instant, ms: number): Instant {
  return new Date(Math.max(0, Date.parse(instant) - ms)).toISOString();
}

/** The earlier one of two instants. */
export function earlier(a: Instant, b: Instant): Instant {
  return Date.parse(a) <= Date.parse(b) ? a : b;
}
