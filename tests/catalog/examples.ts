import type { JsonObject } from '../../src/catalog/json.ts';

function entity(kind: string, spec: JsonObject, apiVersion = 'backstage.io/v1alpha1'): JsonObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name: 'artist-web',
      namespace: 'music',
      title: 'Artist Web',
      description: 'The place to be, for great artists',
      labels: { 'example.com/custom': 'custom_label_value', plain: '' },
      annotations: { 'example.com/service-discovery': 'artistweb', 'circleci.com/project-slug': 'github/example-org/artist-website' },
      tags: ['java', 'c++', 'c#', 'lang:go'],
      links: [{ url: 'https://admin.example-org.com', title: 'Admin Dashboard', icon: 'dashboard', type: 'admin-dashboard' }],
    },
    spec,
  };
}

/** One full, valid entity of every kind that Backstage and Almanac both check. */
export const backstageExamples: readonly JsonObject[] = [
  entity('Component', {
    type: 'website',
    lifecycle: 'production',
    owner: 'artist-relations-team',
    system: 'artist-engagement-portal',
    subcomponentOf: 'portal',
    dependsOn: ['resource:default/artists-db'],
    dependencyOf: ['component:default/artist-lookup'],
    providesApis: ['artist-api'],
    consumesApis: ['user:default/sam', 'music/playlist-api'],
  }),
  entity('API', { type: 'openapi', lifecycle: 'production', owner: 'user:sam', system: 'portal', definition: 'openapi: "3.0.0"' }),
  entity('Resource', { type: 'database', owner: 'artist-relations-team', system: 'portal', dependsOn: ['resource:a'], dependencyOf: ['component:b'] }),
  entity('System', { owner: 'artist-relations-team', domain: 'artists', type: 'product' }),
  entity('Domain', { owner: 'artist-relations-team', subdomainOf: 'audio', type: 'product-group' }),
  entity('Group', {
    type: 'business-unit',
    profile: { displayName: 'Infrastructure', email: 'infrastructure@example.com', picture: 'https://example.com/groups/infrastructure.jpeg' },
    parent: 'ops',
    children: ['backstage', 'other'],
    members: ['sam'],
  }),
  entity('User', { profile: { displayName: 'Sam', email: 'sam@example.com', picture: 'https://example.com/sam.jpeg' }, memberOf: ['team-b'] }),
  entity('Location', { type: 'url', target: './a.yaml', targets: ['./b.yaml', 'https://example.com/c.yaml'], presence: 'optional' }),
];

export const capabilityExample: JsonObject = entity(
  'Capability',
  { owner: 'platform', lifecycle: 'production', type: 'self-service', system: 'delivery', providedBy: ['preview-operator'], dependsOn: ['resource:cluster'] },
  'almanac/v1',
);
