import type { KnownFact } from '../knowledge/known.ts';
import { repositoryFields } from '../knowledge/repository-fields.ts';
import type { RepositoryRecord } from '../knowledge/repository-record.ts';
import type { FactView } from '../schema/edition/shared.ts';
import { repository, wellKnownFile } from '../schema/facts/repository.ts';
import { type SupplyChain, supplyChain } from '../schema/facts/supply-chain.ts';
import type { FactRead, MissingFact } from './contract.ts';
import { recorder, RuleError } from './recorder.ts';
import { RepositoryMeasurements, type MeasurementSource } from './measurements-view.ts';
import { type Field, type RecordType, recordType } from './types.ts';
import { defineView, field, shown, type View, type ViewClass } from './views.ts';

/** What is known of a repository, or that an entity has none. */
export interface RepositorySource {
  /** Repository id; for an entity without a repository its reference. */
  readonly bearer: string;
  /** Undefined if the entity has no repository. */
  readonly id: string | undefined;
  readonly record: RepositoryRecord | undefined;
  readonly supplyChain: KnownFact<SupplyChain> | undefined;
  readonly measurements: MeasurementSource;
}

const supplyChainType: RecordType = {
  ...recordType(supplyChain.omit({ repository: true }), { name: 'SupplyChain', path: 'repository.supplyChain', empty: false, facts: true }),
  description: 'What the builds of a repository take in and are allowed to do, as its files say it.',
};

const SupplyChainView = defineView<RepositorySource>(supplyChainType, {
  read: ({ name }) => ({ supplyChain: known }) => (known === undefined || known.unknown !== undefined ? undefined : field(known.value, name)),
  absent: (source, name) => ({
    fact: `repository.supplyChain.${name}`,
    of: source.bearer,
    reason: noRepository(source) ?? source.supplyChain?.unknown ?? 'no source says it',
  }),
  note: ({ bearer, supplyChain: known }, name, value) => ({
    fact: `repository.supplyChain.${name}`,
    of: bearer,
    value: shown(value),
    provenance: known?.provenance,
    anchor: undefined,
  }),
});

const more: readonly Field[] = [
  { name: 'supplyChain', type: { kind: 'named', name: supplyChainType.name }, description: supplyChainType.description, optional: false },
  { name: 'measurements', type: { kind: 'named', name: RepositoryMeasurements.name }, description: 'What the organisation measures of the repository', optional: false },
];

/** Fields that hold facts and are none. */
const containers: ReadonlySet<string> = new Set(more.map(({ name }) => name));

export const repositoryType: RecordType = {
  ...recordType(repository.omit({ unread: true }), { name: 'Repository', path: 'repository', empty: false, facts: true }, more),
  description: 'A repository as it stands. What no source says, or what is too old to be relied on, is a missing fact.',
};

/** Record types that a repository leads to by name. */
export const repositoryParts: readonly { readonly type: RecordType; readonly view: ViewClass<RepositorySource> }[] = [{ type: supplyChainType, view: SupplyChainView }];

export const RepositoryView = defineView<RepositorySource>(repositoryType, {
  read({ name }) {
    if (name === 'supplyChain') return (source) => new SupplyChainView(source);
    if (name === 'measurements') return ({ measurements }) => new RepositoryMeasurements(measurements);
    if (name === 'repository') return ({ id }) => id;
    return ({ record }) => (record === undefined ? undefined : field(record.known, name));
  },
  absent: missingFact,
  note: (source, name, value) => (containers.has(name) ? undefined : factRead(source, name, value)),
});

/** True if the repository has a file of that kind; `name` is one of {@link wellKnownFile}. */
export function hasFile(view: View<RepositorySource>, name: string): boolean {
  if (!wellKnownFile.safeParse(name).success) throw new RuleError(`hasFile() knows no file \`${name.slice(0, 100)}\``);
  // Read as a field, so that it is noted, or missing, as one.
  const files: unknown = Reflect.get(view, 'wellKnownFiles');
  const { record, bearer } = view.source;
  if (files !== undefined && record?.known.wellKnownFiles?.some(({ file }) => file === name) === true) return true;
  const unseen = record?.unread.find(({ field: part }) => part === `wellKnownFiles.${name}`);
  return unseen === undefined ? false : recorder.miss({ fact: 'repository.wellKnownFiles', of: bearer, reason: `of \`${name}\` nothing is known: ${unseen.reason}` });
}

function missingFact(source: RepositorySource, name: string): MissingFact {
  return { fact: `repository.${name}`, of: source.bearer, reason: noRepository(source) ?? factOf(source, name)?.unknown ?? 'no source says it' };
}

function noRepository({ id }: RepositorySource): string | undefined {
  return id === undefined ? 'no repository belongs to it' : undefined;
}

function factRead(source: RepositorySource, name: string, value: unknown): FactRead {
  const fact = factOf(source, name);
  return {
    fact: `repository.${name}`,
    of: source.bearer,
    value: shown(value),
    provenance: fact?.provenance ?? source.record?.provenance,
    anchor: fact?.id,
  };
}

const positions = new Map<string, number>(repositoryFields.map(({ field: name }, position) => [name, position]));

/** The fact as pages show it. Records list them in the order of the page, which saves a search. */
function factOf({ record }: RepositorySource, name: string): FactView | undefined {
  const id = `repository.${name}`;
  const expected = record?.facts[positions.get(name) ?? -1];
  return expected?.id === id ? expected : record?.facts.find((fact) => fact.id === id);
}
