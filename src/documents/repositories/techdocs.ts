import { parseLocationRef } from '../../catalog/location.ts';
import type { Catalog, CatalogEntity } from '../../catalog/model.ts';
import { resolveRef } from '../../catalog/ref.ts';
import { indexRepositories, type RepositoryIndex } from '../../catalog/repository-index.ts';
import { makeFinding } from '../../findings/codes.ts';
import type { Finding } from '../../schema/finding.ts';
import { confined, folderOf } from './relative-path.ts';

const annotation = 'backstage.io/techdocs-ref';
const borrowed = 'backstage.io/techdocs-entity';

/** Where an entity says that its docs are. */
export interface DocsReference {
  readonly entity: CatalogEntity;
  readonly written: string;
  readonly repository: string;
  /** Folder; empty for the repository. */
  readonly dir: string;
}

/** What the entities of a catalog say of their docs. */
export interface DocsReferences {
  /** By the entity's reference. */
  readonly byEntity: ReadonlyMap<string, DocsReference>;
  /** Entities that show the docs of another one. */
  readonly borrowed: ReadonlyMap<string, string>;
  /** References of which no repository could be made out. */
  readonly findings: readonly Finding[];
}

/**
 * Resolves `backstage.io/techdocs-ref` of every entity: `dir:` relative to the file that declares it, or to its repository
 * where the organisation's content declares it; `url:` in a repository that is known.
 *
 * @see https://backstage.io/docs/features/software-catalog/well-known-annotations/#backstageiotechdocs-ref
 */
export function docsReferences(catalog: Catalog): DocsReferences {
  const index = indexRepositories(catalog.repositories.keys());
  const byEntity = new Map<string, DocsReference>();
  const lent = new Map<string, string>();
  const findings: Finding[] = [];
  for (const entity of catalog.entities.values()) {
    const lender = entity.annotations[borrowed];
    const resolved = lender === undefined ? undefined : resolveRef(lender, { defaultKind: undefined });
    if (resolved !== undefined && 'ref' in resolved) lent.set(entity.ref, resolved.ref);
    const written = entity.annotations[annotation];
    if (written === undefined) continue;
    const place = placeOf(written, entity, index);
    if ('problem' in place) findings.push(makeFinding(place.code, { what: `${entity.ref} has the techdocs-ref \`${written.slice(0, 200)}\`, ${place.problem}`, ...originOf(entity) }));
    else byEntity.set(entity.ref, { entity, written, ...place });
  }
  return { byEntity, borrowed: lent, findings };
}

type Place = { readonly repository: string; readonly dir: string } | { readonly problem: string; readonly code: 'ALM0750' | 'ALM0752' };

function placeOf(written: string, entity: CatalogEntity, index: RepositoryIndex): Place {
  const location = parseLocationRef(written);
  if (location === undefined) return { code: 'ALM0750', problem: 'which is not of the form type:target, as in dir:.' };
  if (location.type === 'dir') return inDirectory(location.target, entity);
  const place = index.byLocation(written);
  if (place === undefined) {
    return URL.canParse(location.target) ? { code: 'ALM0752', problem: 'a repository that no source reads' } : { code: 'ALM0750', problem: `whose type \`${location.type}\` leads to no repository` };
  }
  const dir = confined(/(?:^|\/)mkdocs\.ya?ml$/i.test(place.path) ? folderOf(place.path) : place.path);
  return dir === undefined ? { code: 'ALM0750', problem: 'which leads out of the repository' } : { repository: place.repository, dir };
}

function inDirectory(target: string, { origin, repositories }: CatalogEntity): Place {
  const repository = origin.repository ?? repositories[0];
  if (repository === undefined) return { code: 'ALM0750', problem: 'and belongs to no repository that it could be a folder of' };
  const from = origin.repository === undefined ? '' : folderOf(origin.file ?? '');
  const dir = confined(from === '' ? target : `${from}/${target}`);
  return dir === undefined ? { code: 'ALM0750', problem: 'which leads out of the repository' } : { repository, dir };
}

/** Where an entity is declared, for a finding about it. */
export function originOf({ ref, origin: { repository, file, line } }: CatalogEntity): Partial<Finding> {
  return {
    entity: ref,
    ...(repository === undefined ? {} : { repository }),
    ...(file === undefined ? {} : { file }),
    ...(file === undefined || line === undefined ? {} : { line }),
  };
}
