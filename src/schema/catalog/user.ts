import { z } from 'zod';
import { entityOf } from './envelope.ts';
import { profileField } from './fields.ts';
import { filled } from './names.ts';

/** A person. Almanac shows whose teams they are in, and nothing of their work. */
export const userEntity = entityOf(
  'User',
  z.looseObject({
    profile: profileField,
    memberOf: z.array(filled).describe('Groups that the user is a direct member of; `[]` if there are none'),
  }),
);
