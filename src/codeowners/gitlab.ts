import type { CodeownersFile, Rule, Section } from './file.ts';
import { Problems, quote } from './problems.ts';
import { linesOf, tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A user, or a group with its parents. */
const name = /^@[A-Za-z0-9_.][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*$/;
const role = /^@@(?:developer|maintainer|owner)s?$/i;
const email = /^[^@\s]+@[^@\s]*\w$/;
/** `[Name]`, `^[Name]`, `[Name][2]`, and what follows. */
const heading = /^(\^?)\[([^\]]*)\](?:\[([^\]]*)\])?(.*)$/;

/**
 * Reads a file in GitLab's dialect, as https://docs.gitlab.com/user/project/codeowners/reference/ and its page on
 * advanced use describe it: sections with default owners, optional sections, numbers of approvals, exclusions. What
 * GitLab ignores in a line (a word that is no owner) is reported, and the rest of the line counts.
 */
export function parseGitlab(text: string, path: string): CodeownersFile {
  const rules: Rule[] = [];
  const problems = new Problems(path);
  const sections = new Sections();
  let invalidLines = 0;
  linesOf(text).forEach((content, index) => {
    const line = index + 1;
    const tokens = tokenize(content);
    const [pattern, ...words] = tokens;
    if (!pattern || pattern.text.startsWith('#')) return;
    if (sections.open(content.trim(), line, pattern.column, problems)) return;
    if (/^\^?\[/.test(pattern.text)) {
      problems.add('ALM0403', line, pattern.column, () => ({
        what: `The section heading ${quote(content.trim())} is not closed.`,
        why: 'GitLab reads the line as a rule of the section before it.',
        fix: 'Close the name with `]`, or escape a bracket that is part of a path with a backslash.',
      }));
    }
    const exclusion = pattern.text.startsWith('!');
    if (pattern.text === '!') {
      invalidLines += 1;
      problems.add('ALM0403', line, pattern.column, () => ({ what: 'An exclusion names no path.', fix: 'Write `!path`, without a space.' }));
      return;
    }
    const owners = exclusion ? [] : ownersOf(words, line, problems);
    const applied = owners.length > 0 || exclusion ? owners : sections.current.owners;
    if (applied.length === 0 && !exclusion) {
      problems.add('ALM0403', line, pattern.column, () => ({
        what: `The rule for ${quote(pattern.text)} has no owner, and its section has none by default.`,
        why: 'GitLab cannot ask anybody for approval, so it approves changes to these files by itself.',
        fix: 'Name an owner, or write the path as an exclusion (`!path`) if that is what is meant.',
      }));
    }
    rules.push({
      pattern: pattern.text,
      line,
      owners: applied,
      section: sections.current.index,
      exclusion,
      approvals: sections.current.approvals,
    });
  });
  return { dialect: 'gitlab', path, rules, sections: sections.list, invalidLines, findings: problems.list() };
}

/** The sections of a file while it is read. */
class Sections {
  readonly list: Section[] = [{ name: undefined, line: undefined, optional: false }];
  private readonly byName = new Map<string, number>();
  /** What the last heading said; it holds for the rules below it, also where an earlier heading had the same name. */
  current: { readonly index: number; readonly owners: readonly string[]; readonly approvals: number } = {
    index: 0,
    owners: [],
    approvals: 1,
  };

  /** Takes `text` as a heading if it is one. */
  open(text: string, line: number, column: number, problems: Problems): boolean {
    const match = heading.exec(text);
    if (!match) return false;
    const [, caret, title = '', number, rest = ''] = match;
    const before = text.length - rest.length;
    if (title.trim() === '') problems.add('ALM0403', line, column, () => ({ what: 'A section heading has no name.', fix: 'Write a name between the brackets.' }));
    const approvals = number !== undefined && /^\d+$/.test(number) ? Number(number) : undefined;
    if (number !== undefined && (approvals === undefined || approvals === 0)) {
      problems.add('ALM0403', line, column, () => ({
        what: `The section ${quote(title)} asks for ${quote(number)} approvals, which is not a number from 1.`,
        why: 'GitLab takes it as 1.',
        fix: 'Write a whole number from 1, or leave it out.',
      }));
    }
    const words = tokenize(rest).map((token) => ({ ...token, column: token.column + column - 1 + before }));
    this.current = {
      index: this.place(title, line, caret === '^'),
      owners: ownersOf(words, line, problems),
      approvals: Math.max(1, approvals ?? 1),
    };
    return true;
  }

  private place(title: string, line: number, optional: boolean): number {
    const key = title.toLowerCase();
    const known = this.byName.get(key);
    if (known === undefined) {
      this.byName.set(key, this.list.length);
      return this.list.push({ name: title, line, optional }) - 1;
    }
    const section = this.list[known];
    if (section && section.optional && !optional) this.list[known] = { ...section, optional: false };
    return known;
  }
}

/** The owners among the words after a pattern or heading; the others are reported once a line. */
function ownersOf(words: readonly Token[], line: number, problems: Problems): string[] {
  const stranger = words.find(({ text }) => !isOwner(text));
  if (stranger) {
    problems.add('ALM0403', line, stranger.column, () => ({
      what: `${quote(stranger.text)} is not an owner.`,
      why: stranger.text.startsWith('#')
        ? 'GitLab knows no comments after a rule: it reads these words as owners and ignores those that are none.'
        : 'GitLab ignores what is not an owner, and applies the rest of the line.',
      fix: 'Write owners as @user, @group/subgroup, @@role or an email address; comments on lines of their own.',
    }));
  }
  return words.filter(({ text }) => isOwner(text)).map(({ text }) => text);
}

function isOwner(text: string): boolean {
  return name.test(text) || role.test(text) || email.test(text);
}
