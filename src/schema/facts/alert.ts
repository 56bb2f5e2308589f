import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** A security alert: that there is one, how bad and since when. Never where a secret is, nor the text around a finding. */
export const alert = z.strictObject({
  repository: repositoryId.describe('As it was called when it was read'),
  repositoryKey: z.string().optional().describe("The host's own id of the repository"),
  tool: z.enum(['dependabot', 'code-scanning', 'secret-scanning']),
  id: z.string().min(1).describe('Number in its repository'),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'note', 'unknown']),
  state: z.enum(['open', 'fixed', 'dismissed']),
  createdAt: instant,
  resolvedAt: instant.optional().describe('When it was fixed or dismissed'),
  rule: z.string().max(300).optional().describe('Advisory, rule, or kind of secret: GHSA-…, js/sql-injection'),
  package: z.string().max(300).optional().describe('For dependabot: the package, after its ecosystem: npm/lodash'),
});
export type Alert = z.infer<typeof alert>;

export const alertKind = defineFactKind({
  kind: 'alert',
  title: 'Security alerts',
  description: 'Alerts of Dependabot, code scanning and secret scanning, without their places.',
  policy: 'event',
  schema: alert,
  key: ['repository', 'tool', 'id'],
  time: 'createdAt',
});
