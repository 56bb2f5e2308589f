/**
 * CODEOWNERS once more, as plainly as can be: every rule is turned into a regular expression and tried. Slow, and
 * written apart from what it checks.
 */
import type { CodeownersFile, Match } from '../../src/codeowners/file.ts';

/** One segment as a regular expression. */
function segmentPattern(text: string, sets: boolean): string {
  let out = '';
  for (let at = 0; at < text.length; at += 1) {
    const rest = text.slice(at);
    const set = sets ? /^\[([!^]?)([^\]]*)\]/.exec(rest) : null;
    if (text[at] === '\\') {
      at += 1;
      out += escapeCharacter(text[at] ?? '');
    } else if (text[at] === '*') out += '[^/]*';
    else if (text[at] === '?') out += '[^/]';
    else if (set) {
      const members = (set[2] ?? '').replace(/[\\\]^]/g, '\\$&');
      out += set[1] === '' ? `[${members}]` : `[^${members}]`;
      at += set[0].length - 1;
    } else if (text[at] === '[' && sets) out += '(?!)';
    else out += escapeCharacter(text[at] ?? '');
  }
  return out;
}

function escapeCharacter(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function pathPattern(segments: readonly string[], sets: boolean): string {
  return segments
    .map((segment, at) => {
      if (segment === '**') return '(?:[^/]+/)*';
      return segmentPattern(segment, sets) + (at < segments.length - 1 ? '/' : '');
    })
    .join('');
}

/** GitHub, in the words of its documentation and gitignore's. */
export function githubPattern(text: string): RegExp {
  let pattern = text;
  if (pattern.endsWith('**/')) pattern = pattern.slice(0, -1);
  const folder = pattern.endsWith('/');
  if (folder) pattern = pattern.slice(0, -1);
  const segments = pattern.split('/');
  if (segments.length === 1) segments.unshift('**');
  else if (segments[0] === '') segments.shift();
  const last = segments.at(-1);
  if (last === '**') return new RegExp(`^${pathPattern(segments, false)}[^/]+$`, 'su');
  const body = pathPattern(segments, false);
  if (folder) return new RegExp(`^${body}/.+$`, 'su');
  return new RegExp(last === '*' ? `^${body}$` : `^${body}(?:/.+)?$`, 'su');
}

/** GitLab, in the words of Ruby's documentation of `File.fnmatch`. */
export function gitlabPattern(text: string): RegExp {
  const segments = text.replace(/\\[ \t]/g, ' ').split('/');
  if (segments.length > 1 && segments[0] === '') segments.shift();
  else segments.unshift('**');
  if (segments.at(-1) === '') segments.splice(-1, 1, '**', '*');
  if (segments.at(-1) === '**') segments.splice(-1, 1, '*');
  return new RegExp(`^${pathPattern(segments, true)}$`, 'su');
}

/** Who owns `path`, by trying every rule. */
export function naiveMatch(file: CodeownersFile, path: string): Pick<Match, 'status' | 'owners'> & { readonly lines: number[] } {
  const hits = file.rules.filter((rule) =>
    (file.dialect === 'github' ? githubPattern(rule.pattern) : gitlabPattern(rule.pattern.replace(/^!/, ''))).test(path),
  );
  const deciding = file.sections.flatMap((_, section) => {
    const inSection = hits.filter((rule) => rule.section === section);
    const rule = inSection.findLast(({ exclusion }) => !exclusion);
    const exclusion = inSection.findLast((hit) => hit.exclusion);
    return rule ? [exclusion ?? rule] : [];
  });
  const owners = [...new Set(deciding.flatMap((rule) => rule.owners))];
  return {
    status: deciding.length === 0 ? 'unmatched' : owners.length === 0 ? 'cleared' : 'owned',
    owners,
    lines: deciding.map(({ line }) => line),
  };
}
