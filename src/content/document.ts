import { distance } from 'fastest-levenshtein';
import { LineCounter, parseAllDocuments, parseDocument, isAlias, isMap, isScalar, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { makeFinding } from '../findings/codes.ts';
import { caretExcerpt, type Position } from '../findings/excerpt.ts';
import type { Finding } from '../schema/finding.ts';
import { type Span, sourceSpan } from './scalar-source.ts';

/** Largest hand-written YAML file that is parsed, in bytes. */
export const maxYamlBytes = 1_000_000;

/** A value read from YAML against its schema, or the findings that say why there is none. */
export interface Read<T> {
  readonly value: T | undefined;
  readonly findings: readonly Finding[];
  /** Line of a key, or of an item of a list, at a path of keys and indexes; from 1, undefined where there is none. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** One YAML document before it is held against a schema. */
export interface YamlSource {
  /** Undefined if the syntax is wrong. */
  readonly data: unknown;
  /** What is wrong with the syntax. */
  readonly findings: readonly Finding[];
  /** The text of a top-level key, even if the syntax is wrong further down. */
  textOf(key: string): string | undefined;
  lineOf(path: readonly PropertyKey[]): number | undefined;
  /** Where the value at a path stands, or part of a text; the nearest thing around it if there is no such value. */
  positionOf(path: readonly PropertyKey[], part?: Span): Position;
  /** The line of a position, with carets. */
  excerpt(at: Position): string;
  /** What zod found wrong, as findings with their places. */
  issueFindings(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Finding[];
}

/**
 * Reads one YAML document against a schema, strictly: a syntax error, a duplicate key, an unknown key or a value that
 * does not fit gives a finding with line and column, and an unknown key names the nearest known one.
 *
 * @param text contents of the file
 * @param file path to name in findings
 */
export function readYaml<S extends z.ZodType>(text: string, file: string, schema: S): Read<z.infer<S>> {
  const source = parseYaml(text, file);
  const { lineOf } = source;
  if (source.findings.length > 0) return { value: undefined, findings: source.findings, lineOf };
  const result = schema.safeParse(source.data);
  if (result.success) return { value: result.data, findings: [], lineOf };
  return { value: undefined, findings: source.issueFindings(result.error.issues, schema), lineOf };
}

/** Parses one YAML document; an empty one is an empty map. Never throws. */
export function parseYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  return sourceOf(parseDocument(text, { lineCounter: lines, ...strictly }), lines, text, file);
}

/** Parses a file of several YAML documents between lines of `---`, as {@link parseYaml} does each; empty ones are left out. */
export function parseYamlDocuments(text: string, file: string): YamlSource[] {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, ...strictly });
  return (Array.isArray(parsed) ? parsed : [])
    .filter(({ contents, errors }) => errors.length > 0 || (contents !== null && !(isScalar(contents) && contents.value === null)))
    .map((document) => sourceOf(document, lines, text, file));
}

const strictly = { prettyErrors: false, uniqueKeys: true, strict: true } as const;

function sourceOf(document: Document.Parsed, lines: LineCounter, text: string, file: string): YamlSource {
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const lineText = (line: number): string => {
    const start = lines.lineStarts[line - 1] ?? text.length;
    return text.slice(start, lines.lineStarts[line] ?? text.length).replace(/\r?\n$/, '');
  };
  const rest = {
    textOf(key: string): string | undefined {
      const node = nodeAt(document, [key]);
      return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
    },
    lineOf(path: readonly PropertyKey[]): number | undefined {
      const offset = keyOffset(document, path.slice(0, -1), String(path.at(-1))) ?? nodeAt(document, path)?.range?.[0];
      return offset === undefined ? undefined : place(offset).line;
    },
    positionOf(path: readonly PropertyKey[], part?: Span): Position {
      const span = spanAt(document, text, path, part);
      const at = place(span.start);
      const left = lineText(at.line).length - (at.column - 1);
      return { ...at, length: Math.max(1, Math.min(span.end - span.start, left)) };
    },
    excerpt: (at: Position): string => caretExcerpt(lineText(at.line), at),
    issueFindings: (issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Finding[] =>
      issues.flatMap((issue) => issueFindings(issue, { document, file, place, schema })),
  };
  const [data, findings] = dataOf(document, file, place);
  return { data, findings, ...rest };
}

function dataOf(document: Document.Parsed, file: string, place: Reading['place']): [unknown, Finding[]] {
  if (document.errors.length > 0) {
    const findings = document.errors.map((error) =>
      makeFinding('ALM0101', { what: `${file} is not valid YAML: ${firstLine(error.message)}`, file, ...place(error.pos[0]) }),
    );
    return [undefined, findings];
  }
  try {
    return [document.toJS({ maxAliasCount: 100 }) ?? {}, []];
  } catch (error) {
    const what = `${file} could not be read: ${error instanceof Error ? firstLine(error.message) : String(error)}`;
    return [undefined, [makeFinding('ALM0101', { what, file, line: 1, column: 1 })]];
  }
}

/** The value at a path, or what is nearest around it: of a text the part asked for, of a list or map its beginning. */
function spanAt(document: Document, text: string, path: readonly PropertyKey[], part: Span | undefined): Span {
  const written = nodeAt(document, path);
  const node = isAlias(written) && part !== undefined ? written.resolve(document) : written;
  if (isScalar(node) && node.range) {
    if (part !== undefined) return sourceSpan(node, text, part);
    const [start, end] = node.range;
    return node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL' ? { start, end: start + 1 } : { start, end };
  }
  const start = nearestOffset(document, path) ?? 0;
  return { start, end: start + wordLength(text, start) };
}

/** Length of the word that starts at an offset: a key, a name, a mark. */
export function wordLength(text: string, start: number): number {
  return Math.max(1, /^[^\s:,\]}]+/.exec(text.slice(start, start + 200))?.[0].length ?? 1);
}

