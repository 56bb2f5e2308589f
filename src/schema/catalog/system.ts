import { z } from 'zod';
import { entityOf } from './envelope.ts';
import { ownerField } from './fields.ts';
import { filled } from './names.ts';

/** Components, APIs and resources that together do one job. */
export const systemEntity = entityOf(
  'System',
  z.looseObject({
    owner: ownerField,
    domain: filled.optional().describe('The Domain that it belongs to'),
    type: filled.optional().describe('What it is: product, service, feature-set'),
  }),
);
