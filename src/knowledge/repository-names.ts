import { compareText } from '../findings/codes.ts';

/** What one source says of how a repository is called. */
export interface NamedFact {
  readonly repository: string;
  /** The host's own id; absent from what only a clone says. */
  readonly key?: string | undefined;
  readonly formerNames?: readonly string[] | undefined;
}

/**
 * How repositories are called today. A host follows its repositories by an id of its own, so what it says of names is
 * relied on; a clone keeps the address that it was made from, and facts of long ago the name of then.
 */
export interface RepositoryNames {
  /** Today's name by each earlier one, and by spellings in another case. None of them is a repository of its own today. */
  readonly former: ReadonlyMap<string, string>;
  /** The host's id of each repository that has one, by today's name. */
  readonly keys: ReadonlyMap<string, string>;
}

export const noNames: RepositoryNames = { former: new Map(), keys: new Map() };

/** Today's name of a repository. */
export function today({ former }: RepositoryNames, repository: string): string {
  return former.get(repository) ?? repository;
}

/**
 * Works out today's names.
 *
 * - An id belongs to the name under which it was seen last. A name that two ids have had belongs to the one that was seen
 *   last: a repository that was deleted and made again is another one.
 * - A former name leads to today's name, unless it is a live repository of its own, or two repositories claim it: then
 *   nobody can say whose an old clone is, and it stays by itself.
 * - Names on a host that gives ids are compared without regard to case, as GitHub and GitLab do.
 *
 * @param facts freshest first
 */
export function repositoryNames(facts: readonly NamedFact[]): RepositoryNames {
  const keys = new Map<string, string>();
  const nameOfKey = new Map<string, string>();
  for (const { repository, key } of facts) {
    if (key === undefined) continue;
    const id = keyId(repository, key);
    if (nameOfKey.has(id)) continue;
    nameOfKey.set(id, repository);
    if (!keys.has(repository)) keys.set(repository, key);
  }
  const live = new Map([...keys.keys()].map((name) => [name.toLowerCase(), name]));
  const claims = new Map<string, Set<string>>();
  const claim = (before: string, now: string): void => {
    const key = before.toLowerCase();
    if (key === now.toLowerCase() || live.has(key)) return;
    claims.set(key, (claims.get(key) ?? new Set()).add(now));
  };
  for (const { repository, key, formerNames } of facts) {
    const now = key === undefined ? repository : nameOfKey.get(keyId(repository, key));
    // What is said of an id that has lost its name to another is said of a repository that is gone.
    if (now === undefined || (key !== undefined && keys.get(now) !== key)) continue;
    for (const before of [repository, ...(formerNames ?? [])]) claim(before, now);
  }
  const resolved = (name: string): string | undefined => {
    const seen = new Set<string>();
    for (let at = name; ; ) {
      const own = live.get(at.toLowerCase());
      if (own !== undefined) return own;
      const [next, ...others] = claims.get(at.toLowerCase()) ?? [];
      if (next === undefined) return at;
      if (others.length > 0 || seen.has(next)) return undefined;
      seen.add(next);
      at = next;
    }
  };
  const former = new Map<string, string>();
  for (const name of [...facts.flatMap(({ repository, formerNames }) => [repository, ...(formerNames ?? [])])].toSorted(compareText)) {
    const now = resolved(name);
    if (now !== undefined && now !== name) former.set(name, now);
  }
  return { former, keys };
}

/** Ids are unique on their host. */
function keyId(repository: string, key: string): string {
  return `${repository.split('/', 1)[0] ?? ''} ${key}`;
}
