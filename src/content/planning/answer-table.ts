import { CsvError, parse } from 'csv-parse/sync';

/** One line of answers; `line` is the last one that it takes up, from 1. */
export interface AnswerRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file of answers before it is held against the survey. */
export interface AnswerTable {
  /** Names of the columns, without white space around them. */
  readonly columns: readonly string[];
  readonly rows: readonly AnswerRow[];
  /** Lines whose number of fields is another than that of the first. */
  readonly uneven: readonly number[];
}

/** Why a file is no table. What it says is left out: it is about people. */
export interface TableProblem {
  readonly what: string;
  readonly line: number;
}

/**
 * Reads CSV (RFC 4180) as spreadsheets and survey tools export it: with or without a byte order mark, CRLF or LF,
 * fields in quotes, separated by commas, semicolons or tabs as the first line is; a line `sep=;` before it decides.
 */
export function readAnswerTable(text: string): AnswerTable | TableProblem {
  // Of a line break inside quotes the parser counts both characters of CRLF.
  const body = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const stated = /^sep=(.)\n/.exec(body);
  const offset = stated === null ? 0 : 1;
  const source = stated === null ? body : body.slice(stated[0].length);
  try {
    const records: unknown = parse(source, { delimiter: stated?.[1] ?? delimiterOf(source), info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true });
    const [first, ...rest] = Array.isArray(records) ? records.flatMap((record) => rowOf(record, offset) ?? []) : [];
    if (first === undefined) return { what: 'It is empty.', line: 1 };
    const even = (row: AnswerRow): boolean => row.cells.length === first.cells.length;
    return { columns: first.cells.map((name) => name.trim()), rows: rest.filter(even), uneven: rest.filter((row) => !even(row)).map(({ line }) => line) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines + offset : 1;
    return { what: `${words.get(error.code) ?? 'It is not CSV'}.`, line };
  }
}

const words: ReadonlyMap<string, string> = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'A field that begins with a quote does not end with one'],
  ['INVALID_OPENING_QUOTE', 'A quote stands inside a field that does not begin with one'],
  ['CSV_INVALID_CLOSING_QUOTE', 'Something follows the closing quote of a field'],
]);

/** What separates the fields of the first line, most often: what stands in quotes does not count. */
function delimiterOf(text: string): string {
  const line = (/^.*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((mark) => ({ mark, times: line.split(mark).length - 1 }));
  return counted.toSorted((a, b) => b.times - a.times)[0]?.mark ?? ',';
}

/** A record as csv-parse gives it with `info`. */
function rowOf(value: unknown, offset: number): AnswerRow | undefined {
  if (typeof value !== 'object' || value === null || !('record' in value) || !('info' in value)) return undefined;
  const { record, info } = value;
  if (!Array.isArray(record) || typeof info !== 'object' || info === null || !('lines' in info)) return undefined;
  return { line: Number(info.lines) + offset, cells: record.map(String) };
}
