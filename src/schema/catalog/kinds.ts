import { z } from 'zod';
import { backstageApiVersions, capabilityApiVersion } from '../entity.ts';
import { apiEntity, mcpServerEntity } from './api.ts';
import { capabilityEntity } from './capability.ts';
import { componentEntity } from './component.ts';
import { domainEntity } from './domain.ts';
import { groupEntity } from './group.ts';
import { locationEntity } from './location.ts';
import { resourceEntity } from './resource.ts';
import { systemEntity } from './system.ts';
import { userEntity } from './user.ts';

/** One kind of the catalog: the versions it is declared at and its schema, which a type of spec may refine. */
export interface CatalogKind {
  readonly apiVersions: readonly string[];
  readonly schema: z.ZodType;
  /** Schemas in place of `schema` for certain values of `spec.type`. */
  readonly bySpecType?: Readonly<Record<string, z.ZodType>>;
}

/** Every kind that is checked, by its name. All others are kept aside. */
export const catalogKinds: ReadonlyMap<string, CatalogKind> = new Map<string, CatalogKind>([
  ['Component', { apiVersions: backstageApiVersions, schema: componentEntity }],
  ['API', { apiVersions: backstageApiVersions, schema: apiEntity, bySpecType: { 'mcp-server': mcpServerEntity } }],
  ['Resource', { apiVersions: backstageApiVersions, schema: resourceEntity }],
  ['System', { apiVersions: backstageApiVersions, schema: systemEntity }],
  ['Domain', { apiVersions: backstageApiVersions, schema: domainEntity }],
  ['Group', { apiVersions: backstageApiVersions, schema: groupEntity }],
  ['User', { apiVersions: backstageApiVersions, schema: userEntity }],
  ['Location', { apiVersions: backstageApiVersions, schema: locationEntity }],
  ['Capability', { apiVersions: [capabilityApiVersion], schema: capabilityEntity }],
]);

/** One document of a catalog file, for editors: any of the kinds. */
export const catalogFile = z
  .union([
    componentEntity,
    apiEntity,
    mcpServerEntity,
    resourceEntity,
    systemEntity,
    domainEntity,
    groupEntity,
    userEntity,
    locationEntity,
    capabilityEntity,
  ])
  .describe('An entity of the catalog: a Component, API, Resource, System, Domain, Group, User, Location or Capability');
