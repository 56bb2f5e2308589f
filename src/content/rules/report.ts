import type { Place } from '../../assess/contract.ts';
import { type Code, compareFindings, type FindingDetails, makeFinding } from '../../findings/codes.ts';
import type { Finding } from '../../schema/finding.ts';
import { wordLength, type YamlSource } from '../document.ts';
import type { Span } from '../scalar-source.ts';

/** A file of rules that was parsed. */
export interface RulesFile {
  /** Relative to the content folder. */
  readonly name: string;
  readonly source: YamlSource;
}

/** Something that a file of rules says: where it stands among its keys and indexes. */
export interface Spot {
  readonly file: RulesFile;
  readonly path: readonly PropertyKey[];
}

/** Further down in what a spot holds. */
export function below(spot: Spot, ...path: readonly PropertyKey[]): Spot {
  return { file: spot.file, path: [...spot.path, ...path] };
}

/** The line and column of a spot. */
export function placeOf(spot: Spot): Place {
  const { line, column } = spot.file.source.positionOf(spot.path);
  return { file: spot.file.name, line, column };
}

/** A place as people read it: `scorecards/production.yaml:3:5`. */
export function placeText(spot: Spot): string {
  const { file, line, column } = placeOf(spot);
  return `${file}:${line}:${column}`;
}

/**
 * Findings on rules, each with file, line, column and excerpt. What is inherited or shared is looked at wherever it is
 * used and told once.
 */
export class Report {
  readonly #findings = new Map<string, Finding>();

  /** @param part offsets in the text at the spot, for what is wrong inside of it */
  add(code: Code, spot: Spot, details: Omit<FindingDetails, 'file' | 'line' | 'column' | 'excerpt'>, part?: Span): void {
    const { source, name } = spot.file;
    const at = source.positionOf(spot.path, part);
    this.#keep(makeFinding(code, { ...details, file: name, line: at.line, column: at.column, excerpt: source.excerpt(at) }));
  }

  /** Takes over findings on a file's YAML or its schema. */
  adopt(findings: readonly Finding[], file: RulesFile, text: string): void {
    const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    for (const finding of findings) {
      const { line = 1, column = 1 } = finding;
      const length = wordLength(text, (starts[line - 1] ?? text.length) + column - 1);
      this.#keep({ ...finding, line, column, excerpt: file.source.excerpt({ line, column, length }) });
    }
  }

  /** Takes over findings as they are: on files that were not read, or that are not YAML. */
  unread(findings: readonly Finding[]): void {
    for (const finding of findings) this.#keep(finding);
  }

  /** All findings in order. */
  all(): Finding[] {
    return [...this.#findings.values()].toSorted(compareFindings);
  }

  #keep(finding: Finding): void {
    const { code, file, line, column, what } = finding;
    const key = JSON.stringify([code, file, line, column, what]);
    if (!this.#findings.has(key)) this.#findings.set(key, finding);
  }
}
