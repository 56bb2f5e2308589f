/** A setting of a git configuration file. Section and key are in lower case, the subsection as written. */
export interface GitSetting {
  readonly section: string;
  readonly subsection: string | undefined;
  readonly key: string;
  /** `undefined` for a key without `=`, which git reads as true. */
  readonly value: string | undefined;
}

const header = /^\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/;
const key = /^([A-Za-z][A-Za-z0-9-]*)[ \t]*/;
const escapes: Record<string, string> = { n: '\n', t: '\t', b: '\b' };

/**
 * Reads the text of a git configuration file, as `git help config` describes its syntax, without following includes:
 * the remote's address is needed of every clone every night, and a process for each would cost more than all else.
 * Reading stops at the first line that is not valid, as git's does.
 */
export function parseGitConfig(text: string): GitSetting[] {
  const settings: GitSetting[] = [];
  let section: { name: string; subsection: string | undefined } | undefined;
  let rest = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  for (;;) {
    rest = rest.replace(/^(?:\s+|[#;][^\n]*)+/, '');
    if (rest === '') return settings;
    const opened = header.exec(rest);
    if (opened) {
      const [whole, name = '', quoted] = opened;
      const [first = '', ...dotted] = name.split('.');
      section = {
        name: first.toLowerCase(),
        subsection: quoted?.replace(/\\(.)/g, '$1') ?? (dotted.length > 0 ? dotted.join('.').toLowerCase() : undefined),
      };
      rest = rest.slice(whole.length);
      continue;
    }
    const named = key.exec(rest);
    if (!named || !section) return settings;
    rest = rest.slice(named[0].length);
    const read = rest.startsWith('=') ? readValue(rest.slice(1)) : { value: undefined, rest };
    if (!read) return settings;
    settings.push({ section: section.name, subsection: section.subsection, key: (named[1] ?? '').toLowerCase(), value: read.value });
    rest = read.rest;
  }
}

/** Reads a value up to the end of its line: quotes, escapes, continuations and comments. */
function readValue(text: string): { value: string; rest: string } | undefined {
  let value = '';
  /** White space counts only between other characters; what is pending is dropped at the end of the line. */
  let pending = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n') return quoted ? undefined : { value, rest: text.slice(at) };
    if (!quoted && (character === ' ' || character === '\t')) {
      if (value !== '') pending += character;
      continue;
    }
    if (!quoted && (character === '#' || character === ';')) {
      const end = text.indexOf('\n', at);
      return { value, rest: end === -1 ? '' : text.slice(end) };
    }
    // A quote or a continued line keeps the white space before it too, though it adds nothing of its own.
    value += pending;
    pending = '';
    if (character === '"') {
      quoted = !quoted;
      continue;
    }
    if (character !== '\\') {
      value += character;
      continue;
    }
    at += 1;
    const escaped = text[at];
    if (escaped === '\n') continue;
    if (escaped === undefined || !/[ntb"\\]/.test(escaped)) return undefined;
    value += escapes[escaped] ?? escaped;
  }
  return quoted ? undefined : { value, rest: '' };
}
