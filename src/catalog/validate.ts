import type { z } from 'zod';
import { nearestKey, pathText } from '../content/document.ts';
import { catalogKinds } from '../schema/catalog/kinds.ts';
import { entityEnvelope } from '../schema/catalog/envelope.ts';
import { isObject, objectAt, textAt, valueAt } from './json.ts';
import { stringifyEntityRef } from './ref.ts';

/** One rule that an entity breaks: where, and a sentence that names the field. */
export interface EntityIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * What Backstage's catalog model says of an entity. `unknown`: its envelope is right, but its kind or version is not one
 * of those that are checked.
 */
export type Verdict =
  | { readonly verdict: 'valid' | 'unknown'; readonly ref: string }
  | { readonly verdict: 'invalid'; readonly issues: readonly EntityIssue[] };

/**
 * Judges one entity by the rules of `@backstage/catalog-model` 1.10: the schema of its kind, the formats of names, and no
 * foreign root keys. Fields of the kind that are not known pass.
 */
export function validateEntity(entity: unknown): Verdict {
  if (!isObject(entity)) return { verdict: 'invalid', issues: [{ path: [], message: 'The document is not a mapping of keys' }] };
  const schema = schemaFor(entity);
  const result = (schema ?? entityEnvelope).safeParse(entity);
  if (!result.success) return { verdict: 'invalid', issues: issuesOf(result.error.issues, entity) };
  const meta = objectAt(entity, 'metadata');
  const ref = stringifyEntityRef({
    kind: textAt(entity, 'kind') ?? '',
    namespace: textAt(meta, 'namespace'),
    name: textAt(meta, 'name') ?? '',
  });
  return { verdict: schema === undefined ? 'unknown' : 'valid', ref };
}

function schemaFor(entity: unknown): z.ZodType | undefined {
  const kind = catalogKinds.get(textAt(entity, 'kind') ?? '');
  if (kind === undefined || !kind.apiVersions.includes(textAt(entity, 'apiVersion') ?? '')) return undefined;
  const specType = textAt(objectAt(entity, 'spec'), 'type') ?? '';
  const refined = kind.bySpecType ?? {};
  return Object.hasOwn(refined, specType) ? refined[specType] : kind.schema;
}

function issuesOf(issues: readonly z.core.$ZodIssue[], entity: unknown): EntityIssue[] {
  // A name can break its pattern and its length at once, which is one thing to put right: the first is told.
  const byPath = new Map<string, EntityIssue>();
  for (const issue of sentences(issues, entity)) {
    const key = pathText(issue.path);
    if (!byPath.has(key)) byPath.set(key, issue);
  }
  return [...byPath.values()];
}

function sentences(issues: readonly z.core.$ZodIssue[], entity: unknown): EntityIssue[] {
  return issues.flatMap((issue): EntityIssue[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: `\`${pathText([...issue.path, key])}\` is not a key of an entity: only apiVersion, kind, metadata and spec are`,
      }));
    }
    const name = `\`${pathText(issue.path)}\``;
    const value = valueAt(entity, issue.path);
    if (value === undefined) return [{ path: issue.path, message: `${name} is missing${nearMiss(entity, issue.path)}` }];
    if (issue.code === 'invalid_key') {
      return [{ path: issue.path, message: `${name} has a key that is not valid: it ${issue.issues[0]?.message ?? ''}` }];
    }
    return [{ path: issue.path, message: `${name} ${reason(issue, value)}` }];
  });
}

function reason(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type') return `must be ${expected(issue.expected)}, not ${typeName(value)}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  return `${issue.message}${typeof value === 'string' && value !== '' ? `; it is ${quoted(value)}` : ''}`;
}

function expected(type: string): string {
  if (type === 'string') return 'text';
  if (type === 'array') return 'a list';
  return type === 'object' || type === 'record' ? 'a mapping' : type;
}

function typeName(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return `the truth value ${value}`;
  return typeof value === 'object' ? 'a mapping' : `the number ${String(value)}`;
}

function quoted(text: string): string {
  return `\`${text.length > 80 ? `${text.slice(0, 80)}…` : text}\``;
}

/** For a missing key: the key beside it that looks like a misspelling of it. */
function nearMiss(entity: unknown, path: readonly PropertyKey[]): string {
  const parent = valueAt(entity, path.slice(0, -1));
  const key = path.at(-1);
  if (!isObject(parent) || typeof key !== 'string') return '';
  const nearest = nearestKey(key, Object.keys(parent));
  return nearest === undefined ? '' : `; \`${nearest}\` looks like it`;
}
