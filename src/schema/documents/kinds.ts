import { z } from 'zod';
import { changelogFrontMatter } from './changelog.ts';
import { docFrontMatter } from './doc.ts';
import {
  architectureDecisionFrontMatter,
  charterFrontMatter,
  drillFrontMatter,
  minutesFrontMatter,
  postmortemFrontMatter,
  questionFrontMatter,
  runbookFrontMatter,
} from './knowledge.ts';

/** Kinds of document that an organisation writes, each in its own folder below `content/`. */
export const contentDocumentKind = z.enum(['doc', 'change', 'runbook', 'postmortem', 'architecture-decision', 'drill', 'minutes', 'charter', 'question']);
export type ContentDocumentKind = z.infer<typeof contentDocumentKind>;

/** Kinds of document; `repository-doc` is one of a repository's own. */
export const documentKind = z.enum([...contentDocumentKind.options, 'repository-doc']);
export type DocumentKind = z.infer<typeof documentKind>;

/** The folder below `content/` of each kind, and the schema of its front matter. */
export const contentDocuments = {
  doc: { folder: 'docs', frontMatter: docFrontMatter },
  change: { folder: 'changelog', frontMatter: changelogFrontMatter },
  runbook: { folder: 'runbooks', frontMatter: runbookFrontMatter },
  postmortem: { folder: 'postmortems', frontMatter: postmortemFrontMatter },
  'architecture-decision': { folder: 'architecture-decisions', frontMatter: architectureDecisionFrontMatter },
  drill: { folder: 'drills', frontMatter: drillFrontMatter },
  minutes: { folder: 'minutes', frontMatter: minutesFrontMatter },
  charter: { folder: 'charters', frontMatter: charterFrontMatter },
  question: { folder: 'questions', frontMatter: questionFrontMatter },
} as const satisfies Record<ContentDocumentKind, { readonly folder: string; readonly frontMatter: z.ZodType }>;

/** Front matter by the kind of document. */
export interface FrontMatterOf {
  doc: z.infer<typeof docFrontMatter>;
  change: z.infer<typeof changelogFrontMatter>;
  runbook: z.infer<typeof runbookFrontMatter>;
  postmortem: z.infer<typeof postmortemFrontMatter>;
  'architecture-decision': z.infer<typeof architectureDecisionFrontMatter>;
  drill: z.infer<typeof drillFrontMatter>;
  minutes: z.infer<typeof minutesFrontMatter>;
  charter: z.infer<typeof charterFrontMatter>;
  question: z.infer<typeof questionFrontMatter>;
}
