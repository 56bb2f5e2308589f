import { z } from 'zod';
import { documentImage, documentNavigation, repositoryDocument } from '../../src/schema/facts/document.ts';
import { finding } from '../../src/schema/finding.ts';

/**
 * Part of what is read of a clone. Its texts are what anyone who may see the repository can read; nothing is in it of who
 * wrote them.
 */
export const documentsPage = z.strictObject({
  repository: z.string(),
  documents: z.array(repositoryDocument),
  navigations: z.array(documentNavigation),
  images: z.array(documentImage),
  findings: z.array(finding),
});
export type DocumentsPage = z.infer<typeof documentsPage>;
