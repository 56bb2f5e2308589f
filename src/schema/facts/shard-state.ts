import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant } from '../primitives.ts';

/**
 * How the last attempt at a shard went. One that was not read keeps its facts and says since when they are old.
 *
 * - `failed`: the source did not answer, or not as it should
 * - `postponed`: the time given to the run was up before its turn
 * - `withheld`: the credentials given may not read it
 * - `held`: its source lists it no more, but so many others with it that this waits for confirmation
 */
export const shardState = z.strictObject({
  collector: z.string(),
  shard: z.string(),
  label: z.string().optional().describe('What people call it, where the id is one that only machines know'),
  state: z.enum(['ok', 'failed', 'postponed', 'withheld', 'held']),
  reason: z.string().optional().describe('Why it was not read'),
  lastGoodAt: instant.optional().describe('For a shard that was not read: when it was last collected whole; absent if never'),
});
export type ShardState = z.infer<typeof shardState>;

export const shardStateKind = defineFactKind({
  kind: 'shard-state',
  title: 'Collection state',
  description: 'Whether each part of each source could be collected.',
  policy: 'snapshot',
  schema: shardState,
  key: ['collector', 'shard'],
});
