import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { SourceError } from '../../src/collect/contract.ts';
import { linesOf } from '../../src/store/lines.ts';
import { literal } from '../../src/store/columns.ts';

/**
 * Rows of a CSV or Parquet file as one JSON object a line. DuckDB reads both; CSV as text throughout, since guessed
 * types would differ from file to file.
 */
export async function* tableLines(path: string, format: 'csv' | 'parquet'): AsyncGenerator<string> {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-table-'));
  try {
    const target = join(dir, 'rows.ndjson');
    await copy(path, format, target);
    yield* linesOf(createReadStream(target));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function copy(path: string, format: 'csv' | 'parquet', target: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '512MB', threads: '2' });
  const connection = await instance.connect();
  const rows = format === 'csv' ? `read_csv(${literal(path)}, header = true, all_varchar = true)` : `read_parquet(${literal(path)})`;
  try {
    await connection.run(`SET TimeZone = 'UTC'; COPY (SELECT * FROM ${rows}) TO ${literal(target)} (FORMAT json)`);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new SourceError(`it is not a readable ${format === 'csv' ? 'CSV' : 'Parquet'} file: ${reason.replaceAll(path, 'the file')}`, { cause: error });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
