import type { CodeownersFile, Dialect } from './file.ts';
import { parseGithub } from './github.ts';
import { parseGitlab } from './gitlab.ts';

/**
 * Reads a CODEOWNERS file. Any text gives a file; what the host skips or ignores is a finding with line and column.
 *
 * @param options.path of the file in its repository, for findings
 */
export function parseCodeowners(text: string, options: { readonly dialect: Dialect; readonly path: string }): CodeownersFile {
  return options.dialect === 'github' ? parseGithub(text, options.path) : parseGitlab(text, options.path);
}
