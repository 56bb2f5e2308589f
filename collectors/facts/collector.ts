import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { type Collector, type Output, type ParseContext, type RawPage, SourceError } from '../../src/collect/contract.ts';
import { formatIssues } from '../../src/content/issues.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import type { FactKind } from '../../src/schema/fact.ts';
import { factKinds, openKinds } from '../../src/schema/facts/kinds.ts';
import { linesOf } from '../../src/store/lines.ts';
import { matchingFiles } from './files.ts';
import { fieldReader } from './fields.ts';
import { tableLines } from './table.ts';

const config = z.strictObject({
  path: z.string().min(1).describe('File or glob, relative to the content folder: facts/repositories.ndjson, exports/*.csv'),
  kind: z
    .enum(openKinds.map(({ kind }) => kind))
    .optional()
    .describe('Kind of the facts. Without it, a record names its own in `kind`, or the file does: repository.csv, branch.2026.ndjson'),
});
type FactsConfig = z.infer<typeof config>;

/** Lines on one page: enough to be quick, few enough to stay small in memory. */
const linesPerPage = 2000;

const page = z.strictObject({
  file: z.string(),
  kind: z.string().optional(),
  text: z.boolean().describe('True if every value is text, as CSV has it'),
  first: z.int(),
  lines: z.array(z.string()),
});

/**
 * Facts that anyone brings: NDJSON, CSV or Parquet files of any open kind, validated by the schemas that Almanac's own
 * collectors are held to. What a CI system or an inventory can export, a script can feed in.
 */
export const collector: Collector<FactsConfig> = {
  id: 'facts',
  version: '1',
  title: 'Brought facts',
  config,
  kinds: openKinds,
  staleAfter: '7d',

  async shards(source, context) {
    const files = await matchingFiles(context.contentDir, source.path);
    if (files.length === 0) {
      throw new SourceError(`no file matches ${source.path}`, {
        finding: makeFinding('ALM0210', { what: `sources.facts: no file matches \`${source.path}\`.`, file: 'almanac.yaml' }),
      });
    }
    // The kind rides along in the locator: parse has only the page, and fetch only the shard.
    return files.map(({ path, relative }) => ({ id: relative, locator: JSON.stringify({ path, kind: source.kind ?? kindOfName(path) }) }));
  },

  async fingerprint(shard) {
    const hash = createHash('sha256').update(shard.locator);
    for await (const chunk of createReadStream(locate(shard.locator).path)) hash.update(chunk);
    return hash.digest('hex');
  },

  async *fetch(shard, context) {
    const { path, kind } = locate(shard.locator);
    const table = /\.(csv|parquet)$/i.exec(path)?.[1]?.toLowerCase();
    const source = table === 'csv' || table === 'parquet' ? tableLines(path, table) : linesOf(createReadStream(path));
    let lines: string[] = [];
    let read = 0;
    const flush = (): RawPage => {
      const body = { file: shard.id, kind, text: table === 'csv', first: read - lines.length + 1, lines };
      lines = [];
      return { name: `lines-${String(body.first).padStart(9, '0')}`, body: JSON.stringify(body) };
    };
    for await (const line of source) {
      context.signal.throwIfAborted();
      lines.push(line);
      read++;
      if (lines.length === linesPerPage) yield flush();
    }
    if (lines.length > 0 || read === 0) yield flush();
  },

  *parse(raw: RawPage, _context: ParseContext): Iterable<Output> {
    const { file, kind, text, first, lines } = page.parse(JSON.parse(raw.body));
    const ignored = new Set<string>();
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '') continue;
      yield record({ file, kind, text, line: first + index, json: line, ignored });
    }
    if (ignored.size > 0) {
      yield {
        type: 'finding',
        finding: makeFinding('ALM0211', { what: `${file} has fields that are not part of the kind: ${[...ignored].toSorted().join(', ')}.`, file }),
      };
    }
  },
};

interface Line {
  readonly file: string;
  readonly kind: string | undefined;
  readonly text: boolean;
  readonly line: number;
  readonly json: string;
  readonly ignored: Set<string>;
}

const bareValue = z.record(z.string(), z.unknown());

/** The value and where it is from may stand in an envelope (`{kind, source, url, value}`), or the line is the value. */
const envelope = z.object({
  kind: z.string(),
  source: z.string().min(1).optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  value: bareValue,
});

/** True for a measurement of a User. Where to draw that line is not the schema's business: facts stored before must stay readable. */
function ofAPerson(kind: string, value: Readonly<Record<string, unknown>>): boolean {
  const { subject } = value;
  return kind === 'measurement' && typeof subject === 'string' && /^user:/i.test(subject);
}

function record({ file, kind: fileKind, text, line, json, ignored }: Line): Output {
  const place = `${basename(file)}:${line}`;
  const aside = (reason: string): Output => ({ type: 'quarantine', kind: fileKind ?? 'unknown', record: json, reason, source: place });
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return aside(`not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const wrapped = envelope.safeParse(data);
  const name = wrapped.success ? wrapped.data.kind : fileKind;
  if (name === undefined) return aside('it does not say which kind of fact it is; name it in `kind`, in the file name, or in almanac.yaml');
  const kind = factKinds.get(name);
  if (kind === undefined || !openKinds.includes(kind)) {
    return aside(`there is no kind \`${name}\`; kinds that can be brought: ${openKinds.map((open) => open.kind).join(', ')}`);
  }
  const fields = bareValue.safeParse(wrapped.success ? wrapped.data.value : data);
  if (!fields.success) return aside(`expected an object: ${formatIssues(fields.error)}`);
  const value = knownFields(kind, fields.data, text, ignored);
  if (ofAPerson(name, value)) return { type: 'quarantine', kind: name, record: '', reason: 'its subject is a User: nothing is measured of individuals', source: place };
  const source = (wrapped.success ? wrapped.data.source : undefined) ?? `${file}:${line}`;
  return { type: 'fact', kind: name, value, source, url: wrapped.success ? wrapped.data.url : undefined };
}

/** The fields the kind has; the rest is noted, not refused: exports carry columns of their own. Empty cells are absent. */
function knownFields(kind: FactKind, fields: Readonly<Record<string, unknown>>, text: boolean, ignored: Set<string>): Record<string, unknown> {
  const read = fieldReader(kind, text);
  const value: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (!Object.hasOwn(kind.schema.shape, name)) ignored.add(name);
    else if (field !== null && field !== '') value[name] = read(name, field);
  }
  return value;
}

function kindOfName(path: string): string | undefined {
  const stem = basename(path).split('.')[0] ?? '';
  return openKinds.find(({ kind }) => kind === stem || `${kind}s` === stem)?.kind;
}

const locator = z.strictObject({ path: z.string(), kind: z.string().optional() });

function locate(text: string): z.infer<typeof locator> {
  return locator.parse(JSON.parse(text));
}
