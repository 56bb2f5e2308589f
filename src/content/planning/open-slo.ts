import type { z } from 'zod';
import { type OpenSloKind, type OpenSloObject, openSlo, openSloKinds } from '../../schema/planning/open-slo.ts';
import type { Finding } from '../../schema/finding.ts';
import { nearestKey, parseYamlDocuments, type YamlSource } from '../document.ts';
import { contentText, yamlFiles } from '../files.ts';
import { isRecord } from '../rules/file.ts';
import { below, type Report, type Spot } from '../rules/report.ts';
import { credentialPaths } from './credentials.ts';
import { distinctByName, type PlanningContext } from './reading.ts';

/** An object of OpenSLO with its place. */
export interface Located<T> {
  readonly value: T;
  readonly spot: Spot;
}

type AnyObject = z.infer<typeof openSlo>;

/** The objects of all files below `slos`, by kind and name. Names are looked up as written. */
export class OpenSloObjects {
  readonly #all: readonly Located<AnyObject>[];

  constructor(all: readonly Located<AnyObject>[]) {
    this.#all = all;
  }

  /** All of a kind, in order of file and place. */
  of<K extends OpenSloKind>(kind: K): ReadonlyMap<string, Located<OpenSloObject<K>>> {
    return new Map(this.#all.flatMap(({ value, spot }) => (isOf(value, kind) ? [[value.metadata.name, { value, spot }]] : [])));
  }
}

function isOf<K extends OpenSloKind>(value: AnyObject, kind: K): value is AnyObject & OpenSloObject<K> {
  return value.kind === kind;
}

/**
 * Reads `slos/*.yaml`, several documents a file: OpenSLO v1, strictly. A document that does not fit is left out with
 * findings that say where and why, and the others stand.
 */
export function readOpenSlo(context: PlanningContext): OpenSloObjects {
  const { dir, report } = context;
  const entries = yamlFiles(dir, 'slos').flatMap((name) => {
    const unread: Finding[] = [];
    const text = contentText(dir, name, unread);
    report.unread(unread);
    return text === undefined ? [] : parseYamlDocuments(text, name).flatMap((source) => objectOf(source, name, text, report) ?? []);
  });
  const byKind = Map.groupBy(entries, ({ value }) => value.kind);
  const kept = [...byKind].flatMap(([kind, all]) => distinctByName(kind, all.map((one) => ({ name: one.value.metadata.name, spot: below(one.spot, 'metadata', 'name'), value: one })), report));
  return new OpenSloObjects(kept);
}

function objectOf(source: YamlSource, name: string, text: string, report: Report): Located<AnyObject> | undefined {
  const spot: Spot = { file: { name, source }, path: [] };
  report.adopt(source.findings, spot.file, text);
  if (source.findings.length > 0) return undefined;
  const { data } = source;
  const kind = isRecord(data) ? kindOf(data, spot, report) : undefined;
  if (!isRecord(data)) report.add('ALM0820', spot, { what: 'The document is not a map of `apiVersion`, `kind`, `metadata` and `spec`.' });
  if (kind === undefined) return undefined;
  for (const path of credentialPaths(data)) {
    report.add('ALM0824', { ...spot, path }, { what: `\`${String(path.at(-1))}\` looks like a credential.` });
  }
  const result = openSlo.safeParse(data);
  if (result.success) return { value: result.data, spot };
  report.adopt(source.issueFindings(flat(result.error.issues), openSloKinds[kind]), spot.file, text);
  return undefined;
}

function kindOf({ apiVersion, kind }: Readonly<Record<string, unknown>>, spot: Spot, report: Report): OpenSloKind | undefined {
  if (apiVersion !== 'openslo/v1') {
    const what = typeof apiVersion === 'string' ? `\`apiVersion\` is \`${apiVersion}\`; only \`openslo/v1\` is read.` : '`apiVersion: openslo/v1` is missing.';
    report.add('ALM0820', apiVersion === undefined ? spot : below(spot, 'apiVersion'), { what });
    return undefined;
  }
  const kinds = Object.keys(openSloKinds);
  if (typeof kind === 'string' && isKind(kind)) return kind;
  const nearest = typeof kind === 'string' ? nearestKey(kind, kinds) : undefined;
  const what = typeof kind === 'string' ? `OpenSLO has no kind \`${kind}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}` : '`kind` is missing.';
  report.add('ALM0820', kind === undefined ? spot : below(spot, 'kind'), { what, fix: `Kinds of OpenSLO v1: ${kinds.join(', ')}.` });
  return undefined;
}

function isKind(kind: string): kind is OpenSloKind {
  return Object.hasOwn(openSloKinds, kind);
}

/** Of a value that may have several shapes: what is wrong with the shape that it comes nearest to. */
function flat(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const branch = issue.errors.find((errors) => errors.every(({ path, code }) => path.length > 0 || code !== 'invalid_type'));
    if (branch === undefined || branch.length === 0) return [issue];
    return flat(branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}
