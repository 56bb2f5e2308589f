import type { EntityKind, RelationType } from '../schema/entity.ts';

/** How a kind is named in lists, and what it is, for readers who meet it first. */
export const kindLabels: Record<EntityKind, { readonly plural: string; readonly description: string }> = {
  Component: { plural: 'Components', description: 'Pieces of software: services, libraries, websites' },
  API: { plural: 'APIs', description: 'Interfaces that components provide and consume' },
  Resource: { plural: 'Resources', description: 'Infrastructure that components need: databases, buckets, clusters' },
  System: { plural: 'Systems', description: 'Components, APIs and resources that work together' },
  Domain: { plural: 'Domains', description: 'Areas of the business that group systems' },
  Group: { plural: 'Teams', description: 'Teams and other groups of people' },
  User: { plural: 'People', description: 'People that catalog files name' },
  Capability: { plural: 'Capabilities', description: 'What the platform offers' },
};

/** Kinds that ought to have an owner. */
export const ownedKinds: ReadonlySet<string> = new Set<EntityKind>(['Component', 'API', 'Resource', 'System', 'Capability']);

/** Relations in words, in the order in which a page lists them. */
export const relationLabels: Record<RelationType, string> = {
  partOf: 'Part of',
  hasPart: 'Has parts',
  providesApi: 'Provides',
  apiProvidedBy: 'Provided by',
  consumesApi: 'Consumes',
  apiConsumedBy: 'Consumed by',
  dependsOn: 'Depends on',
  dependencyOf: 'Needed by',
  childOf: 'Belongs to',
  parentOf: 'Contains',
  memberOf: 'Member of',
  hasMember: 'Members',
  ownedBy: 'Owned by',
  ownerOf: 'Owns',
};
