import type { CheckedType } from './ast.ts';
import { durationType, timestampType } from './types.ts';

const simple: Readonly<Record<string, string>> = {
  double: 'a number',
  int: 'a number',
  uint: 'a number',
  string: 'a text',
  bool: 'true or false',
  null: 'null',
  dyn: 'a value of any type',
  [timestampType]: 'an instant',
  [durationType]: 'a duration',
  Entity: 'an entity',
  Repository: 'a repository',
  Measurements: 'the measurements of an entity',
  RepositoryMeasurements: 'the measurements of a repository',
  SupplyChain: 'a supply chain',
};

const plural: Readonly<Record<string, string>> = {
  'a number': 'numbers',
  'a text': 'texts',
  'true or false': 'true and false',
  'an instant': 'instants',
  'a duration': 'durations',
  'an entity': 'entities',
  'a repository': 'repositories',
};

/** A type in words: `a list of texts`. */
export function typeInWords(type: CheckedType | undefined): string {
  if (type === undefined) return simple['dyn'] ?? '';
  if (type.kind === 'list') {
    const items = type.valueType === undefined || type.valueType.kind === 'dyn' || type.valueType.kind === 'param' ? undefined : plural[typeInWords(type.valueType)];
    return items === undefined ? 'a list' : `a list of ${items}`;
  }
  if (type.kind === 'map') return 'a map';
  return simple[type.name] ?? `a record of type ${type.name}`;
}

/** A type by its name in cel-js. */
export function namedTypeInWords(name: string): string {
  if (name.startsWith('list')) return name === 'list' ? 'a list' : `a list of ${plural[namedTypeInWords(name.slice(5, -1))] ?? 'values'}`;
  return name === 'map' ? 'a map' : (simple[name] ?? `a record of type ${name}`);
}

/** `a, b or c`. */
export function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
}
