import type { Dialect } from './file.ts';

/** Where each host looks for CODEOWNERS, in its order: the first file found is the one it reads. */
export const places: Readonly<Record<Dialect, readonly string[]>> = {
  github: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'],
  gitlab: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
};

/** Every place where some host looks. */
export const allPlaces: readonly string[] = [...new Set([...places.github, ...places.gitlab])];

/**
 * Bytes from which GitHub does not load the file: its documentation says "must be under 3 MB". Almanac reads no larger
 * one for GitLab either, which documents no limit.
 */
export const sizeLimit = 3_000_000;

/** A CODEOWNERS file that is there. */
export interface Candidate {
  readonly path: string;
  /** Contents; undefined where it is too large to be read. */
  readonly text: string | undefined;
}

/** Which file is read, by whose rules, and what becomes of the others. */
export interface Choice<C extends Candidate> {
  readonly dialect: Dialect;
  readonly chosen: C | undefined;
  /** In places where this host looks, but after the chosen one. */
  readonly ignored: readonly C[];
  /** In places where only the other host looks. */
  readonly elsewhere: readonly C[];
}

/**
 * Chooses as the host does. Where the host is not known, it is GitHub's dialect, unless there is a `.gitlab/CODEOWNERS`
 * and no `.github/CODEOWNERS`, or the file has GitLab's sections.
 */
export function choose<C extends Candidate>(candidates: readonly C[], host: Dialect | undefined): Choice<C> {
  const dialect = host ?? guessDialect(candidates);
  const byPath = new Map(candidates.map((candidate) => [candidate.path, candidate]));
  const [chosen, ...ignored] = places[dialect].map((path) => byPath.get(path)).filter((candidate) => candidate !== undefined);
  return { dialect, chosen, ignored, elsewhere: candidates.filter(({ path }) => !places[dialect].includes(path)) };
}

function guessDialect(candidates: readonly Candidate[]): Dialect {
  const has = (path: string): boolean => candidates.some((candidate) => candidate.path === path);
  if (has('.github/CODEOWNERS')) return 'github';
  if (has('.gitlab/CODEOWNERS')) return 'gitlab';
  const first = choose(candidates, 'github').chosen;
  return first?.text !== undefined && sectionHeading.test(first.text) ? 'gitlab' : 'github';
}

/** A heading of a section: in GitHub's dialect such a line would be a pattern with brackets, which is not valid. */
const sectionHeading = /^[ \t]*\^?\[[^\]\n]+\](?:\[\d*\])?(?:[ \t\r]|$)/m;
