import { compareText, makeFinding } from '../findings/codes.ts';
import { entityKind, type EntityKind } from '../schema/entity.ts';
import type { CatalogEntry } from '../schema/facts/catalog-entry.ts';
import type { Provenance } from '../schema/fact.ts';
import type { Finding } from '../schema/finding.ts';
import { withoutUnresolved } from './entity-file.ts';
import { isObject, objectAt, textAt, type JsonObject } from './json.ts';
import { undeclaredGroups } from './made-groups.ts';
import type { Observed } from './model.ts';
import { defaultNamespace } from './ref.ts';
import { validateEntity } from './validate.ts';

/** A declared entity that gets a page. */
export interface Declared {
  readonly ref: string;
  readonly kind: EntityKind;
  readonly namespace: string;
  readonly name: string;
  readonly entity: JsonObject;
  readonly entry: CatalogEntry;
  readonly provenance: Provenance;
}

export interface Selection {
  /** By reference; of entities declared twice the first. */
  readonly declared: ReadonlyMap<string, Declared>;
  readonly aside: readonly CatalogEntry[];
  readonly findings: readonly Finding[];
}

/**
 * Picks what is to be built from all entries: content comes before repositories, then by repository, file and line; what was
 * made of a host's teams comes last and gives way without a word. Every entry is judged again, since entries that a script
 * brought have not been.
 */
export function selectDeclared(entries: readonly Observed<CatalogEntry>[]): Selection {
  const declared = new Map<string, Declared>();
  const aside = new Map<string, CatalogEntry>();
  const findings: Finding[] = [];
  const take = ({ value: entry, provenance }: Observed<CatalogEntry>): void => {
    const { entity } = entry;
    const result = validateEntity(withoutUnresolved(entity));
    if (result.verdict === 'invalid') {
      const what = `${entry.ref}: ${result.issues[0]?.message ?? 'it is not an entity'}`;
      findings.push(makeFinding('ALM0302', { what, ...placeOf(entry) }));
      return;
    }
    const { ref } = result;
    const kind = entityKind.safeParse(textAt(entity, 'kind'));
    const metadata = objectAt(entity, 'metadata');
    const earlier = declared.get(ref)?.entry ?? aside.get(ref);
    if (earlier !== undefined) {
      findings.push(makeFinding('ALM0304', { what: `${ref} is declared in ${placeText(earlier)} already`, entity: ref, ...placeOf(entry) }));
    } else if (result.verdict === 'unknown' || !kind.success || !isObject(entity)) {
      aside.set(ref, entry);
    } else {
      const namespace = textAt(metadata, 'namespace') ?? defaultNamespace;
      declared.set(ref, { ref, kind: kind.data, namespace, name: textAt(metadata, 'name') ?? '', entity, entry, provenance });
    }
  };
  const made = entries.filter(({ value }) => value.made === true);
  entries.filter(({ value }) => value.made !== true).toSorted((a, b) => compareEntries(a.value, b.value)).forEach(take);
  undeclaredGroups(made, declared).forEach(take);
  return { declared, aside: [...aside.values()].sort((a, b) => compareText(a.ref, b.ref)), findings };
}

function compareEntries(a: CatalogEntry, b: CatalogEntry): number {
  // The content folder has no repository, and the empty text sorts first.
  return compareText(a.repository ?? '', b.repository ?? '') || compareText(a.file, b.file) || a.line - b.line || compareText(a.ref, b.ref);
}

/** The place of an entry, or of one of its references (`spec.dependsOn[0]`), for a finding. */
export function placeOf(entry: CatalogEntry, path?: string): Partial<Pick<Finding, 'repository' | 'file' | 'line' | 'column'>> {
  // What was made of a team stands in no file.
  if (entry.made === true) return {};
  const { repository, file, line } = entry;
  const reference = path === undefined ? undefined : entry.references?.find((candidate) => candidate.path === path);
  const at = reference === undefined ? { line } : { line: reference.line, column: reference.column };
  return { ...(repository === undefined ? {} : { repository }), file, ...at };
}

/** `github.com/acme/payments catalog-info.yaml:12`: for people. */
export function placeText(entry: CatalogEntry): string {
  return `${entry.repository === undefined ? '' : `${entry.repository} `}${entry.file}:${entry.line}`;
}
