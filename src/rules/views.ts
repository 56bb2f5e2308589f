import type { FactRead, MissingFact } from './contract.ts';
import { recorder } from './recorder.ts';
import type { Field, FieldType, RecordType } from './types.ts';

/** An object as expressions see it: fields are getters of its class. Made by {@link defineView}. */
export interface View<S extends object> {
  readonly source: S;
}

/** Says why a field of a view is missing; undefined if it is not. */
export type Lacking = (view: object) => MissingFact | undefined;

/** A class of views. */
export interface ViewClass<S extends object> {
  new (source: S): View<S>;
  /** How to ask whether a field is missing without reading it. */
  lacking(field: string): Lacking;
}

/** How the fields of a record type are read from what stands behind a view. */
export interface ViewReader<S extends object> {
  /** How a field is read; undefined where it is not known. Asked once per field. */
  read(field: Field): (source: S) => unknown;
  /** Which fact is missing where a field is not known. */
  absent(source: S, field: string): MissingFact;
  /** What is noted of a read; undefined for what is no fact of its own. */
  readonly note: ((source: S, field: string, value: unknown) => FactRead | undefined) | undefined;
}

/**
 * Makes a class whose fields throw where the fact is missing. That is all that three-valued logic takes: CEL itself says
 * when `&&`, `||`, `all` and `exists` may pass over a part that throws.
 */
export function defineView<S extends object>(record: RecordType, reader: ViewReader<S>): ViewClass<S> {
  const lacking = new Map<string, Lacking>();
  const View = class {
    readonly source: S;
    /** What was read once, by position of the field: a rule is one of many that read the same. */
    readonly values: unknown[] = [];
    readonly missing: MissingFact[] = [];
    constructor(source: S) {
      this.source = source;
    }
    static lacking(name: string): Lacking {
      return lacking.get(name) ?? nothingLacks;
    }
  };
  let position = 0;
  for (const field of record.fields.values()) {
    const { name } = field;
    if (own.has(name)) throw new TypeError(`${record.name}.${name} has the name of a property that views keep for themselves`);
    const read = reader.read(field);
    const convert = converterOf(field.type);
    const slot = position++;
    const get = function (this: InstanceType<typeof View>): unknown {
      const known = this.values[slot];
      if (known !== undefined && recorder.reads === undefined) return known;
      const value = read(this.source);
      if (value === undefined) recorder.miss((this.missing[slot] ??= reader.absent(this.source, name)));
      if (recorder.reads !== undefined) noteRead(reader.note?.(this.source, name, value));
      return (this.values[slot] ??= convert === undefined ? value : convert(value, this.source));
    };
    Object.defineProperty(View.prototype, name, { get, enumerable: true });
    lacking.set(name, (view) => {
      if (!(view instanceof View) || view.values[slot] !== undefined) return undefined;
      const known = view.missing[slot];
      if (known !== undefined || read(view.source) !== undefined) return known;
      return (view.missing[slot] = reader.absent(view.source, name));
    });
  }
  Object.defineProperty(View, 'name', { value: record.name });
  return View;
}

const own: ReadonlySet<string> = new Set(['source', 'values', 'missing']);

const nothingLacks: Lacking = () => undefined;

function noteRead(read: FactRead | undefined): void {
  if (read !== undefined) recorder.note(read);
}

/** The item of a fact: its own fields are no facts. */
interface Item {
  readonly raw: object;
  readonly bearer: string;
}

const itemClasses = new WeakMap<RecordType, ViewClass<Item>>();

/** The class for objects that are items of a fact, such as the languages of a repository. */
export function itemView(record: RecordType, empty: boolean): ViewClass<Item> {
  const known = itemClasses.get(record);
  if (known !== undefined) return known;
  const made = defineView<Item>(record, {
    read: ({ name, type }) => (empty && type.kind === 'text' ? ({ raw }) => field(raw, name) ?? '' : ({ raw }) => field(raw, name)),
    absent: ({ bearer }, name) => ({ fact: `${record.path}.${name}`, of: bearer, reason: 'no source says it' }),
    note: undefined,
  });
  itemClasses.set(record, made);
  return made;
}

/** An own field of an object, whatever it is called. */
export function field(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined;
}

type Converter = (value: unknown, source: object) => unknown;

/** How JSON becomes a value of CEL; undefined where it is one already. */
function converterOf(type: FieldType): Converter | undefined {
  switch (type.kind) {
    case 'instant':
      return (value) => new Date(String(value));
    case 'any':
      return celValue;
    case 'list': {
      const convert = converterOf(type.of);
      return convert === undefined ? undefined : (value, source) => (Array.isArray(value) ? value.map((item: unknown) => convert(item, source)) : []);
    }
    case 'map': {
      const convert = converterOf(type.of);
      // Maps rather than objects, of which some keys, such as `constructor`, are more than keys.
      return (value, source) => new Map(entries(value).map(([key, item]) => [key, convert === undefined ? item : convert(item, source)]));
    }
    case 'record': {
      const { record, empty } = type;
      return (value, source) => new (itemView(record, empty))({ raw: typeof value === 'object' && value !== null ? value : {}, bearer: bearerOf(source) });
    }
    default:
      return undefined;
  }
}

/** JSON as CEL has it. */
export function celValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(celValue);
  return typeof value === 'object' && value !== null ? new Map(entries(value).map(([key, item]) => [key, celValue(item)])) : value;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function bearerOf(source: object): string {
  const bearer: unknown = Reflect.get(source, 'bearer');
  return typeof bearer === 'string' ? bearer : '';
}

/** A value as evidence shows it: JSON, cut where it is long. */
export function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 500 ? `${value.slice(0, 500)}…` : value;
  if (Array.isArray(value)) return value.slice(0, 10);
  if (typeof value !== 'object' || value === null) return value;
  const all = Object.entries(value);
  return all.length > 10 ? Object.fromEntries(all.slice(0, 10)) : value;
}
