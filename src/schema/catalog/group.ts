import { z } from 'zod';
import { entityOf } from './envelope.ts';
import { profileField, references } from './fields.ts';
import { filled } from './names.ts';

/** A team or another unit of the organisation. */
export const groupEntity = entityOf(
  'Group',
  z.looseObject({
    type: filled.describe('What it is: team, business-unit, product-area'),
    profile: profileField,
    parent: filled.optional().describe('The Group that it is a part of'),
    children: z.array(filled).describe('Groups that are a part of it; `[]` if there are none'),
    members: references('Users that are members'),
  }),
);
