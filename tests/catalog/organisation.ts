import { buildCatalog } from '../../src/catalog/build.ts';
import { readEntityFile } from '../../src/catalog/entity-file.ts';
import { catalogLimits } from '../../src/catalog/limits.ts';
import { catalogEntity, type Catalog, type CatalogEntity, type CatalogInput, type Observed } from '../../src/catalog/model.ts';
import type { Provenance } from '../../src/schema/fact.ts';
import type { CatalogEntry } from '../../src/schema/facts/catalog-entry.ts';
import type { Codeowners } from '../../src/schema/facts/codeowners.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';

export function provenance(source: string): Provenance {
  return { source, collector: 'test', version: '1', observedAt: '2026-11-21T00:00:00Z', since: '2026-11-01T00:00:00Z' };
}

/** Entries of a catalog file as the collector gives them. Without a repository: of the content folder. */
export function declare(text: string, repository?: string, file = repository === undefined ? 'catalog/all.yaml' : 'catalog-info.yaml'): Observed<CatalogEntry>[] {
  const { entries, findings } = readEntityFile({ file, text, repository, limits: catalogLimits, resolve: () => ({ problem: 'is not there' }) });
  const fault = findings.find((finding) => finding.severity !== 'note');
  if (fault !== undefined) throw new Error(fault.what);
  return entries.map((value) => ({ value, provenance: provenance(`${file}:${value.line}`) }));
}

/** One entity in short: `Component payments`, its annotations and its spec as YAML flow mappings. */
export function entity(kind: string, name: string, spec: string, more = ''): string {
  const version = kind === 'Capability' ? 'almanac/v1' : 'backstage.io/v1alpha1';
  return `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: ${name}${more === '' ? '' : `, ${more}`}}\nspec: ${spec}\n---\n`;
}

export function component(name: string, spec = '', more = ''): string {
  return entity('Component', name, `{type: service, lifecycle: production, owner: team-a${spec === '' ? '' : `, ${spec}`}}`, more);
}

export function group(name: string, more = ''): string {
  return entity('Group', name, '{type: team, children: []}', more);
}

export function repository(id: string, more: Partial<Repository> = {}): Observed<Repository> {
  return { value: { repository: id, empty: false, ...more }, provenance: provenance(`git clone ${id}`) };
}

export function codeowners(id: string, rootOwners: string[], more: Partial<Codeowners> = {}): Observed<Codeowners> {
  const value: Codeowners = { repository: id, dialect: 'github', path: '.github/CODEOWNERS', rules: 1, invalidLines: 0, rootOwners, rootPattern: '*', rootLine: 2, owners: rootOwners, ...more };
  return { value, provenance: { ...provenance('.github/CODEOWNERS'), url: `https://example.com/${id}/CODEOWNERS` } };
}

/** Builds a catalog and holds every entity to its schema. */
export function build(input: Partial<CatalogInput>): Catalog & { told: string[]; get(ref: string): CatalogEntity } {
  const catalog = buildCatalog({ entries: [], repositories: [], codeowners: [], ownerRules: [], precedence: ['content', 'catalog', 'codeowners'], ...input });
  for (const found of catalog.entities.values()) catalogEntity.parse(found);
  const told = catalog.findings.map(({ code, severity, repository: id, file, line, column, what }) => {
    const place = [[id, file].filter((part) => part !== undefined).join(' '), line, column].filter((part) => part !== undefined && part !== '');
    return `${code} ${severity} ${place.join(':')} ${what}`;
  });
  return {
    ...catalog,
    told,
    get(ref) {
      const found = catalog.entities.get(ref);
      if (found === undefined) throw new Error(`${ref} is not in the catalog`);
      return found;
    },
  };
}
