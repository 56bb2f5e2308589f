import { describe, expect, it } from 'vitest';
import { groupOf } from '../../collectors/github-teams/group.ts';
import type { Observed } from '../../src/catalog/model.ts';
import { type CatalogEntry, catalogEntry } from '../../src/schema/facts/catalog-entry.ts';
import { build, codeowners, component, declare, entity, provenance, repository } from './organisation.ts';

/** The entry that is made of a team. */
function made(slug: string, parentSlug?: string, org = 'github.com/acme'): Observed<CatalogEntry> {
  const team = { team: `${org}/${slug}`, org, slug, name: slug, ...(parentSlug === undefined ? {} : { parentSlug }), group: true, visible: true, permissions: [] };
  const values = [...groupOf(team)].flatMap((output) => (output.type === 'fact' ? [catalogEntry.parse(output.value)] : []));
  const [value] = values;
  if (value === undefined) throw new Error('no entry was made');
  return { value, provenance: provenance(`GitHub team ${slug}`) };
}

const groupWith = (name: string, annotation?: string, namespace = 'default'): string =>
  entity('Group', name, '{type: team, children: []}', `namespace: ${namespace}${annotation === undefined ? '' : `, annotations: {github.com/team-slug: "${annotation}"}`}`);

const parents = (catalog: ReturnType<typeof build>, ref: string): string[] => catalog.get(ref).relations.filter(({ type }) => type === 'childOf').map(({ target }) => target);

const refs = (catalog: ReturnType<typeof build>): string[] => [...catalog.entities.keys()];

describe('a Group made of a team', () => {
  it('stands where nobody declared one, with its parent, and owns what CODEOWNERS says', () => {
    const id = 'github.com/acme/shop';
    const catalog = build({ entries: [made('payments', 'commerce'), made('commerce')], repositories: [repository(id)], codeowners: [codeowners(id, ['@acme/payments'])] });
    expect(refs(catalog)).toEqual(['component:default/shop', 'group:default/commerce', 'group:default/payments']);
    expect(parents(catalog, 'group:default/payments')).toEqual(['group:default/commerce']);
    expect(catalog.get('component:default/shop').ownership.owner).toBe('group:default/payments');
    expect(catalog.get('group:default/payments').origin).toEqual({});
    expect(catalog.findings.filter(({ entity: about }) => about?.startsWith('group:'))).toEqual([]);
  });

  it.each([
    ['the same reference', groupWith('Payments', 'acme/other'), 'group:default/payments'],
    ['the annotation', groupWith('pay', 'acme/payments'), 'group:default/pay'],
    ['the annotation with an at sign and capitals', groupWith('pay', '@Acme/Payments'), 'group:default/pay'],
    ['the annotation without the organisation', groupWith('pay', 'payments'), 'group:default/pay'],
    ['its name in another namespace', groupWith('payments', undefined, 'eng'), 'group:eng/payments'],
  ])('gives way without a word to a declared one with %s, which becomes the parent', (_what, declared, ref) => {
    for (const where of [undefined, 'github.com/acme/catalog', 'zz.example/zz/catalog']) {
      const catalog = build({ entries: [made('payments'), made('checkout', 'payments'), ...declare(declared, where)] });
      expect(refs(catalog)).toEqual([ref, 'group:default/checkout'].toSorted());
      expect(parents(catalog, 'group:default/checkout')).toEqual([ref]);
      expect(catalog.findings.filter(({ code }) => code === 'ALM0304')).toEqual([]);
    }
  });

  it('stays beside a declared one that stands for a team of another organisation', () => {
    expect(refs(build({ entries: [made('payments'), ...declare(groupWith('pay', 'other/payments'))] }))).toEqual(['group:default/pay', 'group:default/payments']);
  });

  it('stays beside a Component of the same name', () => {
    expect(refs(build({ entries: [made('web'), ...declare(component('web'))] }))).toContain('group:default/web');
  });

  it('is that of the first organisation where two have a team of one name, without a finding', () => {
    const catalog = build({ entries: [made('platform', undefined, 'github.com/zeta'), made('platform', undefined, 'github.com/acme')] });
    expect(catalog.get('group:default/platform').annotations['github.com/team-slug']).toBe('acme/platform');
    expect(catalog.findings).toEqual([]);
  });
});
