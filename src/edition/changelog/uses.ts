import type { Catalog } from '../../catalog/model.ts';
import type { OrganisationChange } from './changes.ts';

/** Who uses what, turned around: the users of each entity. */
export class Uses {
  readonly #users = new Map<string, Set<string>>();
  readonly #ancestors = new Map<string, readonly string[]>();
  readonly #catalog: Catalog;

  /** Something uses what it depends on, the APIs that it consumes, and the components that provide those. */
  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    for (const { ref, relations } of catalog.entities.values()) {
      for (const { type, target } of relations) {
        if (type === 'dependsOn') this.#add(target, ref);
        if (type !== 'consumesApi') continue;
        this.#add(target, ref);
        for (const provider of this.#targets(target, 'apiProvidedBy')) if (provider !== ref) this.#add(provider, ref);
      }
    }
  }

  /** What uses anything that changed, and has not itself changed; in order of reference. */
  affectedBy({ about }: OrganisationChange): string[] {
    const changed = new Set(about);
    return [...new Set(about.flatMap((ref) => [...(this.#users.get(ref) ?? [])]))].filter((ref) => !changed.has(ref)).toSorted();
  }

  /** A group and all that it belongs to. */
  lineOf(group: string): readonly string[] {
    const known = this.#ancestors.get(group);
    if (known !== undefined) return known;
    const line = new Set([group]);
    for (const ref of line) for (const parent of this.#targets(ref, 'childOf')) line.add(parent);
    const found = [...line];
    this.#ancestors.set(group, found);
    return found;
  }

  #targets(ref: string, type: string): string[] {
    return (this.#catalog.entities.get(ref)?.relations ?? []).flatMap((relation) => (relation.type === type ? [relation.target] : []));
  }

  #add(used: string, user: string): void {
    const users = this.#users.get(used);
    if (users === undefined) this.#users.set(used, new Set([user]));
    else users.add(user);
  }
}
