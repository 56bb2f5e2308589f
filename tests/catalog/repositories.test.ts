import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityNameOf } from '../../src/catalog/inferred.ts';
import { entityName } from '../../src/schema/catalog/names.ts';
import { build, codeowners, component, declare, entity, group, repository } from './organisation.ts';

const payments = 'github.com/acme/payments';

describe('the repositories of an entity', () => {
  const claims = (annotations: string, declaredIn: string | undefined, ids: string[]): string[] => {
    const entries = declare(component('web', '', `annotations: {${annotations}}`), declaredIn);
    return build({ entries, repositories: ids.map((id) => repository(id)) }).get('component:default/web').repositories;
  };

  it.each([
    ['declares it', '', payments, [payments], [payments]],
    ['nothing says so', '', undefined, [payments], []],
    ['has its slug', 'github.com/project-slug: Acme/Payments', undefined, [payments], [payments]],
    ['has its slug on a host of its own', 'github.com/project-slug: acme/payments', undefined, ['ghe.acme.example/acme/payments'], ['ghe.acme.example/acme/payments']],
    ['has its slug on two other hosts', 'github.com/project-slug: acme/payments', undefined, ['a.example/acme/payments', 'b.example/acme/payments'], []],
    ['has its slug on two hosts, one the own', 'github.com/project-slug: acme/payments', 'b.example/acme/catalog', ['a.example/acme/payments', 'b.example/acme/payments', 'b.example/acme/catalog'], ['b.example/acme/payments']],
    ['has its slug in nested groups', 'gitlab.com/project-slug: acme/money/payments', undefined, ['gitlab.com/acme/money/payments'], ['gitlab.com/acme/money/payments']],
    ['is its source', 'backstage.io/source-location: "url:https://github.com/acme/payments/tree/main/services/web/"', undefined, [payments], [payments]],
    ['is its source in nested groups', 'backstage.io/source-location: "url:https://gitlab.com/acme/money/payments/-/tree/main/"', undefined, ['gitlab.com/acme/money', 'gitlab.com/acme/money/payments'], ['gitlab.com/acme/money/payments']],
    ['is named in place of the declaring one', 'github.com/project-slug: acme/payments', 'github.com/acme/catalog', [payments, 'github.com/acme/catalog'], [payments]],
    ['is not known, so the declaring one', 'github.com/project-slug: acme/gone', payments, [payments], [payments]],
    ['is no address', 'backstage.io/source-location: "https://github.com/acme/payments"', undefined, [payments], []],
  ])('one that %s', (_what, annotations, declaredIn, ids, expected) => {
    expect(claims(annotations, declaredIn, ids)).toEqual(expected);
  });

  it('are listed the other way with the one that stands for it first', () => {
    const entries = [
      ...declare(entity('API', 'a', '{type: openapi, lifecycle: x, owner: team-a, definition: x}') + component('web') + group('team-a'), payments),
      ...declare(component('sub'), payments, 'services/sub/catalog-info.yaml'),
    ];
    const { repositories } = build({ entries, repositories: [repository(payments)] });
    expect([...repositories.values()].map(({ repository: id, entities }) => [id, entities])).toEqual([[payments, ['component:default/web', 'api:default/a', 'component:default/sub']]]);
  });

  it('are not claimed by a group, user or domain that they declare', () => {
    const entries = declare(group('team-a') + entity('User', 'sam', '{memberOf: []}') + entity('Domain', 'd', '{owner: team-a}'), 'github.com/acme/org');
    const found = build({ entries, repositories: [repository('github.com/acme/org')] });
    expect(found.repositories.get('github.com/acme/org')?.entities).toEqual(['component:default/org']);
    expect(found.get('component:default/org').inferred).toBe(true);
  });
});

