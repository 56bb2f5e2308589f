import type { Catalog } from '../../catalog/model.ts';
import type { Person } from '../../documents/model.ts';
import { fullRef } from '../../documents/references.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import { entityPath } from '../routes.ts';

/** Entities as documents name them. */
export class Names {
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** An entity by its full reference, in the catalog or not. */
  link(ref: string): EntityLinkView {
    const entity = this.#catalog.entities.get(ref);
    if (entity === undefined) return { ref, title: ref.slice(ref.indexOf('/') + 1), kind: ref.slice(0, Math.max(0, ref.indexOf(':'))) };
    return { ref, title: entity.title ?? entity.name, kind: entity.kind, path: entityPath(ref) };
  }

  /** An entity by a reference as written; without a kind it is of the default one, if there is one. */
  written(written: string, defaultKind?: 'group'): EntityLinkView {
    const ref = fullRef(written, defaultKind);
    return ref === undefined ? { ref: written, title: written, kind: '' } : this.link(ref);
  }

  /** A team or person by a reference as written. */
  person(written: string): Person {
    const { ref, title, path } = this.written(written, 'group');
    return path === undefined ? { ref, title } : { ref, title, path };
  }

  /** The owner of an entity, by the entity's reference as written. */
  ownerOf(written: string): Person | undefined {
    const ref = fullRef(written);
    const owner = ref === undefined ? undefined : this.#catalog.entities.get(ref)?.ownership.owner;
    return owner === undefined ? undefined : this.person(owner);
  }
}
