import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineFactKind } from '../../src/schema/fact.ts';
import { instant } from '../../src/schema/primitives.ts';
import { columnType } from '../../src/store/columns.ts';
import { Staging } from '../../src/collect/staging.ts';
import { stagedRow } from '../../src/store/row.ts';
import { Store } from '../../src/store/store.ts';

describe('column types come from the schema', () => {
  it.each([
    [z.string(), 'VARCHAR'],
    [z.int(), 'BIGINT'],
    [z.number(), 'DOUBLE'],
    [z.boolean().optional(), 'BOOLEAN'],
    [instant, 'TIMESTAMP'],
    [z.enum(['a', 'b']), 'VARCHAR'],
    [z.array(z.string()), 'VARCHAR[]'],
    [z.array(z.strictObject({ name: z.string(), at: instant, n: z.int() })), 'STRUCT("name" VARCHAR, "at" VARCHAR, "n" BIGINT)[]'],
    [z.record(z.string(), z.number()), 'MAP(VARCHAR, DOUBLE)'],
    [z.json(), 'JSON'],
  ])('%#', (schema, type) => {
    expect(columnType(schema)).toBe(type);
  });
});

const thing = defineFactKind({
  kind: 'thing',
  title: 'Things',
  description: 'Anything',
  policy: 'snapshot',
  schema: z.strictObject({
    id: z.string().min(1),
    text: z.string().optional(),
    count: z.int().optional(),
    ratio: z.number().optional(),
    flag: z.boolean().optional(),
    at: instant.optional(),
    tags: z.array(z.string()).optional(),
    parts: z.array(z.strictObject({ name: z.string(), note: z.string().optional() })).optional(),
    any: z.json().optional(),
  }),
  key: ['id'],
});
type Thing = z.infer<typeof thing.schema>;

/** Text without lone surrogates: UTF-8 has none. NUL cannot be stored by DuckDB's JSON reader, nor is it text. */
const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed().replaceAll('\0', ''));
const json = fc.jsonValue({ depthSize: 'small', stringUnit: 'grapheme' }).map((value): unknown => JSON.parse(JSON.stringify(value)));
const things: fc.Arbitrary<Thing> = fc
  .record(
    {
      id: text.filter((id) => id.length > 0),
      text,
      count: fc.integer(),
      ratio: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
      flag: fc.boolean(),
      at: fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }).map((date) => date.toISOString()),
      tags: fc.array(text),
      parts: fc.array(fc.record({ name: text, note: text }, { requiredKeys: ['name'] })),
      // A null that stands alone is what Parquet says where there is nothing.
      any: json.filter((value) => value !== null),
    },
    { requiredKeys: ['id'] },
  )
  .map((value) => thing.schema.parse(value));

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'almanac-store-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function publish(store: Store, values: readonly Thing[], asOf: string): Promise<number> {
  const staging = new Staging(join(dir, 'staged'));
  const origin = { collector: 'test', version: '1', shard: 'one', source: 'a test', url: undefined, observedAt: asOf };
  for (const [order, value] of values.entries()) staging.add('thing', stagedRow(thing, value, { ...origin, order }));
  const files = await staging.close();
  const { changed, tombstones } = await store.publish({ kind: thing, collector: 'test', asOf, rowsFile: files.get('thing'), covered: ['one'], vanished: [] });
  return changed + tombstones;
}

it('gives back what was stored, whatever it is, and knows it again', async () => {
  const store = await Store.open(dir);
  let night = Date.parse('2026-01-01T00:00:00Z');
  const next = (): string => new Date((night += 86_400_000)).toISOString();
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(things, { selector: ({ id }) => id, maxLength: 30 }), async (values) => {
      const asOf = next();
      await publish(store, values, asOf);
      const read = new Map<string, Thing>();
      for await (const { value } of store.rows(thing, asOf)) read.set(value.id, value);
      expect(read).toEqual(new Map(values.map((value) => [value.id, value])));
      expect(await publish(store, values, next())).toBe(0);
    }),
    { numRuns: 12 },
  );
  store.close();
});
