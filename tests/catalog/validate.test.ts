import { entityKindSchemaValidator } from '@backstage/catalog-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isObject, type JsonObject, type JsonValue } from '../../src/catalog/json.ts';
import { validateEntity } from '../../src/catalog/validate.ts';
import { catalogFile } from '../../src/schema/catalog/kinds.ts';
import { backstageExamples, capabilityExample } from './examples.ts';
import { oracleVerdict, packageSchemas } from './oracle.ts';

/*
 * Agreement with `@backstage/catalog-model`. Deliberate deviations:
 * - Capability is Almanac's own kind: unknown to the oracle, checked here.
 * - An API of the type `mcp-server` is judged by the schema that the package ships for it, as its catalog model does; its
 *   exported validator knows only the general one, which wants a `definition`.
 * - A key `__proto__` is left out when YAML is read (see yaml.test.ts), so it never comes this far.
 * AiResource, new in 1.10 and only in its alpha entry point, is kept aside, as the exported validators do.
 */
describe('agreement with @backstage/catalog-model', () => {
  it("gives the oracle's verdict on every example that the package ships", async () => {
    const schemas = (await packageSchemas()).filter(({ name }) => !name.includes('mcp-server') && name !== 'EntityMeta');
    const examples = schemas.flatMap(({ name, examples }) => examples.map((example) => ({ name, example })));
    const verdicts: string[] = [];
    for (const { name, example } of examples) {
      const expected = await oracleVerdict(example);
      verdicts.push(expected);
      expect({ name, verdict: validateEntity(example).verdict }).toEqual({ name, verdict: expected });
    }
    // Some of its examples break its own rule for label values, by which `Random value Generator` is none.
    expect(verdicts.filter((verdict) => verdict === 'valid').length).toBeGreaterThanOrEqual(6);
    expect(verdicts).toContain('unknown');
    expect(verdicts).toContain('invalid');
  });

  it('gives the verdict of the shipped schema on MCP servers', async () => {
    const shipped = (await packageSchemas()).find(({ name }) => name === 'API.v1alpha1.mcp-server');
    const check = entityKindSchemaValidator(shipped?.schema);
    const [example] = shipped?.examples ?? [];
    if (!isObject(example)) throw new Error('the package ships no example of an MCP server');
    const values: unknown[] = [undefined, null, [], 'x', [{}], [{ type: 'sse' }], [{ type: 'sse', url: '' }], [{ type: 'sse', url: 'x', more: 1 }]];
    const entities = [example, ...values.map((remotes) => ({ ...example, spec: { ...(isObject(example['spec']) ? example['spec'] : {}), remotes } }))];
    for (const entity of entities) {
      const accepted = (() => {
        try {
          return check(entity) === entity;
        } catch {
          return false;
        }
      })();
      expect(validateEntity(entity).verdict === 'valid').toBe(accepted);
    }
    expect(validateEntity(example).verdict).toBe('valid');
  });

  it.each(backstageExamples.map((example) => [String(example['kind']), example] as const))('accepts a full %s at both versions', async (_kind, example) => {
    for (const apiVersion of ['backstage.io/v1alpha1', 'backstage.io/v1beta1']) {
      expect(validateEntity({ ...example, apiVersion }).verdict).toBe('valid');
      expect(await oracleVerdict({ ...example, apiVersion })).toBe('valid');
    }
  });

  it.each(backstageExamples.map((example) => [String(example['kind']), example] as const))(
    'agrees on a %s with any field removed or replaced',
    async (_kind, example) => {
      const seen = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.array(mutation(example), { minLength: 1, maxLength: 3 }), async (mutations) => {
          const entity = mutations.reduce<JsonValue>((value, { path, change }) => changed(value, path, change), example);
          fc.pre(!(isObject(entity) && entity['apiVersion'] === 'almanac/v1'));
          const verdict = await oracleVerdict(entity);
          seen.add(verdict);
          expect(validateEntity(entity).verdict).toBe(verdict);
        }),
        { numRuns: 400 },
      );
      expect(seen).toContain('valid');
      expect(seen).toContain('invalid');
    },
  );

  const formats: [string, (text: string) => JsonObject][] = [
    ['name', (name) => ({ name })],
    ['namespace', (namespace) => ({ name: 'a', namespace })],
    ['tag', (tag) => ({ name: 'a', tags: [tag] })],
    ['label key', (key) => ({ name: 'a', labels: Object.fromEntries([[key, 'v']]) })],
    ['label value', (value) => ({ name: 'a', labels: { key: value } })],
    ['annotation key', (key) => ({ name: 'a', annotations: Object.fromEntries([[key, 'v']]) })],
    ['link address', (url) => ({ name: 'a', links: [{ url }] })],
    ['link title', (title) => ({ name: 'a', links: [{ url: 'https://example.com', title }] })],
  ];
  it.each(formats)('agrees on any %s', async (_what, metadata) => {
    await fc.assert(
      fc.asyncProperty(formatText, async (text) => {
        fc.pre(text !== '__proto__');
        const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Location', metadata: metadata(text), spec: {} };
        expect(validateEntity(entity).verdict).toBe(await oracleVerdict(entity));
      }),
      { numRuns: 400 },
    );
  });

  it('agrees on any kind and version', async () => {
    await fc.assert(
      fc.asyncProperty(formatText, formatText, async (kind, apiVersion) => {
        const entity = { apiVersion, kind, metadata: { name: 'a' } };
        expect(validateEntity(entity).verdict).toBe(await oracleVerdict(entity));
      }),
      { numRuns: 400 },
    );
  });
});

