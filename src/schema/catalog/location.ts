import { z } from 'zod';
import { entityOf } from './envelope.ts';
import { filled } from './names.ts';

/** Points to other catalog files. */
export const locationEntity = entityOf(
  'Location',
  z.looseObject({
    type: filled.optional().describe('How targets are to be read: url or file; that of this file without it'),
    target: filled.optional().describe('One target: a path relative to this file, with `*` and `**` if need be'),
    targets: z.array(filled).optional().describe('Several targets'),
    presence: z.enum(['required', 'optional']).optional().describe('optional: a target that is not there is no finding'),
  }),
);
