import { z } from 'zod';
import { sweptRepository } from '../../src/github/sweep-record.ts';
import { catalogPage } from '../../src/repositories/catalog/page.ts';
import { codeownersPage } from '../../src/repositories/codeowners/page.ts';
import { branchProtection, customProperty, languageBytes, openPullRequests, wellKnownFileFound } from '../../src/schema/facts/repository.ts';
import { finding } from '../../src/schema/finding.ts';
import { repositoryId } from '../../src/schema/primitives.ts';
import { ownersError } from './deep-record.ts';

/** The one page of a repository: what the organisation's list says of it, and what was read in depth. Nothing in it is about a person. */
export const repositoryPage = z.strictObject({
  repository: repositoryId,
  record: sweptRepository,
  languages: z.array(languageBytes).optional(),
  branches: z.int().nonnegative().optional(),
  tags: z.int().nonnegative().optional(),
  releases: z.int().nonnegative().optional(),
  protection: branchProtection.optional(),
  openPullRequests: openPullRequests.optional(),
  wellKnownFiles: z.array(wellKnownFileFound).optional(),
  customProperties: z.array(customProperty).optional(),
  formerNames: z.array(repositoryId),
  unread: z.array(z.strictObject({ field: z.string(), reason: z.string() })),
  ownersErrors: z.array(ownersError),
  codeowners: codeownersPage.optional(),
  catalog: catalogPage.optional(),
});
export type RepositoryPage = z.infer<typeof repositoryPage>;

/** The one page of an organisation: what is odd about the list of its repositories. */
export const organisationPage = z.strictObject({
  findings: z.array(finding),
  unfit: z.array(z.strictObject({ kind: z.string(), record: z.string(), reason: z.string(), source: z.string() })),
});
export type OrganisationPage = z.infer<typeof organisationPage>;
