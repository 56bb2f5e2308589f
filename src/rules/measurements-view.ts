import type { KnownFact } from '../knowledge/known.ts';
import type { Measurement } from '../schema/facts/measurement.ts';
import type { MeasurementDeclaration } from '../schema/scorecards/measurement.ts';
import type { MissingFact } from './contract.ts';
import { recorder } from './recorder.ts';
import type { Field, FieldType, RecordType } from './types.ts';
import { type Lacking, shown } from './views.ts';

const fieldTypes = {
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  text: { kind: 'text' },
  instant: { kind: 'instant' },
} as const satisfies Record<MeasurementDeclaration['type'], FieldType>;

/** The measurements that an organisation declares, as a type. `owner`: of what kind of thing they are. */
export function measurementsType(owner: 'entity' | 'repository', declared: readonly MeasurementDeclaration[]): RecordType {
  const fields = declared.map(({ id, title, description, type, unit }): Field => ({
    name: id,
    type: fieldTypes[type],
    description: `${[title, description].filter((part) => part !== undefined).join(': ')}${unit === undefined ? '' : `, in ${unit}`}`,
    optional: true,
  }));
  return {
    name: owner === 'entity' ? 'Measurements' : 'RepositoryMeasurements',
    path: `${owner}.measurements`,
    description: 'Values that the organisation measures itself, as declared in `measurements.yaml`.',
    fields: new Map(fields.map((field) => [field.name, field])),
    facts: true,
  };
}

/** Why there is a measurement or none. */
export interface MeasurementSource {
  /** Entity reference or repository id. */
  readonly bearer: string;
  readonly values: ReadonlyMap<string, KnownFact<Measurement>> | undefined;
  readonly declared: ReadonlyMap<string, MeasurementDeclaration>;
  /** Why none can be known; undefined if they can. */
  readonly none: string | undefined;
}

/** What is measured of one thing. A map, since its fields are the organisation's: cel-js reads fields of maps with `get`. */
abstract class MeasurementsView extends Map<string, unknown> {
  readonly source: MeasurementSource;
  abstract readonly path: string;

  constructor(source: MeasurementSource) {
    super();
    this.source = source;
  }

  override get(name: string): unknown {
    const missing = this.lacks(name);
    if (missing !== undefined) return recorder.miss(missing);
    const { bearer, values, declared } = this.source;
    const known = values?.get(name);
    const type = declared.get(name)?.type;
    const value = known === undefined || type === undefined ? undefined : known.value[type];
    if (recorder.reads !== undefined) {
      recorder.note({ fact: `${this.path}.${name}`, of: bearer, value: shown(value), provenance: known?.provenance, anchor: undefined });
    }
    return type === 'instant' ? new Date(String(value)) : value;
  }

  /** Why a measurement is missing; undefined if it is not. */
  lacks(name: string): MissingFact | undefined {
    const { bearer, values, declared, none } = this.source;
    const known = values?.get(name);
    const type = declared.get(name)?.type;
    if (known !== undefined && known.unknown === undefined && type !== undefined && known.value[type] !== undefined) return undefined;
    const wrongType = known !== undefined && type !== undefined ? `what its source says is not the ${type} that is declared` : undefined;
    return { fact: `${this.path}.${name}`, of: bearer, reason: none ?? known?.unknown ?? wrongType ?? 'no source says it' };
  }

  static lacking(name: string): Lacking {
    return (view) => (view instanceof MeasurementsView ? view.lacks(name) : undefined);
  }
}

export class EntityMeasurements extends MeasurementsView {
  readonly path = 'entity.measurements';
}

export class RepositoryMeasurements extends MeasurementsView {
  readonly path = 'repository.measurements';
}
