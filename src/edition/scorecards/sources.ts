import type { Provenance } from '../../schema/fact.ts';

/** The provenances on one page, each once: dozens of checks rest on the same few sources. */
export class Sources {
  readonly list: Provenance[] = [];
  readonly #positions = new Map<string, number>();

  /** Position of a provenance in {@link Sources.list}. */
  position(provenance: Provenance): number {
    const key = `${provenance.collector}\n${provenance.version}\n${provenance.observedAt}\n${provenance.since}\n${provenance.source}\n${provenance.url ?? ''}`;
    let position = this.#positions.get(key);
    if (position === undefined) {
      position = this.list.push(provenance) - 1;
      this.#positions.set(key, position);
    }
    return position;
  }
}
