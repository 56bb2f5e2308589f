import { compareText } from '../findings/codes.ts';
import type { Declared } from './declared.ts';
import { objectAt, textAt } from './json.ts';
import { parseLocationRef } from './location.ts';
import { indexRepositories, type RepositoryIndex } from './repository-index.ts';

/** Which repositories belong to an entity. */
export interface Claim {
  readonly repositories: readonly string[];
  /**
   * The repository that the entity stands for as a whole. What is said of that repository's root (an owner rule, the
   * root rule of CODEOWNERS) holds for the entity, which it does not for one of many in a monorepo's folders.
   */
  readonly whole: string | undefined;
  /** Repositories that it names and that are not known, as written. */
  readonly unknown?: readonly string[];
}

const none: Claim = { repositories: [], whole: undefined };

/** Kinds that a repository can hold the source of. Systems span repositories, so they only do when they say so. */
const claiming = new Set(['Component', 'API', 'Resource', 'Capability', 'System']);

/**
 * The repositories of an entity: those that its annotations name (`github.com/project-slug`, `gitlab.com/project-slug`,
 * `backstage.io/source-location`), or else the one that declares it.
 */
function claimOf(declared: Declared, index: RepositoryIndex): Claim {
  if (!claiming.has(declared.kind)) return none;
  const { repository, file } = declared.entry;
  const annotations = objectAt(objectAt(declared.entity, 'metadata'), 'annotations');
  const location = textAt(annotations, 'backstage.io/source-location');
  const place = location === undefined ? undefined : index.byLocation(location);
  const slugs = (['github.com', 'gitlab.com'] as const).map((host) => {
    const slug = textAt(annotations, `${host}/project-slug`);
    return { id: slug === undefined ? undefined : index.bySlug(slug, host, repository), as: slug === undefined ? undefined : `${host}/${slug.trim()}` };
  });
  const unknown = [...slugs.flatMap(({ id, as }) => (id === undefined && as !== undefined ? [as] : [])), ...(place === undefined && location !== undefined && isAddress(location) ? [location] : [])];
  const named = [...new Set([...slugs.map(({ id }) => id), place?.repository].filter((id) => id !== undefined))];
  const [first] = named;
  if (first !== undefined) {
    const inFolder = (place?.repository === first && place.path !== '') || (repository === first && !isAtRoot(file));
    return { repositories: named, whole: inFolder ? undefined : first, unknown };
  }
  if (repository === undefined) return { ...none, unknown };
  return { unknown, repositories: [repository], whole: isAtRoot(file) && declared.kind !== 'System' ? repository : undefined };
}

/** True for a location that is an address, and not a path such as `dir:.`. */
function isAddress(location: string): boolean {
  const target = parseLocationRef(location)?.target;
  return target !== undefined && URL.canParse(target);
}

/** True for `catalog-info.yaml` and `.backstage/catalog-info.yaml`. */
function isAtRoot(file: string): boolean {
  return /^(?:\.[^/]+\/)?[^/]+$/.test(file);
}

/** Claims of all entities, both ways. */
export interface Claims {
  readonly byEntity: ReadonlyMap<string, Claim>;
  /** Entities of each claimed repository, the one that stands for it first. */
  readonly byRepository: ReadonlyMap<string, readonly string[]>;
}

/** Works out which repositories belong to which entities, through one index of all repositories. */
export function claimRepositories(declared: ReadonlyMap<string, Declared>, repositories: Iterable<string>, formerNames?: ReadonlyMap<string, string>): Claims {
  const ids = new Set(repositories);
  for (const { entry } of declared.values()) if (entry.repository !== undefined) ids.add(entry.repository);
  const index = indexRepositories(ids, formerNames);
  const byEntity = new Map<string, Claim>();
  const claimants = new Map<string, { ref: string; rank: number }[]>();
  for (const found of declared.values()) {
    const claim = claimOf(found, index);
    byEntity.set(found.ref, claim);
    for (const repository of claim.repositories) {
      const rank = (claim.whole === repository ? 0 : 2) + (found.kind === 'Component' ? 0 : 1);
      const known = claimants.get(repository);
      if (known === undefined) claimants.set(repository, [{ ref: found.ref, rank }]);
      else known.push({ ref: found.ref, rank });
    }
  }
  const byRepository = new Map(
    [...claimants].map(([repository, refs]) => [repository, refs.sort((a, b) => a.rank - b.rank || compareText(a.ref, b.ref)).map(({ ref }) => ref)] as const),
  );
  return { byEntity, byRepository };
}
