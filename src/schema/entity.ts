import { z } from 'zod';

/** The kinds that have pages: Backstage's core kinds with a place in the software catalog, and Capability. */
export const entityKinds = ['Component', 'API', 'Resource', 'System', 'Domain', 'Group', 'User', 'Capability'] as const;
export const entityKind = z.enum(entityKinds);
export type EntityKind = z.infer<typeof entityKind>;

/** Version under which Almanac's own kind `Capability` (something the platform offers) is declared. */
export const capabilityApiVersion = 'almanac/v1';

/** Versions of the core kinds, as `@backstage/catalog-model` 1.10 knows them. */
export const backstageApiVersions = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'] as const;

/** A reference in full: kind:namespace/name in lower case. */
export const entityRef = z
  .string()
  .regex(/^[^:/\s]+:[^:/\s]+\/[^/\s]+$/)
  .describe('An entity reference in full, lower case: component:default/payments');
export type EntityRefString = z.infer<typeof entityRef>;

/** A link as Backstage's metadata.links has it. */
export const entityLink = z.object({
  url: z.string().describe('Address; shown as text unless http or https'),
  title: z.string().optional(),
  icon: z.string().optional(),
  type: z.string().optional(),
});

/** The types of relations, each with its opposite. Backstage's well-known relations. */
export const relationTypes = [
  'ownedBy',
  'ownerOf',
  'providesApi',
  'apiProvidedBy',
  'consumesApi',
  'apiConsumedBy',
  'dependsOn',
  'dependencyOf',
  'childOf',
  'parentOf',
  'memberOf',
  'hasMember',
  'partOf',
  'hasPart',
] as const;
export const relationType = z.enum(relationTypes);
export type RelationType = z.infer<typeof relationType>;

/** One relation of an entity to another. */
export const relation = z.strictObject({
  type: relationType,
  target: entityRef,
  title: z.string().optional().describe("The target's title or name; absent if it is not in the catalog"),
  dangling: z.boolean().describe('True if the target is not in the catalog'),
});
export type Relation = z.infer<typeof relation>;

/** One source's word on who owns something. */
export const ownerEvidence = z.strictObject({
  source: z.enum(['content', 'catalog', 'codeowners']).describe('content: the organisation says so in owners.yaml or content/catalog'),
  owner: z.string().describe('The owner as an entity reference where it could be resolved, otherwise as written'),
  resolved: z.boolean().describe('True if the owner is a Group or User of the catalog'),
  asWritten: z.string(),
  where: z.string().describe('File and line that says so'),
  url: z.string().optional(),
  decides: z.boolean().describe('True for the evidence that the shown owner rests on'),
});
export type OwnerEvidence = z.infer<typeof ownerEvidence>;

/** Who owns something, with all evidence; `owner` is absent if no source names one. */
export const ownership = z.strictObject({
  owner: z.string().optional(),
  ownerTitle: z.string().optional(),
  resolved: z.boolean(),
  drift: z.boolean().describe('True if sources disagree'),
  evidence: z.array(ownerEvidence),
});
export type Ownership = z.infer<typeof ownership>;
