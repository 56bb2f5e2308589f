import { z } from 'zod';
import type { Output, RawPage } from '../collect/contract.ts';
import { censusOf } from '../collect/census.ts';
import { formatIssues } from '../content/issues.ts';
import { finding, type Finding } from '../schema/finding.ts';
import { instantOf } from './instant-of.ts';

/**
 * One page of records as it is cached: each projected to what is used of it, so that nothing about a person is in it, and
 * what made no sense by its name and the reason alone.
 */
export function recordPage<R extends z.ZodType>(record: R) {
  return z.strictObject({
    records: z.array(record),
    unfit: z.array(z.strictObject({ record: z.string(), reason: z.string() })),
    findings: z.array(finding),
  });
}

/** A record that could not be understood: what it is called, and why. Never what it says. */
export interface Unfit {
  readonly record: string;
  readonly reason: string;
}

/** Records of one page on their way from the host. */
export interface Projected<T> {
  readonly records: T[];
  readonly unfit: Unfit[];
}

/**
 * Projects the records of an answer, one by one, so that one that nobody understands loses no other.
 *
 * @param project what is kept of one; undefined for one that is not wanted
 * @param name what people call a record that does not fit
 */
export function projected<S extends z.ZodType, T>(raw: readonly unknown[], schema: S, project: (record: z.infer<S>) => T | undefined, name: (record: unknown) => string): Projected<T> {
  const records: T[] = [];
  const unfit: Unfit[] = [];
  for (const candidate of raw) {
    const result = schema.safeParse(candidate);
    if (!result.success) {
      unfit.push({ record: name(candidate), reason: formatIssues(result.error) });
      continue;
    }
    const record = project(result.data);
    if (record !== undefined) records.push(record);
  }
  return { records, unfit };
}

const named = z.looseObject({ id: z.string().optional().catch(undefined), url: z.string().optional().catch(undefined) });

/** The address of a record that does not fit, else its id: enough to find it again. */
export function nameOf(record: unknown): string {
  const result = named.safeParse(record);
  return (result.success ? (result.data.url ?? result.data.id) : undefined) ?? 'a record without an id';
}

/** Makes the page that is cached. */
export function pageOf<T>(name: string, { records, unfit }: Projected<T>, { findings = [], bookmark, census }: { readonly findings?: readonly Finding[]; readonly bookmark?: string | undefined; readonly census: { readonly record: string; readonly raw: readonly unknown[] } }): RawPage {
  return {
    name,
    body: JSON.stringify({ records, unfit, findings }),
    ...(bookmark === undefined ? {} : { bookmark }),
    ...(census.raw.length === 0 ? {} : { census: [censusOf(census.record, census.raw)] }),
  };
}

/** What of a page is no fact: records that did not fit, and findings. */
export function* besidesFacts({ unfit, findings }: { readonly unfit: readonly Unfit[]; readonly findings: readonly Finding[] }, kind: string, source: string): Generator<Output> {
  for (const { record, reason } of unfit) yield { type: 'quarantine', kind, record, reason, source };
  for (const value of findings) yield { type: 'finding', finding: value };
}

/** An instant of a record: as GitHub writes it, in UTC. */
export const hostInstant = z.string().transform((text, context) => {
  const instant = instantOf(text);
  if (instant !== undefined) return instant;
  context.addIssue('is no instant');
  return z.NEVER;
});
