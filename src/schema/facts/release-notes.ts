import { z } from 'zod';
import { changeKind } from '../documents/changelog.ts';
import { defineFactKind } from '../fact.ts';
import { day, repositoryId } from '../primitives.ts';

/** What one release of a repository brought, as its changelog or its commits say. Nothing about who did it is kept. */
export const releaseNotes = z.strictObject({
  repository: repositoryId,
  release: z.string().min(1).describe('Version, after the package where a repository holds several: 1.2.3, pkg@1.2.3; `unreleased` for what is not released yet'),
  version: z.string().optional().describe('The semantic version'),
  package: z.string().optional(),
  date: day.optional(),
  yanked: z.boolean().default(false),
  source: z.enum(['keep-a-changelog', 'conventional-commits']),
  file: z.string().optional().describe('The changelog it is from'),
  url: z.string().optional(),
  entries: z
    .array(
      z.strictObject({
        kind: changeKind,
        scope: z.string().optional(),
        breaking: z.boolean().default(false),
        text: z.string().describe('One entry, in Markdown'),
      }),
    )
    .describe('At most 200'),
});
export type ReleaseNotes = z.infer<typeof releaseNotes>;

export const releaseNotesKind = defineFactKind({
  kind: 'release-notes',
  title: 'Release notes',
  description: 'What releases brought: from changelogs in the format of Keep a Changelog, else from conventional commits between tags.',
  policy: 'snapshot',
  schema: releaseNotes,
  key: ['repository', 'release'],
});
