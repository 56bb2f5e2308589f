import type { ChangeKind } from '../schema/documents/changelog.ts';

/** What the changes under a heading are. */
export type Section = { readonly kind: ChangeKind; readonly breaking: boolean } | 'left-out';

const names: readonly (readonly [Section, readonly string[]])[] = [
  [{ kind: 'added', breaking: false }, ['added', 'add', 'additions', 'feature', 'features', 'new', 'new feature', 'new features', 'enhancement', 'enhancements', 'minor', 'minor changes', 'minor change', "what's new", 'whats new']],
  [{ kind: 'changed', breaking: false }, ['changed', 'improved', 'improvements', 'improvement', 'performance', 'performance improvements', 'perf', 'refactor', 'refactors', 'refactoring', 'code refactoring', 'types', 'type changes', 'updated', 'dependencies', 'dependency updates', 'dependency upgrades', 'build system']],
  [{ kind: 'changed', breaking: true }, ['breaking', 'breaking change', 'breaking changes', 'major', 'major changes', 'major change', 'backwards incompatible changes', 'backward incompatible changes', 'incompatible changes']],
  [{ kind: 'deprecated', breaking: false }, ['deprecated', 'deprecate', 'deprecation', 'deprecations']],
  [{ kind: 'removed', breaking: false }, ['removed', 'remove', 'removal', 'removals', 'reverts', 'reverted', 'revert']],
  [{ kind: 'fixed', breaking: false }, ['fixed', 'fix', 'fixes', 'bug fix', 'bug fixes', 'bugfix', 'bugfixes', 'bugs', 'bugs fixed', 'hotfix', 'hotfixes', 'patch', 'patch changes', 'patch change', 'patches']],
  [{ kind: 'security', breaking: false }, ['security', 'security fix', 'security fixes', 'vulnerabilities', 'security updates']],
  ['left-out', ['documentation', 'docs', 'doc', 'chore', 'chores', 'test', 'tests', 'testing', 'ci', 'continuous integration', 'style', 'styles', 'build', 'builds', 'internal', 'internals', 'examples', 'miscellaneous chores', 'contributors', 'contributor', 'new contributors', 'committers', 'thanks', 'thank you', 'credits', 'acknowledgements', 'acknowledgments', 'sponsors', 'published by', 'authors', 'author']],
];

const byName: ReadonlyMap<string, Section> = new Map(names.flatMap(([section, words]) => words.map((word) => [word, section] as const)));

/**
 * What a heading below a release says of the changes under it, by the words of Keep a Changelog, of the presets of
 * conventional-changelog and release-please, of changesets (a minor change adds, a patch fixes, a major one breaks) and
 * of GitHub's generated notes; undefined for any other heading, such as `Changes`, which says nothing of its kind.
 *
 * What only concerns those who work on the repository (documentation, chores, tests, CI, style) is left out, and so
 * are lists of the people who did.
 */
export function sectionHeading(text: string): Section | undefined {
  const plain = text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/:[a-z_]+:/g, '')
    .replaceAll(/[^\p{L}\p{N}' ]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  const known = byName.get(plain);
  if (known !== undefined) return known;
  return /^(?:committers|contributors|special thanks)\b/.test(plain) ? 'left-out' : undefined;
}

/** Types of conventional commits (specification 1.0.0, and those of the Angular convention), by what they mean to users. */
const types: ReadonlyMap<string, ChangeKind> = new Map<string, ChangeKind>([
  ['feat', 'added'],
  ['feature', 'added'],
  ['fix', 'fixed'],
  ['bugfix', 'fixed'],
  ['hotfix', 'fixed'],
  ['perf', 'changed'],
  ['refactor', 'changed'],
  ['improvement', 'changed'],
  ['change', 'changed'],
  ['deps', 'changed'],
  ['security', 'security'],
  ['deprecate', 'deprecated'],
  ['remove', 'removed'],
  ['revert', 'removed'],
]);
const quietTypes: ReadonlySet<string> = new Set(['build', 'chore', 'ci', 'doc', 'docs', 'style', 'test', 'tests', 'release', 'wip']);

/** The kind of change that a type of commit is; `left-out` where users need not know; undefined for a word that is no type. */
export function typeOfCommit(type: string, scope: string | undefined): ChangeKind | 'left-out' | undefined {
  const word = type.toLowerCase();
  if (scope?.toLowerCase() === 'security' && (types.has(word) || quietTypes.has(word))) return 'security';
  return types.get(word) ?? (quietTypes.has(word) ? 'left-out' : undefined);
}

const firstWords: readonly (readonly [ChangeKind, RegExp])[] = [
  ['security', /^(?:security\b|\[security\]|cve-\d)/i],
  ['fixed', /^(?:fix(?:e[sd])?|bug ?fix|correct(?:ed|s)?|repair(?:ed|s)?|resolve[sd]?|prevent(?:ed|s)?)\b/i],
  ['added', /^(?:add(?:ed|s)?|new|introduce[sd]?|implement(?:ed|s)?|support(?:ed|s)?)\b/i],
  ['removed', /^(?:remove[sd]?|drop(?:ped|s)?|delete[sd]?)\b/i],
  ['deprecated', /^(?:deprecate[sd]?)\b/i],
];

/** The kind that the first word of an entry tells, where no heading does; `changed` where that says nothing either. */
export function kindOfWords(text: string): ChangeKind {
  return firstWords.find(([, pattern]) => pattern.test(text.replace(/^[*_\s]+/, '')))?.[0] ?? 'changed';
}