describe('inferred components', () => {
  it('stand for unclaimed repositories, one line away from being declared', () => {
    const found = build({
      entries: declare(group('team-a', 'annotations: {github.com/team-slug: acme/a-team}')),
      repositories: [repository(payments, { description: 'Takes money', webUrl: 'https://github.com/acme/payments', wellKnownFiles: [{ file: 'dockerfile', path: 'build/Dockerfile' }] })],
      codeowners: [codeowners(payments, ['@acme/a-team'])],
    });
    const { declareSnippet, ...rest } = found.get('component:default/payments');
    expect(rest).toMatchObject({
      inferred: true,
      kind: 'Component',
      description: 'Takes money',
      type: 'service',
      signs: ['its build/Dockerfile'],
      lifecycle: 'unknown',
      repositories: [payments],
      origin: { repository: payments },
      provenance: { source: `git clone ${payments}` },
      annotations: { 'github.com/project-slug': 'acme/payments' },
      ownership: { owner: 'group:default/team-a', resolved: true },
    });
    expect(rest.relations).toEqual([{ type: 'ownedBy', target: 'group:default/team-a', title: 'team-a', dangling: false }]);
    expect(found.get('group:default/team-a').relations).toEqual([{ type: 'ownerOf', target: 'component:default/payments', title: 'payments', dangling: false }]);
    expect(declareSnippet).toMatchInlineSnapshot(`
      "apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata:
        name: payments
        annotations:
          github.com/project-slug: acme/payments
      spec:
        type: service
        lifecycle: production # or experimental, deprecated
        owner: team-a
      "
    `);
    const declared = build({ entries: [...declare(declareSnippet ?? '', payments), ...declare(group('team-a'))], repositories: [repository(payments)] });
    expect(declared.get('component:default/payments')).toMatchObject({ inferred: false, repositories: [payments] });
    expect(declared.told).toEqual([]);
  });

  it('have no type without a sign of it', () => {
    const types = (id: string, more: Parameters<typeof repository>[1]): string | undefined => build({ repositories: [repository(id, more)] }).entities.values().next().value?.type;
    expect(types(payments, {})).toBe('unknown');
    expect(types(payments, { languages: [{ name: 'Go', bytes: 10 }] })).toBe('unknown');
    expect(types(payments, { topics: ['go', 'Library'] })).toBe('library');
    expect(types('github.com/acme/acme.github.io', {})).toBe('website');
    expect(types('github.com/acme/payments-docs', {})).toBe('documentation');
    expect(types('github.com/acme/site', { languages: [] })).toBe('website');
    expect(types(payments, { languages: [{ name: 'HTML', bytes: 10 }, { name: 'CSS', bytes: 5 }] })).toBe('website');
  });

  it('of archived repositories are archived', () => {
    const found = build({ repositories: [repository(payments, { archived: true })] }).get('component:default/payments');
    expect(found.lifecycle).toBe('archived');
    expect(found.declareSnippet).toContain('lifecycle: deprecated\n  owner: your-team # the name of its Group\n');
  });

  it('are named like their repository, by organisation and host where that name is taken', () => {
    const ids = ['github.com/acme/web', 'github.com/other/web', 'gitlab.com/acme/web', 'github.com/acme/Tools', 'github.com/acme/docs', 'local/Ünïcode-repo!', 'local/___'];
    const found = build({ entries: declare(component('docs')), repositories: ids.map((id) => repository(id)) });
    const names = [...found.entities.values()].filter((each) => each.inferred).map((each) => [each.repositories[0], each.name]);
    expect(Object.fromEntries(names)).toEqual({
      'github.com/acme/web': 'github.com-acme-web',
      'gitlab.com/acme/web': 'gitlab.com-acme-web',
      'github.com/other/web': 'other-web',
      'github.com/acme/Tools': 'Tools',
      'github.com/acme/docs': 'acme-docs',
      'local/Ünïcode-repo!': 'n-code-repo',
      'local/___': 'repository',
    });
  });

  it('always have a valid name of their own', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => entityName.safeParse(entityNameOf(text)).success));
    const part = fc.string({ unit: fc.constantFrom('a', 'A', '-', '.', '\u00e9'), minLength: 1, maxLength: 4 }).filter((name) => name !== '.' && name !== '..');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(part, part).map((parts) => `h/${parts.join('/')}`), { maxLength: 12 }), (ids) => {
        expect(build({ entries: declare(component('a')), repositories: ids.map((id) => repository(id)) }).entities.size).toBe(ids.length + 1);
      }),
      { numRuns: 60 },
    );
    const long = Array.from({ length: 3 }, (_, index) => repository(`h/${'o'.repeat(70)}/${'x'.repeat(70)}${index}`));
    expect(build({ repositories: long }).entities.size).toBe(3);
  });
});