describe('verdicts', () => {
  it('checks Capability, and no other kind at its version', () => {
    expect(validateEntity(capabilityExample)).toEqual({ verdict: 'valid', ref: 'capability:music/artist-web' });
    expect(validateEntity({ ...capabilityExample, kind: 'Component' }).verdict).toBe('unknown');
    expect(validateEntity({ ...capabilityExample, apiVersion: 'backstage.io/v1alpha1' }).verdict).toBe('unknown');
    expect(validateEntity({ ...capabilityExample, spec: { owner: 'a' } })).toEqual({
      verdict: 'invalid',
      issues: [{ path: ['spec', 'lifecycle'], message: '`spec.lifecycle` is missing' }],
    });
  });

  it('says what is wrong with each field, in words', () => {
    const result = validateEntity({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      owner: 'x',
      metadata: { name: 'a b', namespace: 'Foo', tags: ['Java', null], labels: { tier: '-' }, annotations: { 'a/b/c': 'x', n: 1 }, links: [{ url: '/x', title: ' ' }] },
      spec: { type: '', lifecyle: 'production', owner: [], dependsOn: 'x' },
    });
    expect(result.verdict === 'invalid' ? result.issues.map((issue) => issue.message) : []).toMatchInlineSnapshot(`
      [
        "\`metadata.name\` must be letters and digits, with any of \`-_.\` between them, at most 63 characters; it is \`a b\`",
        "\`metadata.namespace\` must be lower-case letters and digits, with hyphens between them; it is \`Foo\`",
        "\`metadata.labels.tier\` must be letters and digits, with any of \`-_.\` between them, at most 63 characters; it is \`-\`",
        "\`metadata.annotations.a/b/c\` has a key that is not valid: it must be a name, or a domain, a slash and a name: example.com/team",
        "\`metadata.annotations.n\` must be text, not the number 1",
        "\`metadata.tags[0]\` must be lower-case letters, digits and any of \`:+#\`, with hyphens between them; it is \`Java\`",
        "\`metadata.tags[1]\` must be text, not empty",
        "\`metadata.links[0].url\` must be a complete address, such as https://example.com/dashboard; it is \`/x\`",
        "\`metadata.links[0].title\` must not be blank; it is \` \`",
        "\`spec.type\` must not be empty",
        "\`spec.lifecycle\` is missing; \`lifecyle\` looks like it",
        "\`spec.owner\` must be text, not a list",
        "\`spec.dependsOn\` must be a list, not text",
        "\`owner\` is not a key of an entity: only apiVersion, kind, metadata and spec are",
      ]
    `);
  });
});

describe('schemas for editors', () => {
  it('describe every key that they know', () => {
    const undescribed: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (Array.isArray(schema)) schema.forEach((item, index) => visit(item, `${path}/${index}`));
      if (!isObject(schema)) return;
      if (isObject(schema['properties'])) {
        for (const [key, property] of Object.entries(schema['properties'])) {
          if (!isObject(property) || typeof property['description'] !== 'string') undescribed.push(`${path}.${key}`);
        }
      }
      for (const [key, value] of Object.entries(schema)) visit(value, `${path}/${key}`);
    };
    visit(z.toJSONSchema(catalogFile, { io: 'input' }), '');
    expect(undescribed).toEqual([]);
  });
});

const odd: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, '', ' ', 'x', 'Foo', 'a b', '-a', 'a..b', 0, 1.5, true, [], {}, [''], ['x'], [null], { a: 1 }, { url: 'x' }, 'required', 'backstage.io/v1', 'component'),
  fc.string({ maxLength: 70 }),
);

interface Mutation {
  readonly path: readonly PropertyKey[];
  readonly change: { readonly value: JsonValue } | undefined;
}

/** Replaces or removes something of the example, or adds a key beside it. */
function mutation(example: JsonObject): fc.Arbitrary<Mutation> {
  const paths = pathsOf(example);
  const all = [...paths, ['more'], ['spec', 'more'], ['metadata', 'more'], ['relations'], ['status'], ['metadata', 'uid'], ['metadata', 'etag'], ['metadata', 'links', 0, 'more']];
  return fc.record({ path: fc.constantFrom(...all), change: fc.option(fc.record({ value: odd }), { nil: undefined }) });
}

function pathsOf(value: JsonValue, path: readonly PropertyKey[] = []): (readonly PropertyKey[])[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...path, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))
      : [];
  return path.length === 0 ? inner : [path, ...inner];
}

function changed(value: JsonValue, path: readonly PropertyKey[], change: Mutation['change']): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return change?.value ?? null;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (index !== key ? [item] : rest.length > 0 ? [changed(item, rest, change)] : change === undefined ? [] : [change.value]));
  }
  if (!isObject(value)) return value;
  const name = String(key);
  if (rest.length > 0) return { ...value, [name]: changed(value[name] ?? {}, rest, change) };
  return change === undefined ? Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)) : { ...value, [name]: change.value };
}

/** Text near the border of what names allow: their characters, at lengths around the limits, and anything at all. */
const formatText = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '0', '9', '-', '_', '.', '/', ':', '+', '#', ' '), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', 'B', '1', '-', '.', '/'), minLength: 60, maxLength: 68 }),
  fc.string({ unit: fc.constantFrom('a', '.', '/'), minLength: 250, maxLength: 258 }),
  fc.constantFrom('a'.repeat(63), 'a'.repeat(64), `${'a'.repeat(63)}/a`, `${'a.'.repeat(126)}a/b`, `${'a.'.repeat(127)}a/b`, 'Component', 'backstage.io/v1alpha1', 'backstage.io/v1beta1', 'https://example.com', 'javascript:alert(1)', 'a\n', '\u00e9', '\ufeff'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
