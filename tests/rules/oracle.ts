import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { FieldType } from '../../src/rules/types.ts';
import type { EntitySubject } from '../../src/rules/subjects.ts';
import { language } from './fixture.ts';

/** What the oracle takes for a value. */
type Plain = string | number | boolean | null | ReturnType<typeof timestampFromDate> | Plain[] | Map<string, Plain>;

/** How far relations are followed: entities lead to each other in circles. */
const depth = 3;

/** A view as plain maps; what is missing is left out. */
function plainRecord(type: string, view: object, left: number): Map<string, Plain> {
  const fields = language.types.get(type)?.fields.values() ?? [];
  const plain = new Map<string, Plain>();
  for (const { name, type: of } of fields) {
    if (left === 0 && ['list', 'named'].includes(of.kind)) continue;
    try {
      const value: unknown = view instanceof Map ? view.get(name) : Reflect.get(view, name);
      plain.set(name, plainValue(of, value, left));
    } catch {
      // Missing: reading it throws in both engines.
    }
  }
  return plain;
}

function plainValue(type: FieldType, value: unknown, left: number): Plain {
  if (type.kind === 'list') return Array.isArray(value) ? value.map((item: unknown) => plainValue(type.of, item, left)) : [];
  if (type.kind === 'map') return value instanceof Map ? new Map([...value].map(([key, item]) => [String(key), plainValue(type.of, item, left)])) : new Map();
  if (type.kind === 'record' || type.kind === 'named') {
    const name = type.kind === 'record' ? type.record.name : type.name;
    return plainRecord(name, typeof value === 'object' && value !== null ? value : {}, name === 'Entity' ? left - 1 : left);
  }
  return scalar(value);
}

function scalar(value: unknown): Plain {
  if (value instanceof Date) return timestampFromDate(value);
  if (Array.isArray(value)) return value.map(scalar);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [String(key), scalar(item)]));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  throw new TypeError('No plain value');
}

const environment = celEnv({ funcs: [...strings] });

/** Evaluates in an engine of another make; undefined where it gives an error. */
export function oracle(subject: EntitySubject): (source: string) => unknown {
  const bindings = {
    entity: plainRecord('Entity', subject.entity, depth),
    repository: plainRecord('Repository', subject.repository, depth),
    repositories: subject.repositories.map((view) => plainRecord('Repository', view, depth)),
    asOf: timestampFromDate(subject.asOf),
  };
  return (source) => {
    const result = plan(environment, parse(source))(bindings);
    if (isCelError(result)) return undefined;
    return typeof result === 'bigint' ? Number(result) : result;
  };
}
