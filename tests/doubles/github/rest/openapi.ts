import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';
import type { Plan } from '../world.ts';

/**
 * GitHub's description of its REST API (`@octokit/openapi`), as far as the double needs it: which operations there are, with
 * which parameters, and what their bodies look like.
 */

const reference = z.looseObject({ $ref: z.string() });
const parameter = z.looseObject({ name: z.string(), in: z.enum(['query', 'path', 'header']), schema: z.unknown() });
const content = z.looseObject({ content: z.looseObject({ 'application/json': z.looseObject({ schema: z.unknown() }).optional() }).optional() });
const operation = z.looseObject({ operationId: z.string(), parameters: z.array(z.union([reference, parameter])).default([]), responses: z.record(z.string(), z.union([reference, content])) });
const description = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()), parameters: z.record(z.string(), z.unknown()), responses: z.record(z.string(), z.unknown()) }),
});
type Description = z.infer<typeof description>;

const files = { 'enterprise-cloud': 'ghec', team: 'api.github.com', server: 'ghes-3.17' } as const satisfies Record<Plan, string>;
const loaded = new Map<Plan, OpenApi>();

/** An operation that a request turned out to mean. */
export interface Matched {
  readonly id: string;
  readonly template: string;
  readonly path: Readonly<Record<string, string>>;
}

export class OpenApi {
  readonly #description: Description;
  readonly #paths: readonly { readonly template: string; readonly segments: readonly string[] }[];
  readonly #validators = new Map<string, ValidateFunction | undefined>();
  readonly #ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false, allowUnionTypes: true });

  private constructor(plan: Plan) {
    const file = createRequire(import.meta.url).resolve(`@octokit/openapi/generated/${files[plan]}.json`);
    this.#description = description.parse(JSON.parse(readFileSync(file, 'utf8')));
    this.#paths = Object.keys(this.#description.paths).map((template) => ({ template, segments: template.split('/') }));
  }

  /** Read once for each process: the files are large. */
  static of(plan: Plan): OpenApi {
    const made = loaded.get(plan) ?? new OpenApi(plan);
    loaded.set(plan, made);
    return made;
  }

  /** The operation of a method and path; of several that fit the one with fewer placeholders. */
  match(method: string, path: string): Matched | undefined {
    const segments = path.split('/');
    const fitting = this.#paths.filter(({ template, segments: wanted }) => wanted.length === segments.length && method.toLowerCase() in (this.#description.paths[template] ?? {}) && wanted.every((part, index) => part.startsWith('{') || part === segments[index]));
    const [best] = fitting.sort((a, b) => a.segments.filter((part) => part.startsWith('{')).length - b.segments.filter((part) => part.startsWith('{')).length);
    if (best === undefined) return undefined;
    const names = best.segments.flatMap((part, index) => (part.startsWith('{') ? [[part.slice(1, -1), decodeURIComponent(segments[index] ?? '')] as const] : []));
    return { id: this.#operation(method, best.template).operationId, template: best.template, path: Object.fromEntries(names) };
  }

  /** What is wrong with the query of a request. */
  wrongQuery(method: string, template: string, query: URLSearchParams): string[] {
    const known = new Map(this.#operation(method, template).parameters.map((held) => ('$ref' in held ? parameter.parse(this.#named('parameters', z.string().parse(held.$ref))) : parameter.parse(held))).map((held) => [held.name, held]));
    return [...query].flatMap(([name, value]) => {
      const held = known.get(name);
      if (held?.in !== 'query') return [`${method} ${template} has no parameter ${name}`];
      const validate = this.#validator(`${template} ${name}`, held.schema);
      const given = /^-?\d+$/.test(value) ? Number(value) : value === 'true' ? true : value === 'false' ? false : value;
      return validate === undefined || validate(given) || validate(value) ? [] : [`${name}=${value} of ${method} ${template} ${this.#ajv.errorsText(validate.errors)}`];
    });
  }

  /** What is wrong with a body that the double is about to send; undefined if nothing is. */
  wrongBody(method: string, template: string, status: number, body: unknown): string | undefined {
    const response = this.#operation(method, template).responses[String(status)];
    if (response === undefined) return `${method} ${template} never answers ${status}`;
    const { content: held } = content.parse('$ref' in response ? this.#named('responses', z.string().parse(response.$ref)) : response);
    const schema = held?.['application/json']?.schema;
    if (schema === undefined) return undefined;
    const validate = this.#validator(`${method} ${template} ${status}`, schema);
    return validate === undefined || validate(body) ? undefined : `${method} ${template} ${status}: body${this.#ajv.errorsText(validate.errors, { dataVar: '' })}`;
  }

  #operation(method: string, template: string): z.infer<typeof operation> {
    return operation.parse(this.#description.paths[template]?.[method.toLowerCase()]);
  }

  #named(kind: 'schemas' | 'parameters' | 'responses', pointer: string): unknown {
    return this.#description.components[kind][pointer.split('/').at(-1) ?? ''];
  }

  #validator(name: string, schema: unknown): ValidateFunction | undefined {
    if (!this.#validators.has(name)) {
      const definitions: Record<string, unknown> = {};
      const converted = this.#converted(schema, definitions);
      this.#validators.set(name, this.#ajv.compile({ allOf: [converted], $defs: definitions }));
    }
    return this.#validators.get(name);
  }

  /** OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, references point into `$defs`. */
  #converted(schema: unknown, definitions: Record<string, unknown>): unknown {
    if (Array.isArray(schema)) return schema.map((item: unknown) => this.#converted(item, definitions));
    if (typeof schema !== 'object' || schema === null) return schema;
    const own = Object.entries(schema).filter(([key]) => !['nullable', 'example', 'examples', 'discriminator', 'description', 'format', 'default'].includes(key) && !key.startsWith('x-'));
    const converted: Record<string, unknown> = {};
    for (const [key, value] of own) {
      if (key === '$ref' && typeof value === 'string') {
        const name = value.split('/').at(-1) ?? '';
        converted['$ref'] = `#/$defs/${name}`;
        if (!(name in definitions)) {
          definitions[name] = true;
          definitions[name] = this.#converted(this.#named('schemas', value), definitions);
        }
      } else if (key === 'properties' && typeof value === 'object' && value !== null) {
        converted[key] = Object.fromEntries(Object.entries(value).map(([property, held]) => [property, this.#converted(held, definitions)]));
      } else converted[key] = key === 'enum' || key === 'required' ? value : this.#converted(value, definitions);
    }
    return 'nullable' in schema && schema.nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
  }
}
