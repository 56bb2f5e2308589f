import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { Journal } from '../../src/collect/journal.ts';
import { passingRun, runScope } from '../../src/collect/run-scope.ts';

function file(): string {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-journal-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'deep', 'one.ndjson');
}

const of = { source: 's', basis: 'b', fingerprint: undefined };
const began = { ...of, begunAt: '2026-11-01T03:00:00.000Z' };

it('gives back every whole page, wherever the file was cut', () => {
  const path = file();
  fc.assert(
    fc.property(fc.array(fc.record({ body: fc.string({ unit: 'binary' }), bookmark: fc.option(fc.string(), { nil: undefined }) }), { maxLength: 6 }), fc.nat(1000), (pages, cut) => {
      rmSync(path, { force: true });
      const journal = Journal.open(path);
      journal.begin('a', began);
      const sizes = pages.map(({ body, bookmark }, n) => {
        journal.add('a', { name: `p${n}`, body, ...(bookmark === undefined ? {} : { bookmark }) });
        return statSync(path).size;
      });
      journal.close();
      const length = Math.max(0, statSync(path).size - cut);
      truncateSync(path, length);
      const again = Journal.open(path);
      const whole = sizes.filter((size) => size <= length).length;
      const read = [...(again.find('a', of)?.pages() ?? [])];
      again.close();
      expect(read.map(({ body }) => body)).toEqual(pages.slice(0, whole).map(({ body }) => body.toWellFormed()));
    }),
    { numRuns: 50 },
  );
});

it('goes on after what was cut off, and reads nothing after a line that is none', () => {
  const path = file();
  const journal = Journal.open(path);
  journal.begin('a', began);
  journal.add('a', { name: 'one', body: '1', bookmark: '1' });
  journal.close();
  appendFileSync(path, '{"type":"page","shard":"a","pa');
  const second = Journal.open(path);
  second.add('a', { name: 'two', body: '2', bookmark: '2' });
  second.close();
  expect(readFileSync(path, 'utf8')).not.toContain('"pa{');
  appendFileSync(path, '\u0000\u0000\n{"type":"done","shard":"a"}\n');
  const third = Journal.open(path);
  const found = third.find('a', of);
  expect(found).toMatchObject({ resume: '2', done: false });
  expect([...(found?.pages() ?? [])].map(({ name }) => name)).toEqual(['one', 'two']);
  third.close();
});

it('counts the census of a page once, keeps what is told to, and is gone when nothing is left', () => {
  const path = file();
  const journal = Journal.open(path);
  const census = [{ record: 'r', records: 1, fields: { id: 1 } }];
  for (const shard of ['a', 'b']) {
    journal.begin(shard, began);
    journal.add(shard, { name: 'one', body: shard, bookmark: '1', census });
  }
  expect([...(journal.find('a', of)?.pages() ?? [])]).toEqual([{ name: 'one', body: 'a', bookmark: '1', census }]);
  journal.counted();
  journal.keepOnly(new Set(['b']));
  expect(() => journal.add('b', { name: 'late', body: '' })).toThrow('was closed');
  const next = Journal.open(path);
  expect(next.shards).toEqual(['b']);
  expect([...(next.find('b', of)?.pages() ?? [])]).toEqual([{ name: 'one', body: 'b', bookmark: '1' }]);
  expect(next.find('b', { ...of, fingerprint: 'f' })).toBeUndefined();
  next.keepOnly(new Set());
  expect(existsSync(path)).toBe(false);
});

it('keeps pages of a run with their census, and none of a run that passes', () => {
  const dir = join(file(), '..');
  const page = { name: 'one', body: 'x', census: [{ record: 'r', records: 1, fields: { id: 1 } }] };
  runScope(began.begunAt, dir).kept('list').add(page);
  expect(runScope(began.begunAt, dir).kept('list').pages()).toEqual([page]);
  runScope(began.begunAt, dir).kept('list').clear();
  expect(runScope(began.begunAt, dir).kept('list').pages()).toEqual([]);
  passingRun(began.begunAt).kept('list').add(page);
  expect(passingRun(began.begunAt).kept('list').pages()).toEqual([]);
});
