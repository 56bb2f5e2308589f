import { compareText } from '../findings/codes.ts';
import type { CatalogEntry } from '../schema/facts/catalog-entry.ts';
import type { Declared } from './declared.ts';
import { isObject, type JsonValue, objectAt, textAt } from './json.ts';
import type { Observed } from './model.ts';

/**
 * Of the Groups that were made of a host's teams, those that nobody declared: a declared Group stands for a team by its
 * annotation `github.com/team-slug` (`acme/payments` or `payments`), or without that annotation by its name, as owners in
 * CODEOWNERS are looked up. The parent of one that stays is the declared Group where there is one. Of two organisations'
 * teams with one name the first by organisation stays.
 */
export function undeclaredGroups(made: readonly Observed<CatalogEntry>[], declared: ReadonlyMap<string, Declared>): Observed<CatalogEntry>[] {
  const standing = declaredTeams(declared.values());
  const sorted = made.toSorted((a, b) => compareText(a.value.ref, b.value.ref) || compareText(a.value.declaredIn, b.value.declaredIn));
  /** The declared Group in place of a made one, by organisation and reference. */
  const instead = new Map<string, string>();
  for (const { value } of sorted) {
    const team = teamOf(value);
    const slug = team?.slice(team.indexOf('/') + 1);
    const found = declared.has(value.ref) ? value.ref : [team, slug].flatMap((name) => (name === undefined ? [] : (standing.get(name) ?? [])))[0];
    if (found !== undefined) instead.set(`${value.declaredIn} ${value.ref}`, found);
  }
  const taken = new Set<string>();
  return sorted.flatMap((entry) => {
    const { ref, declaredIn } = entry.value;
    if (instead.has(`${declaredIn} ${ref}`) || taken.has(ref)) return [];
    taken.add(ref);
    const parent = textAt(objectAt(entry.value.entity, 'spec'), 'parent');
    const other = parent === undefined ? undefined : instead.get(`${declaredIn} ${parent}`);
    return [other === undefined ? entry : { ...entry, value: { ...entry.value, entity: withParent(entry.value.entity, other) } }];
  });
}

/** Declared Groups by the team they stand for: `acme/payments`, or `payments` of whichever organisation. The first by reference. */
function declaredTeams(declared: Iterable<Declared>): ReadonlyMap<string, string> {
  const teams = new Map<string, string>();
  for (const { kind, ref, name, entity } of [...declared].sort((a, b) => compareText(a.ref, b.ref))) {
    if (kind !== 'Group') continue;
    const annotation = textAt(objectAt(objectAt(entity, 'metadata'), 'annotations'), 'github.com/team-slug');
    const team = (annotation ?? name).trim().replace(/^@/, '').toLowerCase();
    if (!teams.has(team)) teams.set(team, ref);
  }
  return teams;
}

function teamOf(entry: CatalogEntry): string | undefined {
  return textAt(objectAt(objectAt(entry.entity, 'metadata'), 'annotations'), 'github.com/team-slug')?.toLowerCase();
}

function withParent(entity: JsonValue, parent: string): JsonValue {
  return isObject(entity) ? { ...entity, spec: { ...objectAt(entity, 'spec'), parent } } : entity;
}
