import { repositoryWeekKind } from '../../schema/facts/repository-week.ts';
import { teamKind } from '../../schema/facts/team.ts';
import { z } from 'zod';
import { literal } from '../../store/columns.ts';
import { sqlInstant } from '../../store/relation.ts';
import type { Store } from '../../store/store.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';

const dayMs = 86_400_000;

/**
 * Of how many people the work in a repository may be: hosts' records of Pull Requests name nobody, so the group is told from
 * elsewhere. It is large enough if in one of the last 13 weeks at least that many contributed, or if the teams that may
 * write have at least that many members. Where neither is known, nobody can say that it is.
 */
export class GroupSizes {
  readonly #members: ReadonlyMap<string, readonly string[]>;
  readonly #contributors: ReadonlyMap<string, number>;

  private constructor(members: ReadonlyMap<string, readonly string[]>, contributors: ReadonlyMap<string, number>) {
    this.#members = members;
    this.#contributors = contributors;
  }

  static async read(store: Store, { asOf, collectors }: Knowledge): Promise<GroupSizes> {
    const own = new Map<string, readonly string[]>();
    const children = new Map<string, string[]>();
    for await (const { value } of store.rows(teamKind, asOf, collectors)) {
      own.set(value.team, value.members ?? []);
      if (value.parent !== undefined) children.set(value.parent, [...(children.get(value.parent) ?? []), value.team]);
    }
    const contributors = new Map<string, number>();
    const since = new Date(Date.parse(asOf) - 13 * 7 * dayMs).toISOString();
    const weeks = store.aggregates(repositoryWeekKind, asOf, collectors, {
      by: 'repository',
      since,
      where: `"startsAt" > TIMESTAMP ${literal(sqlInstant(since))} AND "startsAt" <= TIMESTAMP ${literal(sqlInstant(asOf))}`,
      fields: { most: 'max(contributors)' },
      schema: z.strictObject({ rows: z.int(), most: z.int().optional() }),
    });
    for await (const { by, value } of weeks) if (value.most !== undefined) contributors.set(by, value.most);
    return new GroupSizes(withMembersBelow(own, children), contributors);
  }

  /**
   * True if at least `least` people are known to work in the repository, or to be able to.
   *
   * @param writers teams that may write, as host/organisation/slug
   */
  isKnown(repository: string, writers: readonly string[], least: number): boolean {
    if ((this.#contributors.get(repository) ?? 0) >= least) return true;
    const people = new Set<string>();
    for (const team of writers) {
      for (const member of this.#members.get(team) ?? []) people.add(member.toLowerCase());
      if (people.size >= least) return true;
    }
    return false;
  }
}

/** Members of teams with those of the teams below them, which may do what the team may. Teams that contain one another end where they meet. */
function withMembersBelow(own: ReadonlyMap<string, readonly string[]>, children: ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const team of own.keys()) {
    const seen = new Set([team]);
    for (const at of seen) for (const child of children.get(at) ?? []) seen.add(child);
    all.set(team, seen.size === 1 ? (own.get(team) ?? []) : [...new Set([...seen].flatMap((one) => own.get(one) ?? []))]);
  }
  return all;
}
