import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { collector } from '../../collectors/facts/collector.ts';
import { temporaryFolder } from '../clones/repositories.ts';
import { collectOnce } from '../collect/collect-once.ts';

/** Brings the files given, with the source entry given, and tells what became of them. */
async function bring(files: Record<string, string>, source: unknown): ReturnType<typeof collectOnce> {
  const dir = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return collectOnce(collector, source, dir);
}

const payments = { repository: 'github.com/acme/payments', empty: false };
const said = ({ report }: Awaited<ReturnType<typeof bring>>): string[] => report.findings.map(({ what }) => what);

describe('NDJSON', () => {
  it('takes values, and values in an envelope that names kind and source', async () => {
    const lines = [payments, { kind: 'repository', source: 'inventory', url: 'https://inventory.example.com/1', value: { ...payments, repository: 'github.com/acme/ledger' } }];
    const { facts, report } = await bring({ 'repository.ndjson': lines.map((line) => `${JSON.stringify(line)}\n`).join('\n') }, { path: '*.ndjson' });
    expect(facts.map(({ repository }) => repository)).toEqual(['github.com/acme/ledger', 'github.com/acme/payments']);
    expect(report.quarantined).toBe(0);
  });

  it('sets aside what is no JSON, no object, of no known kind, or not as its schema says', async () => {
    const text = ['{', '4', '{"kind":"cat","value":{}}', JSON.stringify({ ...payments, files: 'many' }), JSON.stringify(payments)].join('\n');
    const { facts, report } = await bring({ 'repository.ndjson': text }, { path: 'repository.ndjson' });
    expect(facts).toEqual([payments]);
    expect(report.quarantined).toBe(4);
  });

  it('sets aside what is measured of a person', async () => {
    const lines = ['user:default/sam', 'component:default/web'].map((subject) => JSON.stringify({ subject, measurement: 'merges', number: 3 }));
    const found = await bring({ 'measurement.ndjson': lines.join('\n') }, { path: 'measurement.ndjson' });
    expect(found.report.quarantined).toBe(1);
  });

  it('reads a time with an offset or a blank, and a day, as an instant', async () => {
    const times = ['2026-03-01', '2026-03-01 12:00', '2026-03-01T12:00:00+02:00', '2026-03-01 12:00:00.5+01'];
    const lines = times.map((lastCommitAt, n) => JSON.stringify({ ...payments, repository: `example.com/a/${n}`, lastCommitAt }));
    const { facts } = await bring({ 'repository.ndjson': lines.join('\n') }, { path: 'repository.ndjson' });
    expect(facts.map(({ lastCommitAt }) => lastCommitAt)).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T10:00:00.000Z',
      '2026-03-01T11:00:00.500Z',
    ]);
  });
});

describe('tables', () => {
  it('reads CSV as the kind wants it, leaves empty cells out, and names columns that the kind does not have', async () => {
    const csv = [
      'repository,empty,files,topics,languages,description,cost centre',
      'github.com/acme/payments,false,12,"[""money"",""core""]","[{""name"":""Go"",""bytes"":3}]","Takes, and gives, money",4711',
      'github.com/acme/ledger,TRUE,,,,,',
    ].join('\r\n');
    const { facts, report } = await bring({ 'exports/inventory.csv': csv }, { path: 'exports/*.csv', kind: 'repository' });
    expect(facts).toEqual([
      { repository: 'github.com/acme/ledger', empty: true },
      { ...payments, files: 12, topics: ['money', 'core'], languages: [{ name: 'Go', bytes: 3 }], description: 'Takes, and gives, money' },
    ]);
    expect(report.quarantined).toBe(0);
  });

  it('reads Parquet with its types', async () => {
    const dir = temporaryFolder();
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT 'github.com/acme/payments' AS repository, false AS empty, 12::SMALLINT AS files, TIMESTAMP '2026-03-01 12:00:00' AS "lastCommitAt",
        ['money'] AS topics, [{name: 'Go', bytes: 3}] AS languages, NULL::VARCHAR AS license) TO '${join(dir, 'repository.parquet')}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    const { facts } = await collectOnce(collector, { path: 'repository.parquet' }, dir);
    expect(facts).toEqual([{ ...payments, files: 12, lastCommitAt: '2026-03-01T12:00:00.000Z', topics: ['money'], languages: [{ name: 'Go', bytes: 3 }] }]);
  });

  it('says of a file that is no table that it is none', async () => {
    expect(said(await bring({ 'repository.parquet': 'no parquet' }, { path: 'repository.parquet' }))[0]).toMatch(
      /^Brought facts: repository\.parquet could not be collected: it is not a readable Parquet file: .*the file/,
    );
  });
});

describe('files', () => {
  it('says when nothing matches, and follows no link out of the content folder', async () => {
    expect(said(await bring({}, { path: 'facts/*.ndjson' }))).toEqual(['sources.facts: no file matches `facts/*.ndjson`.']);
    const dir = temporaryFolder();
    const outside = join(temporaryFolder(), 'repository.ndjson');
    writeFileSync(outside, JSON.stringify(payments));
    symlinkSync(outside, join(dir, 'repository.ndjson'));
    const { facts, report } = await collectOnce(collector, { path: '*.ndjson' }, dir);
    expect(facts).toEqual([]);
    expect(report.findings.map(({ code }) => code)).toEqual(['ALM0210']);
  });

  it('keeps facts of more lines than a page holds', async () => {
    const lines = Array.from({ length: 4500 }, (_, n) => JSON.stringify({ ...payments, repository: `example.com/a/${n}` }));
    const { facts } = await bring({ 'repository.ndjson': lines.join('\n') }, { path: 'repository.ndjson' });
    expect(facts).toHaveLength(4500);
  });
});
