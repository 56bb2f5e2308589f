import { readdirSync } from 'node:fs';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';

/** What `@backstage/catalog-model` says of an entity, put together as Backstage's catalog backend does. */
export type OracleVerdict = 'valid' | 'unknown' | 'invalid';

const policy = EntityPolicies.allOf([new SchemaValidEntityPolicy(), new NoForeignRootFieldsEntityPolicy(), new FieldFormatEntityPolicy()]);

const validators = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];

export async function oracleVerdict(value: unknown): Promise<OracleVerdict> {
  // What is judged is any value at all; the package's types expect that somebody has looked at it before.
  const entity = structuredClone(value) as Entity;
  try {
    await policy.enforce(entity);
    for (const validator of validators) if (await validator.check(entity)) return 'valid';
    return 'unknown';
  } catch {
    return 'invalid';
  }
}

const schemas = new URL('../../node_modules/@backstage/catalog-model/dist/schema/', import.meta.url);

export interface PackageSchema {
  readonly name: string;
  readonly examples: readonly unknown[];
  readonly schema: unknown;
}

/** The schemas that the package ships, each with its examples. They are not exported, so they are read as files. */
export async function packageSchemas(): Promise<PackageSchema[]> {
  const names = ['kinds', '.'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, schemas))
      .filter((name) => name.endsWith('.schema.json.esm.js'))
      .map((name) => `${folder}/${name}`),
  );
  return Promise.all(
    names.map(async (name) => {
      const loaded: { default: { examples?: unknown[] } } = await import(new URL(name, schemas).href);
      return { name: name.replace(/^.*\/|\.schema\.json\.esm\.js$/g, ''), examples: loaded.default.examples ?? [], schema: loaded.default };
    }),
  );
}
