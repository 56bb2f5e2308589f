import { Environment } from '@marcbachmann/cel-js';
import type { MeasurementDeclaration } from '../schema/scorecards/measurement.ts';
import { entityType } from './entity-type.ts';
import { EntityView } from './entity-view.ts';
import type { Overload } from './functions/function.ts';
import { ruleFunctions } from './functions/functions.ts';
import { ruleLimits } from './limits.ts';
import { EntityMeasurements, measurementsType, RepositoryMeasurements } from './measurements-view.ts';
import { operations } from './operations.ts';
import { repositoryParts, repositoryType, RepositoryView } from './repository-view.ts';
import { celType, type RecordType, recordsIn, timestampType } from './types.ts';
import { itemView, type Lacking } from './views.ts';

/** Stands for a part that has a problem, so that the rest can still be checked. No name that people can use. */
export const placeholder = '_';

/** A variable of the language. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

export const variables: readonly Variable[] = [
  { name: 'entity', type: 'Entity', description: 'The entity that is judged' },
  { name: 'repository', type: 'Repository', description: 'The first repository of the entity; if it has none, each fact of it is missing' },
  { name: 'repositories', type: 'list<Repository>', description: 'All repositories of the entity' },
  { name: 'asOf', type: timestampType, description: 'The instant as of which is judged' },
];

/** How to ask whether a field of a type is missing without reading it; undefined for items of facts. */
export function lacking(type: string, field: string): Lacking | undefined {
  return views.find(({ name }) => name === type)?.view.lacking(field);
}

/** Constants that messages may use. */
export const constants = {
  target: { name: 'target', type: 'double', description: 'The target of a check that measures' },
  measured: { name: 'measured', type: 'double', description: 'What it measured' },
} as const satisfies Record<string, Variable>;
export type Constant = keyof typeof constants;

/** All that is declared, and the two engines that know it. */
export interface Environments {
  /** By name in CEL. */
  readonly types: ReadonlyMap<string, RecordType>;
  readonly variables: readonly Variable[];
  /** Checks what people write: CEL's own functions and ours by their own names, numbers of two kinds side by side. */
  readonly checking: Environment;
  /** Evaluates what that is rewritten to: only our functions, by names that nobody can write. */
  readonly evaluating: Environment;
}

/** A class of views, as far as engines need to know it. */
interface KnownView {
  readonly name: string;
  readonly view: Function & { lacking(field: string): Lacking };
}

const views: readonly KnownView[] = [
  { name: entityType.name, view: EntityView },
  { name: repositoryType.name, view: RepositoryView },
  { name: 'Measurements', view: EntityMeasurements },
  { name: 'RepositoryMeasurements', view: RepositoryMeasurements },
  ...repositoryParts.map(({ type, view }) => ({ name: type.name, view })),
];

/** Makes the types and engines of an organisation. */
export function createEnvironments(declared: readonly MeasurementDeclaration[], names: readonly Constant[]): Environments {
  const types = recordTypes(declared);
  const all = [...variables, ...names.map((name) => constants[name])];
  const limits = { maxAstNodes: ruleLimits.nodes, maxDepth: ruleLimits.brackets, maxListElements: ruleLimits.listItems, maxMapEntries: ruleLimits.listItems };
  const checking = engine(types, all, limits);
  checking.registerVariable(placeholder, 'dyn');
  const builtIn = new Set(checking.getDefinitions().functions.map(({ name }) => name));
  for (const { name, overloads } of ruleFunctions) {
    if (!builtIn.has(name)) for (const overload of overloads) register(checking, name, overload);
  }
  for (const operator of mixedOperators) checking.registerOperator(operator, () => undefined);
  const evaluating = engine(types, all, { maxAstNodes: 20 * ruleLimits.nodes, maxDepth: 20 * ruleLimits.depth });
  for (const { name, overloads } of ruleFunctions) for (const overload of overloads) register(evaluating, `_${name}`, overload);
  for (const { name, overload } of operations) register(evaluating, name, overload);
  return { types, variables: all, checking, evaluating };
}

/** Only types: what is checked with these is rewritten before it is evaluated. `<` and its like are mixed in CEL already. */
const mixedOperators: readonly string[] = [
  ...['+', '-', '*', '/', '%'].flatMap((operator) => [`double ${operator} int: double`, `int ${operator} double: double`]),
  'double % double: double',
  'double == int',
  'double in list<int>',
  'int in list<double>',
];

function engine(types: ReadonlyMap<string, RecordType>, all: readonly Variable[], limits: Record<string, number>): Environment {
  const environment = new Environment({ limits });
  const classes = new Map(views.map(({ name, view }) => [name, view]));
  for (const record of types.values()) {
    const fields = Object.fromEntries([...record.fields.values()].map(({ name, type }) => [name, celType(type)]));
    environment.registerType(record.name, { ctor: classes.get(record.name) ?? itemView(record, emptyTexts.has(record.name)), fields });
  }
  for (const { name, type } of all) environment.registerVariable(name, type);
  return environment;
}

/** Record types whose texts are '' where they are absent. */
const emptyTexts = new Set<string>(['Entity.links']);

function register(environment: Environment, name: string, { receiver, takes, gives, call }: Overload): void {
  environment.registerFunction(`${receiver === undefined ? '' : `${receiver}.`}${name}(${takes.join(', ')}): ${gives}`, call, { async: false });
}

/** Every type with fields, by name. */
export function recordTypes(declared: readonly MeasurementDeclaration[]): ReadonlyMap<string, RecordType> {
  const roots = [entityType, repositoryType, ...repositoryParts.map(({ type }) => type), measurementsType('entity', declared), measurementsType('repository', declared)];
  const all = roots.flatMap((root) => [root, ...[...root.fields.values()].flatMap(({ type }) => recordsIn(type))]);
  return new Map(all.map((record) => [record.name, record]));
}

