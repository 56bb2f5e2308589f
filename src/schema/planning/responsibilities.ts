import { z } from 'zod';
import { ruleId } from '../scorecards/names.ts';

const teams = z.array(z.string().min(1)).default([]);

/** The parts that a team can have in an area, in the order in which they are shown (RACI). */
export const parts = ['accountable', 'responsible', 'consulted', 'informed'] as const;
export type Part = (typeof parts)[number];

/** `content/responsibilities/*.yaml`: where the responsibility of one team ends and that of another begins. */
export const responsibilitiesFile = z.strictObject({
  id: ruleId,
  title: z.string().min(1).max(160),
  description: z.string().max(2000).optional(),
  owner: z.string().min(1).optional().describe('Who keeps it right: reference of a Group'),
  areas: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(160),
        description: z.string().max(1000).optional().describe('What belongs to it, and what does not'),
        entities: z.array(z.string().min(1)).default([]).describe('What it is about, as references: component:payments'),
        accountable: teams.describe('Who answers for it: exactly one team, as a reference'),
        responsible: teams.describe('Who does the work'),
        consulted: teams.describe('Who is asked before something is decided'),
        informed: teams.describe('Who is told afterwards'),
      }),
    )
    .min(1),
});
export type ResponsibilitiesFile = z.infer<typeof responsibilitiesFile>;
