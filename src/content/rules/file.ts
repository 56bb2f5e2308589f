import type { z } from 'zod';
import type { Finding } from '../../schema/finding.ts';
import { parseYaml } from '../document.ts';
import { contentText, yamlFiles } from '../files.ts';
import type { Report, RulesFile, Spot } from './report.ts';

/** An item of a list that does not fit its schema: what it calls itself, so that nothing is said of those who name it. */
export interface BrokenItem {
  text(key: string): string | undefined;
}

/** A file of rules held against its schema. */
export interface Loaded<T> {
  readonly file: RulesFile;
  /** Without the items that do not fit; undefined if something else does not fit either. */
  readonly value: T | undefined;
  readonly broken: readonly BrokenItem[];
  /** Where the index-th item of a list of `value` stands. */
  item(list: string, index: number): Spot;
}

/** Reads the YAML files of a folder whose names match. Each is confined to the content folder and limited in size. */
export function loadFolder<S extends z.ZodType>(dir: string, folder: string, schema: S, list: string, report: Report, names = /./): Loaded<z.infer<S>>[] {
  return yamlFiles(dir, folder).flatMap((name) => {
    if (!names.test(name)) return [];
    const unread: Finding[] = [];
    const text = contentText(dir, name, unread);
    report.unread(unread);
    return text === undefined ? [] : [load(text, name, schema, list, report)];
  });
}

/**
 * Holds one file against its schema. An item of `list` that does not fit is left out and the rest still stands.
 *
 * @param list key of the list whose items stand for themselves
 */
export function load<S extends z.ZodType>(text: string, name: string, schema: S, list: string, report: Report): Loaded<z.infer<S>> {
  const source = parseYaml(text, name);
  const file: RulesFile = { name, source };
  report.adopt(source.findings, file, text);
  if (source.findings.length > 0) return { file, value: undefined, broken: [], item: itemsOf(file) };
  const whole = schema.safeParse(source.data);
  if (whole.success) return { file, value: whole.data, broken: [], item: itemsOf(file) };
  const { issues } = whole.error;
  report.adopt(source.issueFindings(issues, schema), file, text);
  const items = isRecord(source.data) ? source.data[list] : undefined;
  if (!isRecord(source.data) || !Array.isArray(items)) return { file, value: undefined, broken: [], item: itemsOf(file) };

  const bad = new Set(issues.flatMap(({ path }) => (path[0] === list && path.length > 1 ? [path[1]] : [])));
  const kept = items.flatMap((_, index) => (bad.has(index) ? [] : [index]));
  const broken = items.flatMap((item: unknown, index) => (bad.has(index) ? [{ text: (key: string) => textIn(item, key) }] : []));
  const rest = schema.safeParse({ ...source.data, [list]: kept.map((index): unknown => items[index]) });
  return { file, value: rest.success ? rest.data : undefined, broken, item: itemsOf(file, list, kept) };
}

function itemsOf(file: RulesFile, salvaged?: string, kept: readonly number[] = []): Loaded<unknown>['item'] {
  return (list, index) => ({ file, path: [list, list === salvaged ? (kept[index] ?? index) : index] });
}

function textIn(value: unknown, key: string): string | undefined {
  const text = isRecord(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** A map, as data that was read from YAML. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
