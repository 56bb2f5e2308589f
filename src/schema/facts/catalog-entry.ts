import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { repositoryId } from '../primitives.ts';

/**
 * One catalog entity as declared, valid by Backstage's rules, before relations are resolved. `entity` is the envelope
 * itself (apiVersion, kind, metadata, spec), kept as JSON because organisations add fields of their own.
 */
export const catalogEntry = z.strictObject({
  ref: z.string().describe('kind:namespace/name in lower case'),
  declaredIn: z.string().min(1).describe('The repository that declares it, `content`, or the organisation whose team it was made of; with `ref` it identifies the declaration'),
  made: z.boolean().optional().describe('True if nobody declares it: it was made of what a host says of a team, and gives way to a declaration'),
  repository: repositoryId.optional().describe('The repository that declares it; absent if the content folder does'),
  file: z.string().describe('Path of the file that declares it, in that repository or the content folder'),
  line: z.int().positive().describe('Line on which its document starts'),
  known: z.boolean().describe('False for a kind or version that is not a core one: kept aside, without a page'),
  references: z
    .array(
      z.strictObject({
        path: z.string().describe('Field that refers to another entity: spec.dependsOn[0]'),
        line: z.int().positive(),
        column: z.int().positive(),
      }),
    )
    .optional()
    .describe('Where each reference to another entity stands, so that a finding about it can name the place'),
  entity: z.json().describe('The entity envelope as declared, placeholders resolved'),
});
export type CatalogEntry = z.infer<typeof catalogEntry>;

export const catalogEntryKind = defineFactKind({
  kind: 'catalog-entry',
  title: 'Catalog entries',
  description: 'Entities as declared in catalog files.',
  policy: 'snapshot',
  schema: catalogEntry,
  key: ['ref', 'declaredIn'],
});
