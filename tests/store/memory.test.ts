import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tagKind } from '../../src/schema/facts/tag.ts';
import { Store } from '../../src/store/store.ts';
import { stagedRow } from '../../src/store/row.ts';

it('takes more memory where its limit is too low for what is published', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-memory-'));
  const store = await Store.open(dir, { memoryLimit: '2MB' });
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const asOf = '2026-11-21T03:00:00.000Z';
  const rowsFile = join(dir, 'rows.ndjson');
  const origin = { collector: 'git', version: '1', shard: 'one', source: 'git clone one', url: undefined, observedAt: asOf };
  const rows = Array.from({ length: 20_000 }, (_, order) => stagedRow(tagKind, tagKind.schema.parse({ repository: 'github.com/acme/one', name: `v1.0.${order}`, taggedAt: asOf }), { ...origin, order }));
  writeFileSync(rowsFile, rows.join(''));
  expect(await store.publish({ kind: tagKind, collector: 'git', asOf, rowsFile, covered: ['one'], vanished: [] })).toMatchObject({ changed: 20_000, tombstones: 0 });
  let found = 0;
  for await (const { value } of store.rows(tagKind, asOf)) found += value.repository === 'github.com/acme/one' ? 1 : 0;
  expect(found).toBe(20_000);
});
