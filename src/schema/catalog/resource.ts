import { z } from 'zod';
import { entityOf } from './envelope.ts';
import { dependencyOfField, dependsOnField, ownerField, systemField } from './fields.ts';
import { filled } from './names.ts';

/** Infrastructure that software needs to run: a database, a bucket, a cluster. */
export const resourceEntity = entityOf(
  'Resource',
  z.looseObject({
    type: filled.describe('What it is: database, s3-bucket, cluster'),
    owner: ownerField,
    system: systemField,
    dependsOn: dependsOnField,
    dependencyOf: dependencyOfField,
  }),
);
