import { z } from 'zod';

export type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** A value as JSON has it: dates as ISO text, big integers as numbers, maps as objects; what JSON cannot say as text. */
export function jsonValue(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(jsonValue);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [String(key), jsonValue(inner)]));
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonValue(inner)]));
  return String(value);
}
