import { z } from 'zod';

/** A file in a place where some host looks for CODEOWNERS. */
export const candidateFile = z.strictObject({
  path: z.string(),
  state: z.enum(['read', 'too-large', 'link', 'link-outside']),
  size: z.int().nonnegative().optional().describe('Bytes, where git could tell without reading the file'),
  text: z.string().optional().describe('For `read`: its contents'),
  url: z.string().optional().describe('Address of the file'),
});
export type CandidateFile = z.infer<typeof candidateFile>;

/** All that was read of one clone: enough to parse it again without the source. */
export const codeownersPage = z.strictObject({
  repository: z.string(),
  host: z.enum(['github', 'gitlab']).optional().describe('Absent where the remote does not tell'),
  files: z.array(candidateFile),
});
export type CodeownersPage = z.infer<typeof codeownersPage>;
