import { compareFindings } from '../findings/codes.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import type { Instant } from '../schema/primitives.ts';

/** A finding with the day it was first made; one that the build itself makes has none. */
export interface IndexedFinding {
  readonly finding: Finding;
  readonly since: Instant | undefined;
}

/** All findings of an edition in order, looked up by what they are about. */
export class FindingIndex {
  readonly all: readonly IndexedFinding[];
  readonly #byEntity: ReadonlyMap<string, readonly Finding[]>;
  readonly #byRepository: ReadonlyMap<string, readonly Finding[]>;
  readonly byCode: ReadonlyMap<string, readonly IndexedFinding[]>;

  constructor(findings: readonly IndexedFinding[]) {
    this.all = distinct(findings).toSorted((a, b) => compareFindings(a.finding, b.finding));
    this.#byEntity = grouped(this.all, ({ finding }) => finding.entity, ({ finding }) => finding);
    this.#byRepository = grouped(this.all, ({ finding }) => finding.repository, ({ finding }) => finding);
    this.byCode = grouped(this.all, ({ finding }) => finding.code, (indexed) => indexed);
  }

  ofEntity(ref: string): readonly Finding[] {
    return this.#byEntity.get(ref) ?? [];
  }

  ofRepository(repository: string): readonly Finding[] {
    return this.#byRepository.get(repository) ?? [];
  }

  count(severity: Severity): number {
    return this.all.filter(({ finding }) => finding.severity === severity).length;
  }
}

/** Several collectors that read one clone say the same of it; it is shown once, since the first of them said it. */
function distinct(findings: readonly IndexedFinding[]): IndexedFinding[] {
  const seen = new Map<string, IndexedFinding>();
  for (const indexed of findings) {
    const { code, repository, entity, file, line, column, what } = indexed.finding;
    const id = JSON.stringify([code, repository, entity, file, line, column, what]);
    const first = seen.get(id);
    if (first === undefined || (indexed.since ?? '') < (first.since ?? '')) seen.set(id, indexed);
  }
  return [...seen.values()];
}

function grouped<T, V>(items: readonly T[], key: (item: T) => string | undefined, value: (item: T) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value(item)]);
    else group.push(value(item));
  }
  return groups;
}
