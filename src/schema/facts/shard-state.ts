import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant } from '../primitives.ts';

/** How the last attempt at a shard went. A failed shard keeps its facts and says since when they are old. */
export const shardState = z.strictObject({
  collector: z.string(),
  shard: z.string(),
  state: z.enum(['ok', 'failed']),
  reason: z.string().optional().describe('Why it failed'),
  lastGoodAt: instant.optional().describe('For a failed shard: when it was last collected whole; absent if never'),
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
