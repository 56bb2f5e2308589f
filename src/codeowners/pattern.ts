import type { Code } from '../findings/codes.ts';
import { compileGlob, everything } from './glob.ts';
import type { Glob } from './glob.ts';

/** Any number of segments, none included. */
export const globstar = '**';

/** A pattern over whole paths. */
export interface Pattern {
  readonly segments: readonly (Glob | typeof globstar)[];
  /**
   * What the segments have to match: the path itself (`file`), a folder that the path lies in (`folder`), or either
   * (`both`).
   */
  readonly matches: 'file' | 'folder' | 'both';
}

/** Why a pattern is not valid, at which of its characters (from 0). */
export interface PatternProblem {
  readonly code: Code;
  readonly what: string;
  readonly fix: string;
  readonly offset: number;
}

/**
 * What is wrong with a pattern in GitHub's dialect, if anything. `!`, `[ ]` and `\#` are the exceptions to gitignore's
 * syntax that GitHub documents; that brackets may be escaped, that `/` never matches and that three stars are no
 * pattern is what GitHub's own errors for CODEOWNERS say.
 */
export function githubProblem(text: string): PatternProblem | undefined {
  if (text.startsWith('!')) {
    return unsupported('negates a pattern with `!`', 0, 'Name the exception in a later line, with its own owners or with none.');
  }
  if (text.startsWith('\\#')) {
    return unsupported('escapes a leading `#`', 0, 'Match the file with a wildcard instead: `?name` for `#name`.');
  }
  if (text === '/') return invalid('has the pattern `/`, which never matches', 0, 'Write `*` for every file.');
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') {
      at += 1;
      if (at === text.length) return invalid('ends its pattern in a backslash that escapes nothing', at - 1);
    } else if (character === '[' || character === ']') {
      return unsupported('uses `[ ]`', at, 'Escape a bracket that is part of a name (`\\[id\\]`); write one line for each character of a range.');
    } else if (text.startsWith('***', at)) {
      return invalid('has three stars in a row', at, 'Write `**` for any number of folders, `*` for part of a name.');
    }
  }
  return undefined;
}

function unsupported(what: string, offset: number, fix: string): PatternProblem {
  return { code: 'ALM0404', what, offset, fix };
}

function invalid(what: string, offset: number, fix = 'Correct the line.'): PatternProblem {
  return { code: 'ALM0403', what, offset, fix };
}

/**
 * Compiles a valid pattern of GitHub's dialect: gitignore's rules (https://git-scm.com/docs/gitignore#_pattern_format)
 * with the documented difference that a last segment `*` matches files only, so that `docs/*` is one level.
 *
 * - Without a slash, other than at its end, it matches at any depth; with one, from the root.
 * - A slash at the end: only what lies in a folder of that name.
 * - Otherwise the path itself, or any folder it lies in.
 * - `**` at the end stands for everything inside; `foo/**\/` is the same.
 */
export function compileGithub(text: string): Pattern {
  const folderOnly = text.endsWith('/');
  const parts = (folderOnly ? text.slice(0, -1) : text).split('/');
  const rooted = parts.length > 1;
  if (rooted && parts[0] === '') parts.shift();
  const segments = compileSegments(rooted ? parts : [globstar, ...parts], false);
  const last = segments.at(-1);
  if (last === globstar) return { segments: [...segments, everything], matches: 'file' };
  if (folderOnly) return { segments, matches: 'folder' };
  return { segments, matches: last?.any === true ? 'file' : 'both' };
}

/**
 * Compiles a pattern of GitLab's dialect: `File.fnmatch` with `FNM_PATHNAME` and `FNM_DOTMATCH`, so only files match,
 * `**` spans folders only before a slash, and sets in brackets work. Without a leading slash it matches at any depth;
 * with one at the end, everything inside.
 */
export function compileGitlab(text: string): Pattern {
  const parts = text.split('/');
  if (parts.length > 1 && parts[0] === '') parts.shift();
  else parts.unshift(globstar);
  const last = parts.pop() ?? '';
  const ending = last === '' ? [globstar, '*'] : [last === globstar ? '*' : last];
  return { segments: compileSegments([...parts, ...ending], true), matches: 'file' };
}

function compileSegments(parts: readonly string[], sets: boolean): (Glob | typeof globstar)[] {
  return parts
    .filter((part, at) => part !== globstar || parts[at - 1] !== globstar)
    .map((part) => (part === globstar ? globstar : compileGlob(part, sets)));
}
