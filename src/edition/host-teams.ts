import { z } from 'zod';
import type { Catalog } from '../catalog/model.ts';
import { compareText } from '../findings/codes.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { provenanceOf } from '../knowledge/repository-record.ts';
import { staleReason } from '../knowledge/stale-reason.ts';
import type { HostTeam } from '../schema/edition/entity.ts';
import { type Team, teamKind, teamPermissionKind } from '../schema/facts/team.ts';
import type { Store, StoredFact } from '../store/store.ts';
import { optional, type Summaries } from './summaries.ts';

/** Annotations by which a Group says which team of a host it is: `acme/payments`. */
const annotations = ['github.com/team-slug', 'gitlab.com/group-slug'] as const;

const permissions = z.record(z.string(), z.int().nonnegative());

/** Teams of hosts, and the Groups that say which of them they are. */
export class HostTeams {
  readonly #teams: ReadonlyMap<string, StoredFact<Team>>;
  readonly #permissions: ReadonlyMap<string, Readonly<Record<string, number>>>;
  readonly #groups: ReadonlyMap<string, string>;
  readonly #bySlug: ReadonlyMap<string, readonly (readonly [slug: string, team: string])[]>;
  readonly #knowledge: Knowledge;

  private constructor(knowledge: Knowledge, catalog: Catalog, teams: ReadonlyMap<string, StoredFact<Team>>, allowed: ReadonlyMap<string, Readonly<Record<string, number>>>) {
    this.#knowledge = knowledge;
    this.#teams = teams;
    this.#permissions = allowed;
    // An annotation may leave the organisation out.
    this.#bySlug = Map.groupBy([...teams.keys()].flatMap((team) => [[slugOf(team), team] as const, [lastOf(slugOf(team)), team] as const]), ([slug]) => slug);
    const groups = new Map<string, string>();
    for (const { ref, kind, annotations: own } of catalog.entities.values()) {
      const slug = kind === 'Group' ? slugIn(own) : undefined;
      if (slug !== undefined && !groups.has(slug)) groups.set(slug, ref);
    }
    this.#groups = groups;
  }

  static async read(store: Store, knowledge: Knowledge, catalog: Catalog): Promise<HostTeams> {
    const { asOf, collectors } = knowledge;
    const teams = new Map<string, StoredFact<Team>>();
    for await (const fact of store.rows(teamKind, asOf, collectors)) if (!teams.has(fact.value.team)) teams.set(fact.value.team, fact);
    const allowed = new Map<string, Readonly<Record<string, number>>>();
    const counted = store.aggregates(teamPermissionKind, asOf, collectors, { by: 'team', fields: { permissions: 'histogram(permission)' }, schema: z.strictObject({ rows: z.int(), permissions }) });
    for await (const { by, value } of counted) allowed.set(by, value.permissions);
    return new HostTeams(knowledge, catalog, teams, allowed);
  }

  /** The Group that a team is, by the team's host/organisation/slug. */
  groupOf(team: string): string | undefined {
    const slug = slugOf(team);
    return this.#groups.get(slug) ?? this.#groups.get(lastOf(slug));
  }

  /** The address of a team's page on its host. */
  urlOf(team: string): string | undefined {
    return this.#teams.get(team)?.value.url;
  }

  /** The teams that a Group says it is: several hosts may have one of that name. */
  ofGroup(own: Readonly<Record<string, string>>, summaries: Summaries): HostTeam[] {
    const slug = slugIn(own);
    const teams = slug === undefined ? [] : (this.#bySlug.get(slug) ?? []).map(([, team]) => team);
    return teams.toSorted(compareText).flatMap((team) => {
      const fact = this.#teams.get(team);
      return fact === undefined ? [] : [this.#view(fact, summaries)];
    });
  }

  #view(fact: StoredFact<Team>, summaries: Summaries): HostTeam {
    const { team, name, description, parent, visible, members, maintainers, url } = fact.value;
    const age = this.#knowledge.ages.of(fact.collector, fact.shard);
    const shared = { team, name, ...optional('url', url), age, provenance: provenanceOf(fact, age) };
    if (age.state === 'unknown') return { ...shared, unknown: staleReason(age), permissions: [] };
    const group = parent === undefined ? undefined : this.groupOf(parent);
    const counts = Object.entries(this.#permissions.get(team) ?? {});
    return {
      ...shared,
      ...optional('description', description),
      ...(parent === undefined ? {} : { parent: { team: parent, ...optional('entity', group === undefined ? undefined : summaries.link(group)) } }),
      ...optional('visible', visible),
      ...optional('members', members?.length),
      ...optional('maintainers', maintainers?.length),
      permissions: counts.map(([permission, repositories]) => ({ permission, repositories })).toSorted((a, b) => b.repositories - a.repositories || compareText(a.permission, b.permission)),
    };
  }
}

function slugIn(own: Readonly<Record<string, string>>): string | undefined {
  for (const annotation of annotations) {
    const slug = own[annotation]?.trim().replace(/^@/, '').toLowerCase();
    if (slug !== undefined && slug !== '') return slug;
  }
  return undefined;
}

/** `acme/payments` of `github.com/acme/payments`. */
function slugOf(team: string): string {
  return team.slice(team.indexOf('/') + 1).toLowerCase();
}

/** `payments` of `acme/payments`. */
function lastOf(slug: string): string {
  return slug.slice(slug.lastIndexOf('/') + 1);
}
