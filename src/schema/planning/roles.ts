import { z } from 'zod';
import { webUrl } from '../primitives.ts';
import { ruleId } from '../scorecards/names.ts';

/** What a role may do: without asking, after somebody agreed, not at all. */
export const permission = z.enum(['yes', 'with-approval', 'no']);
export type Permission = z.infer<typeof permission>;

/** `content/roles/*.yaml`: who may do what, per capability of the platform. */
export const roleMatrix = z.strictObject({
  id: ruleId,
  title: z.string().min(1).max(160),
  description: z.string().max(2000).optional(),
  owner: z.string().min(1).optional().describe('Who keeps it right: reference of a Group'),
  roles: z
    .array(
      z.strictObject({
        id: ruleId,
        title: z.string().min(1).max(60),
        description: z.string().max(500).optional().describe('Who has it'),
        granted: z.string().max(500).optional().describe('How one gets it, and how it is taken back'),
        approver: z.string().min(1).max(200).optional().describe('Who approves that somebody gets it: reference of a Group, or a role in words'),
        link: webUrl.optional().describe('Where to ask for it'),
      }),
    )
    .min(1),
  capabilities: z
    .array(
      z.strictObject({
        entity: z.string().min(1).describe('What the actions are part of, as a reference: capability:managed-ci'),
        actions: z
          .array(
            z.strictObject({
              title: z.string().min(1).max(120),
              note: z.string().max(500).optional(),
              approver: z.string().min(1).max(200).optional().describe('Who approves it, where approval is needed: reference of a Group, or a role in words'),
              allow: z.record(ruleId, permission).describe('What each role may, by its id; a role that is not named may not'),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
export type RoleMatrixFile = z.infer<typeof roleMatrix>;
