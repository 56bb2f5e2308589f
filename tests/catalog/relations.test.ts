import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opposites } from '../../src/catalog/relation-fields.ts';
import { relationTypes } from '../../src/schema/entity.ts';
import { build, component, declare, entity, group } from './organisation.ts';

/** Relations of an entity as `partOf system:default/x`, with `!` for one that points nowhere. */
function relations(catalog: ReturnType<typeof build>, ref: string): string[] {
  return catalog.get(ref).relations.map(({ type, target, dangling }) => `${type} ${target}${dangling ? '!' : ''}`);
}

const organisation =
  group('team-a') +
  entity('Group', 'root', '{type: root, children: [team-a], members: [sam]}') +
  entity('User', 'sam', '{memberOf: [team-a]}', 'title: Sam') +
  entity('Domain', 'money', '{owner: team-a, subdomainOf: finance}') +
  entity('Domain', 'finance', '{owner: root}') +
  entity('System', 'checkout', '{owner: team-a, domain: money}') +
  entity('API', 'pay', '{type: openapi, lifecycle: production, owner: team-a, system: checkout, definition: x}') +
  entity('Resource', 'db', '{type: database, owner: team-a, system: checkout, dependencyOf: ["component:worker"]}') +
  component('worker', 'subcomponentOf: web') +
  component('web', 'system: checkout, providesApis: [pay], consumesApis: [pay], dependsOn: ["resource:db", "component:Worker"]') +
  entity('Capability', 'previews', '{owner: team-a, lifecycle: production, providedBy: [web], dependsOn: ["resource:db"]}');

