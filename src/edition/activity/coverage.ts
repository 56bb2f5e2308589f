import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { FailedShard } from '../../knowledge/ages.ts';
import type { RepositoryRecord } from '../../knowledge/repository-record.ts';
import type { Age } from '../../schema/edition/shared.ts';
import type { FactKind } from '../../schema/fact.ts';
import { openKinds } from '../../schema/facts/kinds.ts';

/** What reads one kind of fact of one repository. */
export interface Covering {
  readonly collector: string;
  readonly title: string;
  /** When its sources were read. */
  readonly age: Age;
  /** Parts of its sources that may hold facts of the repository and could not be read. */
  readonly unread: readonly FailedShard[];
}

/**
 * Which collectors would know of a repository if there were anything to know: so that nothing found can be told from
 * nothing read. Collectors of one host are named after it (`github-runs`, `gitlab`), so a collector covers the repositories that
 * one of the same first word has told of.
 */
export class Coverage {
  readonly #knowledge: Knowledge;
  readonly #byKey: ReadonlyMap<string, string>;
  /** Organisations of all repositories that a host tells of, as `github.com/acme` and as `acme`. */
  readonly #organisations: ReadonlySet<string>;
  readonly #failed = new Map<string, { readonly own: Map<string, FailedShard[]>; readonly wide: FailedShard[] }>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
    this.#byKey = new Map([...knowledge.names.keys].map(([repository, key]) => [key, repository]));
    this.#organisations = new Set([...knowledge.names.keys.keys()].flatMap(organisationsOf));
    for (const shard of knowledge.ages.failed) this.#add(shard);
  }

  /**
   * A part is of one repository where its id is that one's id at its host, or starts with its name; of an organisation where a
   * word of it is that one's name; else it may be of any.
   */
  #add(failed: FailedShard): void {
    const of = this.#failed.get(failed.collector) ?? { own: new Map<string, FailedShard[]>(), wide: [] };
    this.#failed.set(failed.collector, of);
    const [first = ''] = failed.shard.split(/[\s#:]/, 1);
    const repository = this.#byKey.get(failed.shard) ?? this.#byKey.get(first) ?? (first.split('/').length > 2 ? first : undefined);
    if (repository === undefined) of.wide.push(failed);
    else of.own.set(repository, [...(of.own.get(repository) ?? []), failed]);
  }

  /** Parts that may hold facts of a repository and that a collector could not read. */
  unread(collector: string, repository: string): readonly FailedShard[] {
    const failed = this.#failed.get(collector);
    if (failed === undefined) return [];
    const own = new Set(organisationsOf(repository));
    const wide = failed.wide.filter(({ shard }) => {
      const named = shard.toLowerCase().split(/\s+/).filter((word) => this.#organisations.has(word));
      return named.length === 0 || named.some((word) => own.has(word));
    });
    return [...(failed.own.get(repository) ?? []), ...wide];
  }

  /** Collectors that read facts of a kind of that repository. */
  of(kind: FactKind, { repository, facts }: RepositoryRecord): readonly Covering[] {
    const words = new Set(facts.flatMap(({ provenance }) => (provenance === undefined ? [] : [hostWord(provenance.collector)])));
    return (this.#knowledge.manifest?.collectors ?? [])
      .filter(({ id, kinds }) => kinds.includes(kind.kind) && kinds.length < openKinds.length && words.has(hostWord(id)))
      .map(({ id, title }) => ({ collector: id, title, age: this.#knowledge.ages.of(id, ''), unread: this.unread(id, repository) }));
  }
}

function hostWord(collector: string): string {
  return collector.split('-', 1)[0] ?? collector;
}

/** `github.com/acme` and `acme` of `github.com/acme/payments`, in lower case; of deeper paths the first group's. */
function organisationsOf(repository: string): string[] {
  const [host = '', organisation = ''] = repository.toLowerCase().split('/');
  return [`${host}/${organisation}`, organisation];
}
