import { z } from 'zod';
import { entityOf } from './envelope.ts';
import { ownerField } from './fields.ts';
import { filled } from './names.ts';

/** Systems that share terms, a business purpose or documentation. */
export const domainEntity = entityOf(
  'Domain',
  z.looseObject({
    owner: ownerField,
    subdomainOf: filled.optional().describe('The Domain that it is a part of'),
    type: filled.optional().describe('What it is: product-group, bundle'),
  }),
);