describe('relations', () => {
  const catalog = build({ entries: declare(organisation) });

  it('run both ways, with the default kinds of each field', () => {
    expect(catalog.told).toEqual([]);
    expect(relations(catalog, 'component:default/web')).toEqual([
      'ownedBy group:default/team-a',
      'providesApi api:default/pay',
      'consumesApi api:default/pay',
      'dependsOn component:default/worker',
      'dependsOn resource:default/db',
      'dependencyOf capability:default/previews',
      'partOf system:default/checkout',
      'hasPart component:default/worker',
    ]);
    expect(relations(catalog, 'api:default/pay')).toEqual([
      'ownedBy group:default/team-a',
      'apiProvidedBy component:default/web',
      'apiConsumedBy component:default/web',
      'partOf system:default/checkout',
    ]);
    expect(relations(catalog, 'resource:default/db')).toEqual([
      'ownedBy group:default/team-a',
      'dependencyOf capability:default/previews',
      'dependencyOf component:default/web',
      'dependencyOf component:default/worker',
      'partOf system:default/checkout',
    ]);
    expect(relations(catalog, 'group:default/root')).toEqual(['ownerOf domain:default/finance', 'parentOf group:default/team-a', 'hasMember user:default/sam']);
    expect(relations(catalog, 'user:default/sam')).toEqual(['memberOf group:default/root', 'memberOf group:default/team-a']);
    expect(relations(catalog, 'domain:default/money')).toEqual(['ownedBy group:default/team-a', 'partOf domain:default/finance', 'hasPart system:default/checkout']);
  });

  it('name their target by its title, or else its name', () => {
    const members = catalog.get('group:default/root').relations;
    expect(members.map(({ title }) => title)).toEqual(['finance', 'team-a', 'Sam']);
  });

  it('have opposites for every type', () => {
    for (const type of relationTypes) expect(opposites[opposites[type]]).toBe(type);
  });

  it('default to the namespace of the entity that declares them', () => {
    const found = build({
      entries: declare(group('team-a', 'namespace: music') + group('team-a') + component('web', 'system: site, dependsOn: ["component:default/other"]', 'namespace: music') + component('other') + entity('System', 'site', '{owner: default/team-a}', 'namespace: music')),
    });
    expect(found.told).toEqual([]);
    expect(relations(found, 'component:music/web')).toEqual(['ownedBy group:music/team-a', 'dependsOn component:default/other', 'partOf system:music/site']);
    expect(relations(found, 'system:music/site')).toEqual(['ownedBy group:default/team-a', 'hasPart component:music/web']);
  });

  it('that point nowhere are kept as dangling, with a finding at the reference', () => {
    const text = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: web}\nspec:\n  type: service\n  lifecycle: production\n  owner: nobody\n  dependsOn:\n    - resource:gone\n    - db\n    - component:a b\n`;
    const found = build({ entries: declare(text, 'github.com/acme/web') });
    expect(relations(found, 'component:default/web')).toEqual(['ownedBy group:default/nobody!', 'dependsOn resource:default/gone!']);
    expect(found.told).toMatchInlineSnapshot(`
      [
        "ALM0305 warning github.com/acme/web catalog-info.yaml:7:10 \`spec.owner\` of component:default/web refers to group:default/nobody, which is not in the catalog",
        "ALM0305 warning github.com/acme/web catalog-info.yaml:9:7 \`spec.dependsOn[0]\` of component:default/web refers to resource:default/gone, which is not in the catalog",
        "ALM0305 warning github.com/acme/web catalog-info.yaml:10:7 \`spec.dependsOn[1]\` of component:default/web: \`db\` does not say its kind, as in component:db",
        "ALM0305 warning github.com/acme/web catalog-info.yaml:11:7 \`spec.dependsOn[2]\` of component:default/web: \`component:a b\` holds characters that no name can have",
      ]
    `);
    expect(found.findings.find((finding) => finding.what.includes('`db`'))?.fix).toBe('Name the kind: dependsOn has no default one, since it may refer to anything.');
  });

  it('to what is kept aside are dangling, but nothing to put right', () => {
    const aside = 'apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: t}\n---\n';
    const found = build({ entries: declare(aside + entity('Location', 'l', '{target: ./x}') + group('team-a') + component('web', 'dependsOn: ["template:t", "location:l"]')) });
    expect(found.told).toEqual([]);
    expect(relations(found, 'component:default/web')).toEqual(['ownedBy group:default/team-a', 'dependsOn location:default/l!', 'dependsOn template:default/t!']);
    expect(found.aside.map((entry) => entry.ref)).toEqual(['location:default/l', 'template:default/t']);
    expect([...found.entities.keys()]).toEqual(['component:default/web', 'group:default/team-a']);
  });

  it('always have their opposite, and do not depend on the order of what is given', () => {
    const names = ['a', 'b', 'c', 'd'];
    const node = fc.record({ dependsOn: fc.subarray([...names, 'gone']), partOf: fc.option(fc.constantFrom(...names)) });
    fc.assert(
      fc.property(fc.array(node, { minLength: 4, maxLength: 4 }), fc.constantFrom(0, 1, 2, 3), (nodes, turn) => {
        const texts = nodes.map(({ dependsOn, partOf }, index) =>
          component(names[index] ?? '', `dependsOn: [${dependsOn.map((name) => `"component:${name}"`).join(', ')}]${partOf === null ? '' : `, subcomponentOf: ${partOf}`}`),
        );
        const entries = texts.flatMap((text, index) => declare(text, `github.com/acme/${names[index]}`));
        const found = build({ entries });
        const turned = build({ entries: [...entries.slice(turn), ...entries.slice(0, turn)] });
        expect([...turned.entities]).toEqual([...found.entities]);
        expect(turned.findings).toEqual(found.findings);
        for (const { ref, relations: own } of found.entities.values()) {
          for (const { type, target, dangling } of own) {
            expect(dangling).toBe(!found.entities.has(target));
            if (!dangling) expect(found.get(target).relations).toContainEqual(expect.objectContaining({ type: opposites[type], target: ref }));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('entities declared twice', () => {
  it('are taken from the content folder first, then by repository, file and line, whatever their case', () => {
    const entries = [
      ...declare(component('Web', '', 'title: z'), 'github.com/acme/z'),
      ...declare(component('web', '', 'title: a'), 'github.com/acme/a'),
      ...declare(component('web', '', 'title: content')),
      ...declare(component('api', '', 'title: second') + component('API', '', 'title: third'), 'github.com/acme/a', 'b.yaml'),
      ...declare(component('api', '', 'title: first'), 'github.com/acme/a', 'a.yaml'),
      ...declare(group('team-a')),
    ];
    const found = build({ entries });
    expect(found.get('component:default/web').title).toBe('content');
    expect(found.get('component:default/api').title).toBe('first');
    expect(found.told).toEqual([
      'ALM0304 warning github.com/acme/a b.yaml:1 component:default/api is declared in github.com/acme/a a.yaml:1 already',
      'ALM0304 warning github.com/acme/a b.yaml:6 component:default/api is declared in github.com/acme/a a.yaml:1 already',
      'ALM0304 warning github.com/acme/a catalog-info.yaml:1 component:default/web is declared in catalog/all.yaml:1 already',
      'ALM0304 warning github.com/acme/z catalog-info.yaml:1 component:default/web is declared in catalog/all.yaml:1 already',
    ]);
  });

  it('that a script brought are judged as well', () => {
    const [entry] = declare(component('web'));
    if (entry === undefined) throw new Error('nothing declared');
    const bad = { ...entry, value: { ...entry.value, entity: { kind: 'Component' } } };
    expect(build({ entries: [bad] }).told).toEqual(['ALM0302 warning catalog/all.yaml:1 component:default/web: `apiVersion` is missing']);
    expect(build({ entries: [{ ...entry, value: { ...entry.value, entity: null } }] }).entities.size).toBe(0);
  });
});
