import { z } from 'zod';
import { entityOf } from './envelope.ts';
import { dependencyOfField, dependsOnField, lifecycleField, ownerField, references, systemField } from './fields.ts';
import { filled } from './names.ts';

/** A unit of software that is built, deployed or linked on its own. */
export const componentEntity = entityOf(
  'Component',
  z.looseObject({
    type: filled.describe('What it is: service, website, library'),
    lifecycle: lifecycleField,
    owner: ownerField,
    system: systemField,
    subcomponentOf: filled.optional().describe('The Component that it is a part of'),
    providesApis: references('APIs that it provides'),
    consumesApis: references('APIs that it calls'),
    dependsOn: dependsOnField,
    dependencyOf: dependencyOfField,
  }),
);
