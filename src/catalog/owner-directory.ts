import { compareText } from '../findings/codes.ts';
import type { Declared } from './declared.ts';
import { objectAt, textAt } from './json.ts';
import { defaultNamespace } from './ref.ts';

/** Finds the Group or User that an owner in CODEOWNERS means. Undefined if none, or more than one, could be meant. */
export interface OwnerDirectory {
  /** True if the catalog has no Group and no User at all. */
  readonly empty: boolean;
  /** @param owner as written: `@acme/payments`, `@sam` or `sam@example.com` */
  find(owner: string, dialect: 'github' | 'gitlab'): string | undefined;
}

/**
 * Indexes groups and users. A team is the Group whose annotation `github.com/team-slug` names it (`acme/payments` or
 * `payments`), or the Group without that annotation whose name is the slug; a user is the User whose annotation
 * `github.com/user-login` or name is the login; an address is that of a profile. All without regard to case.
 */
export function indexOwners(declared: Iterable<Declared>): OwnerDirectory {
  const teams = new Names();
  const teamNames = new Names();
  const logins = new Names();
  const userNames = new Names();
  const emails = new Names();
  let empty = true;
  for (const owner of [...declared].sort((a, b) => compareText(a.ref, b.ref))) {
    if (owner.kind !== 'Group' && owner.kind !== 'User') continue;
    empty = false;
    const annotations = objectAt(objectAt(owner.entity, 'metadata'), 'annotations');
    emails.add(textAt(objectAt(objectAt(owner.entity, 'spec'), 'profile'), 'email'), owner);
    const [annotation, annotated, named] =
      owner.kind === 'Group' ? (['github.com/team-slug', teams, teamNames] as const) : (['github.com/user-login', logins, userNames] as const);
    const slug = textAt(annotations, annotation);
    if (slug === undefined) named.add(owner.name, owner);
    else annotated.add(slug.replace(/^@/, ''), owner);
  }
  const team = (path: string): string | undefined => {
    const slug = path.slice(path.lastIndexOf('/') + 1);
    return teams.get(path) ?? teams.get(slug) ?? teamNames.get(slug);
  };
  return {
    empty,
    find(owner, dialect) {
      if (!owner.startsWith('@')) return emails.get(owner);
      const path = owner.slice(1);
      // `@@developer` is a role of GitLab: whoever has it, which is no one's name.
      if (path.startsWith('@')) return undefined;
      if (path.includes('/')) return team(path);
      const user = logins.get(path) ?? userNames.get(path);
      return user ?? (dialect === 'gitlab' ? team(path) : undefined);
    },
  };
}

/** Owners by a name: one in the default namespace comes before others; several alike are none. */
class Names {
  private readonly byName = new Map<string, Declared[]>();

  add(name: string | undefined, owner: Declared): void {
    if (name === undefined) return;
    const key = name.trim().toLowerCase();
    const known = this.byName.get(key);
    if (known === undefined) this.byName.set(key, [owner]);
    else known.push(owner);
  }

  get(name: string): string | undefined {
    const owners = this.byName.get(name.toLowerCase()) ?? [];
    const inDefault = owners.filter((owner) => owner.namespace.toLowerCase() === defaultNamespace);
    const [owner, ...others] = inDefault.length > 0 ? inDefault : owners;
    return others.length > 0 ? undefined : owner?.ref;
  }
}
