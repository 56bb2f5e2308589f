import { z } from 'zod';

/** What one section of a GitLab CODEOWNERS file says about a path. */
const sectionOwners = z.strictObject({
  section: z.string().nullable().describe('Name of the section; null for rules before the first heading'),
  optional: z.boolean().describe('True if approval by this section is optional'),
  approvals: z.int().positive().describe('Approvals that the section asks for'),
  owners: z.array(z.string()),
  pattern: z.string(),
  line: z.int().positive(),
});

/** One path with its owners. */
export const pathOwners = z.strictObject({
  path: z.string().describe('Path in the repository, with forward slashes; `.` for its root'),
  owners: z.array(z.string()).describe('Owners as written; empty where nobody owns the path'),
  pattern: z
    .string()
    .nullable()
    .describe('The pattern that decides; null where none matches. With no owners, it is a rule that takes them away'),
  line: z.int().positive().nullable().describe('Line of that pattern in CODEOWNERS; null where none matches'),
  sections: z
    .array(sectionOwners)
    .optional()
    .describe("Only in GitLab's dialect, and only if a rule matches: what each section says; `owners` joins them, `pattern` is the first that names any"),
});

/** What `almanac owners --json` prints: a row for each path asked for, in the same order. */
export const ownersOutput = z.array(pathOwners);
export type OwnersOutput = z.infer<typeof ownersOutput>;
