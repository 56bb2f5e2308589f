import { pathText } from '../content/document.ts';
import { type Code, type FindingDetails, makeFinding } from '../findings/codes.ts';
import type { CatalogEntry } from '../schema/facts/catalog-entry.ts';
import type { Finding } from '../schema/finding.ts';
import { objectAt, textAt, type JsonValue } from './json.ts';
import type { CatalogLimits } from './limits.ts';
import { locationTargets, mapPlaceholders, type LocationTarget, type Placeholder } from './location.ts';
import { declaredReferences } from './relation-fields.ts';
import { templatedField, templatePlace, withoutTemplatedAnnotations } from './template.ts';
import { validateEntity } from './validate.ts';
import { readDocuments, type Place, type YamlDocument } from './yaml-documents.ts';

/** Issues listed of one entity: more say nothing new to who has to correct it. */
const maxIssues = 10;

/** Longest sentence of a finding, in characters. */
const maxWhat = 500;

/** The file that is read, and what it is part of. */
export interface EntityFile {
  /** Path in the repository or in the content folder. */
  readonly file: string;
  readonly text: string;
  /** The repository; undefined for the content folder. */
  readonly repository: string | undefined;
  readonly limits: CatalogLimits;
  /** The value that a placeholder stands for, or why it cannot be had. */
  resolve(placeholder: Placeholder): { value: JsonValue } | { problem: string };
}

/** A target of a Location with the place that names it. */
export interface PlacedTarget extends LocationTarget, Place {}

export interface EntityFileResult {
  readonly entries: readonly CatalogEntry[];
  readonly targets: readonly PlacedTarget[];
  readonly findings: readonly Finding[];
}

/**
 * Makes a finding about a catalog file. What is wrong in the organisation's own content folder is an error, since there
 * it can and must be put right; the same in a repository is a warning.
 */
export function fileFinding(code: Code, repository: string | undefined, file: string, details: FindingDetails): Finding {
  // What is quoted comes from the file and may be of any length.
  const what = details.what.length > maxWhat ? `${details.what.slice(0, maxWhat)}…` : details.what;
  const finding = makeFinding(code, { ...(repository === undefined ? {} : { repository }), file, ...details, what });
  return repository === undefined && finding.severity === 'warning' ? { ...finding, severity: 'error' } : finding;
}

/** Reads a catalog file: its entities, where its Locations lead, and what is wrong with it, each with line and column. */
export function readEntityFile(input: EntityFile): EntityFileResult {
  const { file, text, repository } = input;
  const entries: CatalogEntry[] = [];
  const targets: PlacedTarget[] = [];
  const findings: Finding[] = [];
  const report = (code: Code, details: FindingDetails): void => {
    findings.push(fileFinding(code, repository, file, details));
  };

  const { documents, problems } = readDocuments(text, input.limits);
  // Blocks like `{% if %}` are no YAML: such a file is a template, not a broken one.
  const template = problems.some((problem) => problem.code === 'ALM0301' && problem.severity === undefined) ? templatePlace(text) : undefined;
  if (template !== undefined) report('ALM0309', { what: `${file} holds template expressions that are not filled in`, ...template });
  for (const { code, message, ...rest } of problems) {
    if (template === undefined || code !== 'ALM0301') report(code, { what: `${file} ${message}`, ...rest });
  }
  for (const document of documents) {
    const field = templatedField(document);
    if (field !== undefined) {
      report('ALM0309', { what: `\`${pathText(field)}\` in ${file} is a template expression that is not filled in`, ...document.place(field) });
      continue;
    }
    const entry = readEntity(document, input, report);
    if (entry === undefined) continue;
    entries.push(entry);
    for (const target of locationTargets(document)) targets.push({ ...target, ...document.place(target.path) });
  }
  return { entries, targets, findings };
}

function readEntity(document: YamlDocument, input: EntityFile, report: (code: Code, details: FindingDetails) => void): CatalogEntry | undefined {
  const { file, repository } = input;
  const entity = mapPlaceholders(withoutTemplatedAnnotations(document), (placeholder, asWritten) => {
    const resolved = input.resolve(placeholder);
    if ('value' in resolved) return resolved.value;
    const what = `${placeholder.key} of \`${pathText(placeholder.path)}\` in ${file}: ${resolved.problem}`;
    report('ALM0307', { what, ...document.place(placeholder.path) });
    return asWritten;
  });
  const result = validateEntity(withoutUnresolved(entity));
  if (result.verdict === 'invalid') {
    const subject = describe(entity);
    for (const issue of result.issues.slice(0, maxIssues)) {
      report('ALM0302', { what: `${subject}: ${issue.message}`, ...document.place(issue.path) });
    }
    const more = result.issues.length - maxIssues;
    if (more > 0) report('ALM0302', { what: `${subject}: ${more} more of its fields are not valid`, ...document.start });
    return undefined;
  }
  const known = result.verdict === 'valid';
  if (!known) {
    const version = textAt(entity, 'apiVersion') ?? '';
    report('ALM0303', { what: `${result.ref} is of the kind ${textAt(entity, 'kind') ?? ''} at ${version}, which is not one of the catalog's`, entity: result.ref, ...document.start });
  }
  const references = known ? declaredReferences(entity).map(({ path }) => ({ path: pathText(path), ...document.place(path) })) : [];
  return {
    ref: result.ref,
    declaredIn: repository ?? 'content',
    ...(repository === undefined ? {} : { repository }),
    file,
    line: document.start.line,
    known,
    ...(references.length === 0 ? {} : { references }),
    entity,
  };
}

/**
 * The entity with text in the place of placeholders that could not be resolved. An API whose definition lies at an
 * address that is never fetched is a valid API: only its definition is not known here.
 */
export function withoutUnresolved(entity: JsonValue): JsonValue {
  return mapPlaceholders(entity, (placeholder, asWritten) =>
    placeholder.key === '$json' || placeholder.key === '$yaml' ? asWritten : placeholder.target || placeholder.key,
  );
}

/** `Component payments`, as far as the document says. */
function describe(entity: JsonValue): string {
  const kind = textAt(entity, 'kind');
  const name = textAt(objectAt(entity, 'metadata'), 'name');
  if (kind === undefined && name === undefined) return 'An entity';
  return `${kind || 'An entity'}${name ? ` ${name.slice(0, 80)}` : ''}`;
}
