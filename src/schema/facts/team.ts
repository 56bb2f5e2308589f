import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { repositoryId } from '../primitives.ts';

/** A team as its host has it: who belongs to it, which is no account of anybody's work. */
export const team = z.strictObject({
  team: z.string().min(1).describe('host/organisation/slug: github.com/acme/payments'),
  name: z.string().min(1).max(300),
  description: z.string().max(2000).optional(),
  parent: z.string().optional().describe('The team it is part of, as host/organisation/slug'),
  visible: z.boolean().optional().describe('False for a team that only its members see'),
  members: z.array(z.string()).optional().describe('User names of its own members, those of teams below it apart, sorted; absent if they may not be read'),
  maintainers: z.array(z.string()).optional().describe('Members that may change the team, sorted'),
  url: z.string().optional(),
});
export type Team = z.infer<typeof team>;

export const teamKind = defineFactKind({
  kind: 'team',
  title: 'Teams',
  description: 'Teams of hosts, their hierarchy and members.',
  policy: 'snapshot',
  schema: team,
  key: ['team'],
});

/** What a team may do in a repository. */
export const teamPermission = z.strictObject({
  team: z.string().min(1).describe('host/organisation/slug'),
  repository: repositoryId,
  permission: z.string().min(1).max(100).describe("The host's own word: admin, maintain, push, triage, pull, or a role of the organisation"),
});
export type TeamPermission = z.infer<typeof teamPermission>;

export const teamPermissionKind = defineFactKind({
  kind: 'team-permission',
  title: 'Permissions of teams',
  description: 'What teams may do in repositories.',
  policy: 'snapshot',
  schema: teamPermission,
  key: ['team', 'repository'],
});
