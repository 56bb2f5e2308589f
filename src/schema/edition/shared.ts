import { z } from 'zod';
import { entityKind, entityRef } from '../entity.ts';
import { provenance } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** A path below the site's root without a leading slash: `catalog/component/default/payments/`. Pages add the base. */
export const sitePath = z.string().describe("Path below the site's root, without a leading slash");

/** How old what is shown is. `old`: the source could not be read since; `unknown`: for longer than `staleAfter`. */
export const age = z.strictObject({
  state: z.enum(['current', 'old', 'unknown']),
  observedAt: instant.optional().describe('When the source was last read whole; absent if never'),
  days: z.int().nonnegative().optional().describe('Whole days from then to the edition'),
  reason: z.string().optional().describe('Why it could not be read since'),
});
export type Age = z.infer<typeof age>;

/** One value shown on a page, with all that it owes its reader. Where `age.state` is unknown there is no value. */
export const factView = z.strictObject({
  id: z.string().describe('Anchor of the fact on its provenance page: repository.license'),
  label: z.string(),
  description: z.string().optional().describe("The field's definition"),
  value: z.json().optional().describe('The value; absent where it is not known'),
  unit: z.enum(['text', 'count', 'bytes', 'instant', 'boolean', 'list', 'url']),
  unknown: z.string().optional().describe('Why there is no value'),
  provenance: provenance.optional(),
  age,
});
export type FactView = z.infer<typeof factView>;

/** A link to an entity from another page. */
export const entityLinkView = z.strictObject({
  ref: z.string(),
  title: z.string(),
  kind: z.string(),
  path: sitePath.optional().describe('Absent if it is not in the catalog'),
});
export type EntityLinkView = z.infer<typeof entityLinkView>;

/** One line of a list of entities, of `entities.ndjson` and of the search index. */
export const entitySummary = z.strictObject({
  ref: entityRef,
  kind: entityKind,
  namespace: z.string(),
  name: z.string(),
  title: z.string(),
  description: z.string().optional().describe('At most 240 characters'),
  path: sitePath,
  owner: z.string().optional(),
  ownerTitle: z.string().optional(),
  ownerPath: sitePath.optional(),
  lifecycle: z.string().optional(),
  type: z.string().optional(),
  system: entityLinkView.optional(),
  tags: z.array(z.string()),
  inferred: z.boolean().describe('True if no catalog file declares it'),
  drift: z.boolean().describe('True if its sources of owners disagree'),
  lastCommitAt: instant.optional(),
  findings: z.int().nonnegative(),
});
export type EntitySummary = z.infer<typeof entitySummary>;

/** One line of the list of repositories. */
export const repositorySummary = z.strictObject({
  repository: repositoryId,
  path: sitePath,
  description: z.string().optional(),
  claimedBy: entityLinkView.optional(),
  owner: z.string().optional(),
  ownerTitle: z.string().optional(),
  ownerPath: sitePath.optional(),
  language: z.string().optional().describe('The language with most bytes'),
  license: z.string().optional(),
  latestRelease: z.string().optional(),
  lastCommitAt: instant.optional(),
  empty: z.boolean(),
  archived: z.boolean(),
  age,
  findings: z.int().nonnegative(),
});
export type RepositorySummary = z.infer<typeof repositorySummary>;

/** Page `page` of `pages` of a list. */
export function listPage<I extends z.ZodType>(item: I) {
  return z.strictObject({
    title: z.string(),
    page: z.int().positive(),
    pages: z.int().positive(),
    total: z.int().nonnegative(),
    previous: sitePath.optional(),
    next: sitePath.optional(),
    items: z.array(item),
  });
}

export const entityList = listPage(entitySummary).extend({ kind: entityKind });
export type EntityList = z.infer<typeof entityList>;
export const repositoryList = listPage(repositorySummary);
export type RepositoryList = z.infer<typeof repositoryList>;
