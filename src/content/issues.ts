import type { z } from 'zod';
import { nearestKey, pathText } from './document.ts';

/** A zod error in one line for a reader: `languages[0].bytes: expected number, received string; Unknown key …`. */
export function formatIssues(error: z.ZodError, known: readonly string[] = []): string {
  const texts = error.issues.slice(0, 5).map((issue) => {
    const where = issue.path.length === 0 ? '' : `${pathText(issue.path)}: `;
    if (issue.code !== 'unrecognized_keys') return `${where}${issue.message}`;
    const near = issue.keys.map((key) => nearestKey(key, known)).find((key) => key !== undefined);
    return `${where}unknown key ${issue.keys.map((key) => `\`${key}\``).join(', ')}${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
  });
  const rest = error.issues.length - texts.length;
  return `${texts.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}
