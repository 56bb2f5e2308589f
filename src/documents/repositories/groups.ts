import type { StoredFact } from '../../store/store.ts';

/** Facts of one repository. */
export interface RepositoryGroup<T> {
  readonly repository: string;
  readonly facts: readonly StoredFact<T>[];
}

/**
 * Facts in order of repository and path, as groups of one repository. Where several collectors know the same file, the
 * first of them counts.
 *
 * @param nameOf path of the file
 */
export async function* byRepository<T extends { readonly repository: string }>(facts: AsyncIterable<StoredFact<T>>, nameOf: (value: T) => string): AsyncGenerator<RepositoryGroup<T>> {
  let group: { repository: string; facts: StoredFact<T>[]; last: string } | undefined;
  for await (const fact of facts) {
    const { repository } = fact.value;
    const name = nameOf(fact.value);
    if (group?.repository !== repository) {
      if (group !== undefined) yield group;
      group = { repository, facts: [fact], last: name };
    } else if (group.last !== name) {
      group.facts.push(fact);
      group.last = name;
    }
  }
  if (group !== undefined) yield group;
}

/** Walks groups beside others that come in the same order, so that only one is in memory at a time. */
export class GroupCursor<T> {
  readonly #groups: AsyncIterator<RepositoryGroup<T>>;
  #current: RepositoryGroup<T> | undefined;
  #started = false;

  constructor(groups: AsyncIterable<RepositoryGroup<T>>) {
    this.#groups = groups[Symbol.asyncIterator]();
  }

  /** The facts of that repository; must be asked in the store's order. */
  async at(repository: string): Promise<readonly StoredFact<T>[]> {
    if (!this.#started) await this.#next();
    while (this.#current !== undefined && before(this.#current.repository, repository)) await this.#next();
    return this.#current?.repository === repository ? this.#current.facts : [];
  }

  async close(): Promise<void> {
    await this.#groups.return?.();
  }

  async #next(): Promise<void> {
    this.#started = true;
    const result = await this.#groups.next();
    this.#current = result.done === true ? undefined : result.value;
  }
}

/** The store's order: by bytes of UTF-8, which differs from JavaScript's beyond the basic plane. */
function before(a: string, b: string): boolean {
  return a !== b && Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}
