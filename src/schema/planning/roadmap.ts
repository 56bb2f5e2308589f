import { z } from 'zod';
import { day, webUrl } from '../primitives.ts';
import { ruleId } from '../scorecards/names.ts';
import { quarter } from './quarter.ts';

/** What is to become of an item, in its owner's words. That it is late is not said but seen: its quarter is over. */
export const roadmapStatus = z.enum(['planned', 'in-progress', 'done', 'delayed', 'dropped']);
export type RoadmapStatus = z.infer<typeof roadmapStatus>;

export const roadmapItem = z.strictObject({
  id: ruleId,
  title: z.string().min(1).max(160),
  description: z.string().max(2000).optional(),
  outcome: z.string().max(500).optional().describe('What is different for whom once it is done'),
  quarter: quarter.describe('The quarter by whose end it is to be done: 2026-Q4'),
  status: roadmapStatus.default('planned'),
  moves: z
    .array(
      z.strictObject({
        from: quarter.describe('The quarter it was planned for until then'),
        on: day,
        why: z.string().min(1).max(500),
      }),
    )
    .default([])
    .describe('Every time it was moved to another quarter, earliest first'),
  entities: z.array(z.string().min(1)).default([]).describe('What it is about, as references: capability:managed-ci'),
  owner: z.string().min(1).optional().describe('The team that does it, as a reference'),
  link: webUrl.optional().describe('Where it is tracked'),
});
export type RoadmapItem = z.infer<typeof roadmapItem>;

/** `content/roadmap.yaml` and `content/roadmap/*.yaml`. */
export const roadmapFile = z.strictObject({ items: z.array(roadmapItem).default([]) });
