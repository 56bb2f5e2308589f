import { ruleLimits } from '../limits.ts';
import { RuleError, TooLarge } from '../recorder.ts';
import { BoundedCache } from './function.ts';
import { compilePattern, type LinearPattern } from './regular-expression.ts';

const compiled = new BoundedCache<LinearPattern>(500);

/**
 * Compiles a glob over paths: `*` and `?` stay within a segment, `**` as a whole segment spans any number of them,
 * `{a,b}` is either, `[a-z]` and `[!a-z]` are sets, a backslash takes the next character as it is. Leading dots are
 * nothing special. The whole text must match.
 *
 * Translated to a linear-time pattern rather than handed to picomatch, whose regular expressions backtrack: `*a*a*a*a*b`
 * against a few thousand letters would hang.
 *
 * @throws RuleError if it is none
 */
export function compileGlob(glob: string): LinearPattern {
  return compiled.get(glob, (source) => {
    if (source.length > ruleLimits.patternCharacters) throw new TooLarge(`the glob has more than ${ruleLimits.patternCharacters} characters`);
    return compilePattern(`^(?s:${translate(source)})$`);
  });
}

function translate(glob: string): string {
  let pattern = '';
  let braces = 0;
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob[at] ?? '';
    if (character === '*') {
      const stars = /^\*+/.exec(glob.slice(at))?.[0].length ?? 1;
      const before = at === 0 || glob[at - 1] === '/';
      const after = glob[at + stars];
      if (stars === 2 && before && after === '/') {
        pattern += '(?:[^/]*/)*';
        at += 2;
      } else if (stars === 2 && before && after === undefined) {
        pattern += '.*';
        at += 1;
      } else {
        pattern += '[^/]*';
        at += stars - 1;
      }
    } else if (character === '?') pattern += '[^/]';
    else if (character === '{') {
      braces += 1;
      pattern += '(?:';
    } else if (character === '}' && braces > 0) {
      braces -= 1;
      pattern += ')';
    } else if (character === ',' && braces > 0) pattern += '|';
    else if (character === '[') {
      const set = /^\[([!^]?)((?:\\.|[^\]\\])+)\]/.exec(glob.slice(at));
      if (set === null) throw new RuleError('the glob has a `[` that no `]` closes; write `\\[` for the character');
      pattern += `[${set[1] === '' ? '' : '^/'}${(set[2] ?? '').replaceAll('[', '\\[').replaceAll('^', '\\^').replaceAll('&', '\\&')}]`;
      at += set[0].length - 1;
    } else if (character === '\\') {
      at += 1;
      if (at >= glob.length) throw new RuleError('the glob ends in a backslash');
      pattern += escaped(glob[at] ?? '');
    } else pattern += escaped(character);
  }
  if (braces > 0) throw new RuleError('the glob has a `{` that no `}` closes; write `\\{` for the character');
  return pattern;
}

function escaped(character: string): string {
  return character.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
