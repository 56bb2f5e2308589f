import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** Longest path of a file that is told of, in UTF-16 units. */
export const longestPath = 1024;

/** A Markdown file of a repository: its README, what is in `docs/`, what an `mkdocs.yml` names, its changelog. */
export const repositoryDocument = z.strictObject({
  repository: repositoryId,
  path: z.string().min(1).max(longestPath).describe('Path in the repository'),
  role: z.enum(['readme', 'docs', 'changelog']).describe('A README, a page of documentation, or a changelog'),
  text: z.string().describe('The Markdown as it stands, at most 256 KB'),
  cut: z.boolean().default(false).describe('True if the file is longer than that'),
  changedAt: instant.optional().describe('Committer date of the last commit that changed it'),
  url: z.string().optional().describe('Address of the file on its host'),
  linked: z
    .array(z.string().min(1).max(longestPath))
    .optional()
    .describe('Files and folders of the repository that it links to and that are there; where upper and lower case differ, as they are spelt in the repository. Absent if nobody looked'),
});
export type RepositoryDocumentFact = z.infer<typeof repositoryDocument>;

export const repositoryDocumentKind = defineFactKind({
  kind: 'document',
  title: 'Documents of repositories',
  description: 'READMEs, docs and changelogs, in Markdown, as they stand at the tip of the default branch.',
  policy: 'snapshot',
  schema: repositoryDocument,
  key: ['repository', 'path'],
});

/** An image that a document of the repository shows. */
export const documentImage = z.strictObject({
  repository: repositoryId,
  path: z.string().min(1).max(longestPath),
  mediaType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/svg+xml']).describe('By its content, not its name'),
  base64: z.string().describe('Its bytes, at most 512 KB'),
});
export type DocumentImage = z.infer<typeof documentImage>;

export const documentImageKind = defineFactKind({
  kind: 'document-image',
  title: 'Images in documents of repositories',
  description: 'Images that documents show, from the same repository.',
  policy: 'snapshot',
  schema: documentImage,
  key: ['repository', 'path'],
});

/** The navigation of a documentation site in a repository, as its `mkdocs.yml` gives it. */
export const documentNavigation = z.strictObject({
  repository: repositoryId,
  file: z.string().min(1).describe('Path of the mkdocs.yml'),
  docsDir: z.string().describe('Folder of the pages, from the root of the repository; empty for the root itself'),
  siteName: z.string().optional(),
  nav: z.json().optional().describe('nav as written; without it, pages are in the order of their files'),
});
export type DocumentNavigation = z.infer<typeof documentNavigation>;

export const documentNavigationKind = defineFactKind({
  kind: 'document-navigation',
  title: 'Navigation of documents',
  description: 'What an mkdocs.yml says about the docs beside it.',
  policy: 'snapshot',
  schema: documentNavigation,
  key: ['repository', 'file'],
});
