import { z } from 'zod';
import { capabilityApiVersion } from '../entity.ts';
import { entityOf } from './envelope.ts';
import { dependsOnField, lifecycleField, ownerField, references, systemField } from './fields.ts';
import { filled } from './names.ts';

/** Something the platform offers to teams, such as preview environments or secret rotation. Almanac's own kind. */
export const capabilityEntity = entityOf(
  'Capability',
  z.looseObject({
    lifecycle: lifecycleField,
    owner: ownerField,
    type: filled.optional().describe('What sort of offer it is: self-service, managed, guideline'),
    system: systemField,
    providedBy: references('What provides it: Components by name, or references with their kind'),
    dependsOn: dependsOnField,
  }),
  [capabilityApiVersion],
);
