import type { Output } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import { entityName } from '../../src/schema/catalog/names.ts';
import { type CatalogEntry, catalogEntryKind } from '../../src/schema/facts/catalog-entry.ts';
import type { KeptTeam } from './record.ts';

/**
 * The Group of Backstage's catalog that stands for a team, for organisations that declare none. It has no members: people
 * are declared by whoever keeps the catalog. The catalog prefers a Group that somebody declared.
 */
export function* groupOf(team: KeptTeam): Generator<Output> {
  const { org, slug, name, description, parentSlug, url } = team;
  if (!isName(slug)) {
    yield { type: 'finding', finding: makeFinding('ALM1022', { what: `The team ${team.team} has a name that no Group of the catalog may have` }) };
    return;
  }
  const login = org.slice(org.indexOf('/') + 1);
  const value: CatalogEntry = {
    ref: `group:default/${slug}`.toLowerCase(),
    declaredIn: org,
    made: true,
    file: `teams/${slug}`,
    line: 1,
    known: true,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: slug,
        ...(name === slug ? {} : { title: name }),
        ...(description === undefined ? {} : { description }),
        annotations: { 'github.com/team-slug': `${login}/${slug}` },
        ...(url === undefined ? {} : { links: [{ url, title: 'Team on GitHub' }] }),
      },
      spec: {
        type: 'team',
        ...(parentSlug === undefined || !isName(parentSlug) ? {} : { parent: `group:default/${parentSlug}`.toLowerCase() }),
        children: [],
      },
    },
  };
  yield { type: 'fact', kind: catalogEntryKind.kind, value, source: `GitHub team ${login}/${slug}`, url };
}

function isName(slug: string): boolean {
  return entityName.safeParse(slug).success;
}
