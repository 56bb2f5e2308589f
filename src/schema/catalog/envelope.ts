import { z } from 'zod';
import { backstageApiVersions } from '../entity.ts';
import { metadata } from './metadata.ts';
import { apiVersionName, kindName } from './names.ts';

/** Any entity: the four root keys and nothing else, `spec` as it comes. */
export const entityEnvelope = z.strictObject({
  apiVersion: apiVersionName.describe('Version of the format of this kind'),
  kind: kindName.describe('What kind of thing is declared'),
  metadata,
  spec: z.looseObject({}).optional().describe('The fields of the kind'),
});

/** An entity of one kind at the given versions. */
export function entityOf<K extends string, S extends z.ZodType>(
  kind: K,
  spec: S,
  apiVersions: readonly [string, ...string[]] = backstageApiVersions,
) {
  return z.strictObject({
    apiVersion: z.enum(apiVersions).describe('Version of the format of this kind'),
    kind: z.literal(kind).describe('What kind of thing is declared'),
    metadata,
    spec: spec.describe(`The fields of a ${kind}`),
  });
}
