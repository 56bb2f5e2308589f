import type { Finding } from '../schema/finding.ts';

/** Whose rules a CODEOWNERS file is read by. */
export type Dialect = 'github' | 'gitlab';

/** One rule of a CODEOWNERS file, as it takes part in matching. */
export interface Rule {
  /** As written, with its escapes; the `!` of an exclusion included. */
  readonly pattern: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** As written, in order, section defaults already applied; empty for a rule that takes owners away. */
  readonly owners: readonly string[];
  /** Index into {@link CodeownersFile.sections}; always 0 in GitHub's dialect. */
  readonly section: number;
  /** GitLab: `!path`, which exempts what it matches from the other rules of its section. */
  readonly exclusion: boolean;
  /** GitLab: approvals that the section heading above the rule asks for, at least 1. */
  readonly approvals: number;
}

/** GitLab: a part of the file that decides for itself. Rules before the first heading belong to one without a name. */
export interface Section {
  /** As the first heading of that name has it; undefined for the section before all headings. */
  readonly name: string | undefined;
  /** Line of its first heading; undefined for the section before all headings. */
  readonly line: number | undefined;
  /** True if every heading of that name has the `^` that makes approval optional. */
  readonly optional: boolean;
}

/** A CODEOWNERS file as its host reads it. */
export interface CodeownersFile {
  readonly dialect: Dialect;
  /** Path in the repository. */
  readonly path: string;
  /** Rules that the host applies, in order. */
  readonly rules: readonly Rule[];
  readonly sections: readonly Section[];
  /** Lines that the host skips. */
  readonly invalidLines: number;
  /** In order of lines; at most the first hundred and one that counts the rest. */
  readonly findings: readonly Finding[];
}

/** A rule that decides for a path, in the form that is shown. */
export interface DecidingRule {
  readonly pattern: string;
  readonly line: number;
  readonly owners: readonly string[];
  /** GitLab: name of its section, if that has one. */
  readonly section: string | undefined;
  readonly optional: boolean;
  readonly approvals: number;
}

/**
 * Who owns a path. `cleared` (a rule matches and names nobody) is not `unmatched` (no rule matches): the first is
 * somebody's decision, the second a gap.
 */
export interface Match {
  readonly status: 'owned' | 'cleared' | 'unmatched';
  /** Owners by every deciding rule, without repetition, in order. */
  readonly owners: readonly string[];
  /** GitHub: the one rule that decides. GitLab: one for each section that has a say, in order of sections. */
  readonly rules: readonly DecidingRule[];
}

/** Answers who owns a path. */
export interface Matcher {
  /** @param path of a file, relative to the repository, with forward slashes and no leading one */
  match(path: string): Match;
}