interface Reading {
  readonly document: Document;
  readonly file: string;
  readonly schema: z.ZodType;
  place(offset: number): { line: number; column: number };
}

function issueFindings(issue: z.core.$ZodIssue, reading: Reading): Finding[] {
  const { document, file, place } = reading;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(reading.schema, issue.path);
    return issue.keys.map((key) => {
      const offset = keyOffset(document, issue.path, key);
      const nearest = nearestKey(key, known);
      const where = issue.path.length === 0 ? '' : ` in ${pathText(issue.path)}`;
      return makeFinding('ALM0103', {
        what: `Unknown key \`${key}\`${where}${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
        file,
        ...(known.length === 0 ? {} : { fix: `Known keys here: ${known.join(', ')}.` }),
        ...(offset === undefined ? {} : place(offset)),
      });
    });
  }
  const offset = nearestOffset(document, issue.path);
  const subject = issue.path.length === 0 ? 'The document' : `\`${pathText(issue.path)}\``;
  const at = offset === undefined ? {} : place(offset);
  if (issue.code === 'invalid_type' && issue.path.length > 0 && issue.message.endsWith('received undefined')) {
    return [makeFinding('ALM0102', { what: `${subject} is missing.`, why: 'It is required, so what it belongs to was not used.', fix: 'Add it.', file, ...at })];
  }
  if (issue.code === 'invalid_type' && issue.path.length > 0 && isNull(nodeAt(document, issue.path))) {
    return [makeFinding('ALM0102', { what: `${subject} has no value.`, fix: 'Give it one, or remove the key. What is only a comment is no value.', file, ...at })];
  }
  const keys = issue.code === 'invalid_type' && issue.expected === 'object' ? knownKeys(reading.schema, issue.path) : [];
  const fix = keys.length === 0 ? {} : { fix: `Write a map. Known keys here: ${keys.join(', ')}.` };
  return [makeFinding('ALM0102', { what: `${subject}: ${issue.message}`, file, ...fix, ...at })];
}

/** The key of `known` closest to `key`, if it is close enough to be a slip: at most a third of its letters differ. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(key.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(2, Math.floor(key.length / 3)) ? best.candidate : undefined;
}

/** `sources.git[0].path` of its segments. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : `${index === 0 ? '' : '.'}${String(segment)}`)).join('');
}

function nodeAt(document: Document, path: readonly PropertyKey[]): Node | undefined {
  const node = document.getIn(path, true);
  return isNode(node) ? node : undefined;
}

function isNull(node: Node | undefined): boolean {
  return isScalar(node) && node.value === null;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

/** Offset of the value at `path`, or of the nearest thing around it that exists (a missing key has no place itself). */
function nearestOffset(document: Document, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const range = (length === 0 ? document.contents : nodeAt(document, path.slice(0, length)))?.range;
    if (range) return range[0];
  }
  return undefined;
}

function keyOffset(document: Document, path: readonly PropertyKey[], key: string): number | undefined {
  const node = path.length === 0 ? document.contents : nodeAt(document, path);
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
  return pair !== undefined && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
}

/** Keys that the schema takes at `path`, through optional, default and array wrappers. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema;
  for (const segment of path) {
    const inner = unwrap(current);
    if (inner.type === 'object') current = inner.shape?.[String(segment)];
    else if (inner.type === 'array') current = inner.element;
    else if (inner.type === 'record') current = inner.valueType;
    else return [];
  }
  const inner = unwrap(current);
  return inner.type === 'object' ? Object.keys(inner.shape ?? {}) : [];
}

interface Inner {
  readonly type: string | undefined;
  readonly shape?: Readonly<Record<string, unknown>> | undefined;
  readonly element?: unknown;
  readonly valueType?: unknown;
}

function unwrap(schema: unknown): Inner {
  let current = schema;
  for (;;) {
    const def = definition(current);
    if (def === undefined) return { type: undefined };
    if ('innerType' in def) {
      current = def['innerType'];
      continue;
    }
    const shape = def['shape'];
    return {
      type: typeof def['type'] === 'string' ? def['type'] : undefined,
      shape: isRecord(shape) ? shape : undefined,
      element: def['element'],
      valueType: def['valueType'],
    };
  }
}

function definition(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(schema)) return undefined;
  const def = schema['def'];
  return isRecord(def) ? def : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
