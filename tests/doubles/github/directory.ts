import type { World, WorldRepository } from './world.ts';

/** Finds things of a world by name and id; made anew when names changed. */
export class Directory {
  readonly #world: World;
  #version = -1;
  #byName = new Map<string, WorldRepository>();
  #formerly = new Map<string, WorldRepository>();
  #byDatabaseId = new Map<number, WorldRepository>();

  constructor(world: World) {
    this.#world = world;
  }

  /** By `owner/name`, without regard to case. */
  named(name: string): WorldRepository | undefined {
    this.#refresh();
    return this.#byName.get(name.toLowerCase());
  }

  /** The one that had the name and to which the host redirects. */
  formerly(name: string): WorldRepository | undefined {
    this.#refresh();
    return this.#formerly.get(name.toLowerCase());
  }

  byDatabaseId(id: number): WorldRepository | undefined {
    this.#refresh();
    return this.#byDatabaseId.get(id);
  }

  #refresh(): void {
    if (this.#version === this.#world.version) return;
    this.#version = this.#world.version;
    const all = [...this.#world.repositories.values()];
    this.#byDatabaseId = new Map(all.map((repository) => [repository.databaseId, repository]));
    this.#byName = new Map(all.map((repository) => [`${repository.owner}/${repository.name}`.toLowerCase(), repository]));
    this.#formerly = new Map(all.flatMap((repository) => repository.formerNames.map((name) => [name.toLowerCase(), repository] as const)));
  }
}
