import type { ReleaseView } from '../../schema/edition/changelog.ts';
import type { Age, EntityLinkView } from '../../schema/edition/shared.ts';
import type { ReleaseNotes } from '../../schema/facts/release-notes.ts';
import type { Store } from '../../store/store.ts';
import type { BaseContext } from '../context.ts';
import { repositoryPath } from '../routes.ts';
import { limits } from './limits.ts';
import { newestRelease, releaseGroups, releaseView } from './releases.ts';
import type { Subject } from './subject.ts';

/** Releases of an entity or team. */
type Releases = Pick<Subject, 'releases' | 'releasesTotal' | 'age'>;

/**
 * Releases by what they are of. Repositories are read one by one, and an entity is handed on as soon as all of its own
 * were: of ten thousand repositories only the newest releases of each team stay in memory.
 */
export class RepositoryReleases {
  readonly #context: BaseContext;
  readonly #teams = new Map<string, { releases: ReleaseView[]; total: number }>();

  constructor(context: BaseContext) {
    this.#context = context;
  }

  /** @param seen is told of every release that is read, with the entities that it is of */
  async *read(store: Store, seen: (release: ReleaseView, entities: readonly EntityLinkView[]) => void): AsyncGenerator<Releases & { readonly ref: string }> {
    const { knowledge, catalog, summaries } = this.#context;
    const several = new Map<string, { releases: ReleaseView[]; total: number }>();
    for await (const { by, items, total } of releaseGroups(store, knowledge.asOf, knowledge.collectors)) {
      const standing = catalog.repositories.get(by);
      const refs = standing?.entities ?? [];
      const { path, age } = repositoryOf(by, this.#context);
      const packages = new Set(items.flatMap((item) => item.package ?? []));
      // Only what some page shows is made ready for one.
      const views = new Map<ReleaseNotes, ReleaseView>();
      const newest = (of: readonly ReleaseNotes[]): ReleaseView[] =>
        of.slice(0, limits.releases).map((item) => {
          const view = views.get(item) ?? releaseView(item, path);
          views.set(item, view);
          return view;
        });
      const mine = new Map(refs.map((ref) => [ref, ofEntity(items, packages, ref)] as const));
      const owner = standing?.ownership.resolved === true ? standing.ownership.owner : undefined;
      if (owner !== undefined) this.#keep(this.#teams, owner, newest(items), total);
      for (const view of newest(items)) seen(view, refs.filter((ref) => newest(mine.get(ref) ?? []).includes(view)).map((ref) => summaries.link(ref)));
      for (const [ref, of] of mine) {
        const releases = newest(of).toSorted(newestRelease);
        const own = of.length === items.length ? total : of.length;
        if (catalog.entities.get(ref)?.repositories.length === 1) yield { ref, releases, releasesTotal: own, age };
        else this.#keep(several, ref, releases, own);
      }
    }
    for (const [ref, { releases, total }] of several) yield { ref, releases, releasesTotal: total, age: undefined };
  }

  /** Releases of the repositories that a team owns; none for anything else. */
  ofTeam(ref: string): Releases {
    const { releases = [], total = 0 } = this.#teams.get(ref) ?? {};
    return { releases, releasesTotal: total, age: undefined };
  }

  #keep(into: Map<string, { releases: ReleaseView[]; total: number }>, ref: string, releases: readonly ReleaseView[], total: number): void {
    const known = into.get(ref) ?? { releases: [], total: 0 };
    into.set(ref, { releases: [...known.releases, ...releases].toSorted(newestRelease).slice(0, limits.releases), total: known.total + total });
  }
}

/** In a repository of several packages, those of the package that is called like the entity; else all. */
function ofEntity(items: readonly ReleaseNotes[], packages: ReadonlySet<string>, ref: string): readonly ReleaseNotes[] {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  const own = [...packages].filter((one) => one.toLowerCase() === name || one.toLowerCase().endsWith(`/${name}`));
  return own.length === 0 ? items : items.filter((item) => item.package !== undefined && own.includes(item.package));
}

/** Path of a repository's page, and how old what is known of it is. */
function repositoryOf(repository: string, { summaries }: BaseContext): { readonly path: string | undefined; readonly age: Age | undefined } {
  const record = summaries.records.get(repository);
  return { path: record === undefined ? undefined : repositoryPath(repository), age: record?.age.state === 'current' ? undefined : record?.age };
}
