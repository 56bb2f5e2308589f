import { describe, expect, it } from 'vitest';
import type { CatalogInput } from '../../src/catalog/model.ts';
import { build, codeowners, component, declare, group, repository } from './organisation.ts';

const payments = 'github.com/acme/payments';
const lost = new Map([[payments, 'it was never read: the disk is on fire']]);
const nothing: NonNullable<CatalogInput['unread']> = { codeowners: new Map(), catalogFiles: new Map(), repositories: new Map() };

/** What is not known of one entity, by field. */
function gaps(ref: string, input: Partial<CatalogInput>): Record<string, string> {
  return Object.fromEntries(build({ repositories: [repository(payments)], ...input }).gaps?.get(ref) ?? []);
}

describe('what is not known of an entity though it looks absent', () => {
  it('is nothing where every source was read', () => {
    expect(gaps('component:default/payments', { unread: nothing })).toEqual({});
    expect(gaps('component:default/payments', {})).toEqual({});
  });

  it('is its owner where CODEOWNERS would decide and could not be read', () => {
    const reason = 'it was never read: the disk is on fire';
    expect(gaps('component:default/payments', { unread: { ...nothing, codeowners: lost } })).toEqual({ owner: reason, ownerResolved: reason, ownedBy: reason, ownerDrift: reason });
    const stale = build({ repositories: [repository(payments)], codeowners: [codeowners(payments, ['@acme/old'])], unread: { ...nothing, codeowners: lost } });
    expect([...(stale.gaps?.get('component:default/payments')?.keys() ?? [])]).toContain('owner');
    expect(stale.get('component:default/payments').ownership.owner).toBe('@acme/old');
  });

  it('is not the owner where a source decides that comes before, but whether sources agree', () => {
    const entries = declare(component('payments') + group('team-a'), payments);
    const unread = { ...nothing, codeowners: lost };
    expect(Object.keys(gaps('component:default/payments', { entries, unread }))).toEqual(['ownerDrift']);
    expect(Object.keys(gaps('component:default/payments', { entries, unread, precedence: ['codeowners', 'catalog'] }))).toEqual(['owner', 'ownerResolved', 'ownedBy', 'ownerDrift']);
    expect(Object.keys(gaps('component:default/payments', { entries, unread, precedence: ['content', 'catalog'] }))).toEqual([]);
  });

  it.each([
    ['github.com/project-slug: acme/gone', 'github.com/acme/gone'],
    ['backstage.io/source-location: "url:https://github.com/acme/gone/tree/main/"', 'url:https://github.com/acme/gone/tree/main/'],
  ])('is its repositories where it names one that no source has read: %s', (annotation, named) => {
    const entries = declare(component('web', '', `annotations: {${annotation}}`));
    expect(gaps('component:default/web', { entries })).toEqual({ repositories: `it names ${named} as its repository, which no source has read` });
  });

  it('is not its repositories where it names none, or only a folder', () => {
    expect(gaps('component:default/web', { entries: declare(component('web')) })).toEqual({});
    expect(gaps('component:default/web', { entries: declare(component('web', '', 'annotations: {backstage.io/source-location: "dir:./web"}')) })).toEqual({});
  });

  it('is all that a catalog file would say of a component that was inferred because the file could not be read', () => {
    const found = gaps('component:default/payments', { unread: { ...nothing, catalogFiles: lost } });
    for (const field of ['type', 'lifecycle', 'tags', 'annotations', 'links', 'spec', 'system', 'owner', 'dependsOn']) expect(found).toHaveProperty(field);
    expect(found).toHaveProperty('title', 'its catalog file could not be read; it was never read: the disk is on fire');
    for (const field of ['ref', 'kind', 'name']) expect(found).not.toHaveProperty(field);
  });

  it('is what was guessed from a repository that is too old to be relied on', () => {
    expect(Object.keys(gaps('component:default/payments', { unread: { ...nothing, repositories: lost } }))).toEqual(['description', 'type', 'lifecycle', 'annotations', 'spec']);
  });
});
