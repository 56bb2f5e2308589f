import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { type Column, type Columns, columnsOf } from './columns.ts';

/** A row of a usage report: where it stands, and its fields by column. The name of who used it is not among them. */
export interface ReportRow {
  /** Line of the file, from 1: the last one that the row takes up. */
  readonly line: number;
  field(column: Column): string;
  /** What the report calls a column; undefined if it has none. */
  titleOf(column: Column): string | undefined;
  /** False if it has another number of fields than the header. */
  readonly even: boolean;
}

/** Why a file is no usage report, or no longer one after some line. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const recordWithInfo = z.looseObject({ record: z.array(z.string()), info: z.looseObject({ lines: z.number() }) });

/** Characters of one row: a quote that is never closed would take in the rest of the file. */
const largestRecord = 1_000_000;

/**
 * Reads a usage report (CSV, RFC 4180; with or without a byte order mark) row by row, whatever its size.
 *
 * @param path absolute
 * @param onColumns told what the header says, before the first row
 * @throws ReportError for a file that is none; what node:fs throws for one that cannot be read
 */
export async function* reportRows(path: string, onColumns: (columns: Columns) => void): AsyncGenerator<ReportRow> {
  const source = createReadStream(path);
  const rows = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: largestRecord });
  source.on('error', (error) => rows.destroy(error));
  source.pipe(rows);
  let header: { columns: Columns; titles: readonly string[] } | undefined;
  try {
    for await (const value of rows) {
      const { record, info } = recordWithInfo.parse(value);
      if (header === undefined) {
        header = { columns: headerOf(record), titles: record };
        onColumns(header.columns);
        continue;
      }
      const { titles, columns: { at } } = header;
      yield {
        line: info.lines,
        even: record.length === titles.length || isCut(record, titles.length),
        field: (column) => record[at.get(column) ?? -1] ?? '',
        titleOf: (column) => titles[at.get(column) ?? -1],
      };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    throw new ReportError(words.get(error.code) ?? 'it is not CSV', line);
  } finally {
    source.destroy();
  }
  if (header === undefined) throw new ReportError('it is empty', 1);
}

function headerOf(record: readonly string[]): Columns {
  const columns = columnsOf(record);
  if ('missing' in columns) throw new ReportError(`it has no column ${columns.missing.map((name) => `\`${name}\``).join(', ')}`, 1);
  return columns;
}

/** Reports of 2022 to 2024 leave out the last comma where there are no notes. */
function isCut(record: readonly string[], width: number): boolean {
  return record.length === width - 1 && width >= 12;
}

const words: ReadonlyMap<string, string> = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'a field that begins with a quote does not end with one'],
  ['INVALID_OPENING_QUOTE', 'a quote stands inside a field that does not begin with one'],
  ['CSV_INVALID_CLOSING_QUOTE', 'something follows the closing quote of a field'],
  ['CSV_MAX_RECORD_SIZE', 'a line is longer than a million characters'],
]);
