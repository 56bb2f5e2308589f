import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import type { Code, FindingDetails } from '../findings/codes.ts';
import type { JsonValue } from './json.ts';
import type { CatalogLimits } from './limits.ts';
import { plainValue, type ValueProblem } from './yaml-value.ts';

/** A line and a column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One document of a YAML file that could be read. */
export interface YamlDocument {
  readonly value: JsonValue;
  /** Where its content starts. */
  readonly start: Place;
  /** Where the value at a path stands, or the nearest thing around it: a missing key has no place of its own. */
  place(path: readonly PropertyKey[]): Place;
  /** The text the value at a path was written as; undefined if there is none. */
  source(path: readonly PropertyKey[]): string | undefined;
}

/** Something wrong with the text, as the details of a finding whose `what` still lacks its subject, the file. */
export interface TextProblem extends Omit<FindingDetails, 'file' | 'repository' | 'what'> {
  readonly code: Code;
  /** Continues a sentence that starts with the file's name: `is not valid YAML: …`. */
  readonly message: string;
}

/** Two hundred opening brackets in a row: the parser spends seconds on such text before it gives up. */
const openingRun = /(?:[[{][ \t\r\n]*){200}/;

/**
 * Splits text into its YAML documents, as Backstage does: a document with an error is left out and the others stand;
 * merge keys (`<<`) and dates are not special; empty documents are ignored. Aliases, depth and size are bounded.
 */
export function readDocuments(
  text: string,
  limits: CatalogLimits,
): { documents: readonly YamlDocument[]; problems: readonly TextProblem[] } {
  if (openingRun.test(text)) return { documents: [], problems: [tooDeep] };
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const documents: YamlDocument[] = [];
  const problems: TextProblem[] = [];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const [error] = document.errors;
    if (error !== undefined) {
      problems.push(
        error.code === 'RESOURCE_EXHAUSTION'
          ? tooDeep
          : { code: 'ALM0301', message: `is not valid YAML: ${firstLine(error.message)}`, ...placeAt(error.pos[0]) },
      );
      continue;
    }
    const { value, problems: found } = plainValue(document, text, limits);
    for (const problem of found) problems.push(textProblem(problem, placeAt));
    for (const warning of document.warnings) problems.push(tagNote(warning, placeAt));
    const unfit = found.some((problem) => problem.kind !== 'dropped-key');
    const { contents } = document;
    if (unfit || value === undefined || value === null || contents === null) continue;
    documents.push({
      value,
      start: placeAt(contents.range[0]),
      place: (path) => placeAt(nearest(document, path)?.range?.[0] ?? contents.range[0]),
      source: (path) => {
        const range = nodeAt(document, path)?.range;
        return range ? text.slice(range[0], range[1]) : undefined;
      },
    });
  }
  return { documents, problems };
}

const tooDeep: TextProblem = { code: 'ALM0308', message: 'is nested too deep to be parsed' };

function textProblem(problem: ValueProblem, placeAt: (offset: number) => Place): TextProblem {
  const place = problem.offset === undefined ? {} : placeAt(problem.offset);
  switch (problem.kind) {
    case 'too-large':
      return { code: 'ALM0308', message: problem.message, ...place };
    case 'dropped-key':
      return {
        code: 'ALM0301',
        severity: 'note',
        message: problem.message,
        why: 'The key has a meaning of its own in many programs that read JSON.',
        fix: 'Rename the key.',
        ...place,
      };
    case 'duplicate-key':
    case 'unknown-alias':
      return { code: 'ALM0301', message: `is not valid YAML: it ${problem.message}`, ...place };
  }
}

function tagNote(warning: { message: string; pos: readonly [number, number] }, placeAt: (offset: number) => Place): TextProblem {
  return {
    code: 'ALM0301',
    severity: 'note',
    message: `uses YAML beyond what is read here: ${firstLine(warning.message)}`,
    why: 'Tags that are not part of YAML itself are never acted on; the value was read as plain text.',
    fix: 'Remove the tag.',
    ...placeAt(warning.pos[0]),
  };
}

function nodeAt(document: Document.Parsed, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = document.contents;
  for (const key of path) {
    if (isMap(node)) node = node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))?.value;
    else if (isSeq(node)) node = node.items[Number(key)];
    else return undefined;
  }
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node : undefined;
}

function nearest(document: Document.Parsed, path: readonly PropertyKey[]): Node | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = nodeAt(document, path.slice(0, length));
    if (found?.range) return found;
  }
  return undefined;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
