import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { day, instant, repositoryId } from '../primitives.ts';

/** What a host billed for one product on one day, added up over the people who used it: their names are not kept. */
export const meteredUsage = z.strictObject({
  account: z.string().min(1).describe('Host and organisation that is billed: github.com/acme'),
  repository: repositoryId.optional(),
  scope: z.string().describe('Repository, or the account where there is none; part of the key'),
  day,
  startsAt: instant.describe('The day at 00:00 UTC'),
  product: z.string().min(1).max(100).describe('actions, packages, git_lfs, copilot …'),
  sku: z.string().min(1).max(200).describe('What was used: actions_linux'),
  workflow: z.string().max(300).describe('Path of the workflow, or empty; part of the key'),
  costCenter: z.string().max(300).optional(),
  quantity: z.number(),
  unit: z.string().max(100).describe('minutes, gigabyte-hours, …'),
  grossAmount: z.number().describe('Before discounts, in US dollars'),
  discountAmount: z.number(),
  netAmount: z.number().describe('To be paid; in reports from before 2024, which know no discounts, the same as before them'),
});
export type MeteredUsage = z.infer<typeof meteredUsage>;

export const meteredUsageKind = defineFactKind({
  kind: 'metered-usage',
  title: 'Metered usage',
  description: 'What hosts bill by the day: minutes, storage, seats.',
  policy: 'event',
  schema: meteredUsage,
  key: ['account', 'scope', 'day', 'product', 'sku', 'workflow'],
  time: 'startsAt',
});
