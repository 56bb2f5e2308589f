import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { Staging } from '../../src/collect/staging.ts';
import { defineFactKind } from '../../src/schema/fact.ts';
import { stagedRow } from '../../src/store/row.ts';
import { type FactVersion, Store } from '../../src/store/store.ts';

const thing = defineFactKind({
  kind: 'thing',
  title: 'Things',
  description: 'Anything',
  policy: 'snapshot',
  schema: z.strictObject({ id: z.string(), text: z.string().optional() }),
  key: ['id'],
});
type Thing = z.infer<typeof thing.schema>;

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-history-'));
  store = await Store.open(dir);
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function publish(values: readonly Thing[], asOf: string, collector = 'test'): Promise<void> {
  const staging = new Staging(join(dir, 'staged'));
  for (const [order, value] of values.entries()) {
    staging.add('thing', stagedRow(thing, value, { collector, version: '1', shard: 'one', source: 'a test', url: undefined, observedAt: asOf, order }));
  }
  const files = await staging.close();
  await store.publish({ kind: thing, collector, asOf, rowsFile: files.get('thing'), covered: ['one'], vanished: [] });
}

async function history(from: string | undefined, until: string, collectors = ['test']): Promise<FactVersion<Thing>[]> {
  const versions: FactVersion<Thing>[] = [];
  for await (const version of store.history(thing, { collectors, from, until })) versions.push(version);
  return versions;
}

const night = (n: number): string => new Date(Date.UTC(2026, 0, n, 3)).toISOString();
const short = ({ value, at, deleted }: FactVersion<Thing>): string => `${value.id}=${value.text ?? ''} ${at.slice(5, 10)}${deleted ? ' gone' : ''}`;

it('gives what stood at the beginning, what changed since, and what disappeared, by key and time', async () => {
  await publish([{ id: 'b', text: '1' }, { id: 'a', text: '1' }, { id: 'gone', text: '1' }], night(1));
  await publish([{ id: 'b', text: '2' }, { id: 'a', text: '1' }], night(2));
  await publish([{ id: 'a', text: '1' }], night(40));
  await publish([{ id: 'a', text: '2' }, { id: 'b', text: '3' }, { id: 'c' }], night(50));
  await publish([{ id: 'a', text: 'later' }], night(60));
  expect((await history(night(2), night(50))).map(short)).toEqual(['a=1 01-01', 'a=2 02-19', 'b=2 01-02', 'b=2 02-09 gone', 'b=3 02-19', 'c= 02-19']);
  expect((await history(undefined, night(2))).map(short)).toEqual(['a=1 01-01', 'b=1 01-01', 'b=2 01-02', 'gone=1 01-01', 'gone=1 01-02 gone']);
  expect((await history(night(45), night(45))).map(short)).toEqual(['a=1 01-01']);
  expect(await history(undefined, night(0))).toEqual([]);
});

it('tells collectors apart, and gives those asked for', async () => {
  await publish([{ id: 'a', text: 'mine' }], night(1));
  await publish([{ id: 'a', text: 'theirs' }], night(2), 'other');
  expect((await history(undefined, night(9))).map(short)).toEqual(['a=mine 01-01']);
  expect((await history(undefined, night(9), ['test', 'other'])).map(({ collector }) => collector)).toEqual(['other', 'test']);
  expect(await history(undefined, night(9), [])).toEqual([]);
});

it('opens no file of a month after the end', async () => {
  await publish([{ id: 'a', text: '1' }], night(1));
  await publish([{ id: 'a', text: '2' }], night(45));
  writeFileSync(store.lake.factFile('thing', '2026-02'), 'no Parquet');
  expect((await history(night(2), night(20))).map(short)).toEqual(['a=1 01-01']);
  await expect(history(night(2), night(45))).rejects.toThrow();
});

it('gives the columns asked for, in the same order', async () => {
  await publish([{ id: 'b', text: 'x' }, { id: 'a' }], night(1));
  const rows: unknown[][] = [];
  for await (const batch of store.historyColumns(thing, { collectors: ['test'], until: night(2) }, ['id', 'length("text")', '_deleted'])) rows.push(...batch);
  expect(rows).toEqual([['a', null, false], ['b', 1n, false]]);
});

it('says the same as asking for each night, whatever happened', async () => {
  const nights = fc.array(fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), text: fc.constantFrom('1', '2') }), { selector: ({ id }) => id }), { minLength: 1, maxLength: 6 });
  let start = 0;
  await fc.assert(
    fc.asyncProperty(nights, fc.nat(5), async (all, skip) => {
      // Nights of one example follow those of the last one, twelve days apart, so that months are crossed.
      for (const [index, values] of all.entries()) await publish(values, night(start + 12 * (index + 1)));
      const from = start + 12 * Math.min(skip, all.length);
      const versions = await history(night(from), night(start + 12 * all.length));
      for (let index = Math.max(1, Math.min(skip, all.length)); index <= all.length; index++) {
        const at = night(start + 12 * index);
        const standing = new Map<string, string | undefined>();
        for (const { value, at: since, deleted } of versions) {
          if (since > at) continue;
          if (deleted) standing.delete(value.id);
          else standing.set(value.id, value.text);
        }
        const asked = new Map<string, string | undefined>();
        for await (const { value } of store.rows(thing, at, ['test'])) asked.set(value.id, value.text);
        expect(standing).toEqual(asked);
      }
      start += 12 * all.length;
    }),
    { numRuns: 8 },
  );
});
