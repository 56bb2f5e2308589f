import { z } from 'zod';
import { verdictCounts } from '../edition/assessment.ts';
import { entityRef } from '../entity.ts';
import { instant, repositoryId } from '../primitives.ts';
import { pillar, verdict } from '../scorecards/names.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const level = z.strictObject({ id: z.string(), title: z.string() });

/** A fact that a rule needed and that is not known. */
export const missingFactView = z.strictObject({
  fact: z.string().describe('As the expression names it: repository.license'),
  of: z.string().describe('Repository id or entity reference'),
  reason: z.string(),
});

/** Where a rule is written, in the content folder. */
export const rulePlace = z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive() });

/** An exemption that stands over a verdict. */
export const grantedExemption = z.strictObject({
  reason: z.string(),
  approvedBy: z.string(),
  expires: z.string().describe('Last day on which it holds'),
  daysLeft: z.int(),
  place: rulePlace,
});

/** How to pass a check. */
export const fixView = z.strictObject({ text: z.string().optional(), url: z.string().optional() });

/** One check on the entity. */
export const checkOutcome = z.strictObject({
  id: z.string().describe('Id of the check in its scorecard'),
  title: z.string(),
  description: z.string().optional(),
  level: level.describe('The level that needs it'),
  pillar,
  weight: z.number(),
  verdict,
  raw: verdict.optional().describe('The verdict without the exemption, where that differs'),
  holds: z.boolean().describe('True if it counts and holds the next level up: it fails or is unknown, at the next level or below'),
  announced: z.string().optional().describe('The day from which it counts, where that is still to come'),
  message: z.string().optional(),
  measured: z.number().optional(),
  target: z.number().optional(),
  direction: z.enum(['at-most', 'at-least']).optional(),
  unit: z.string().optional(),
  missing: z.array(missingFactView).describe('What is not known'),
  error: z.string().optional().describe('What the rule did wrong, where it could not be evaluated'),
  exemption: grantedExemption.optional(),
  fix: fixView.optional(),
  controls: z.array(z.string()).describe('Compliance controls that it is evidence for'),
  place: rulePlace,
});
export type CheckOutcome = z.infer<typeof checkOutcome>;

/** What one scorecard says of the entity. */
export const scorecardOutcome = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  place: rulePlace,
  levels: z.array(level).describe('The ladder, lowest first'),
  level: level.optional().describe('The level reached; absent for none'),
  potential: level.optional().describe('The level it would have if every unknown turned into a pass, where that is higher'),
  score: share.optional().describe('Passed weight over judged weight, the exempted taken out; absent if nothing was judged'),
  rawScore: share.optional().describe('Without exemptions, where that differs'),
  counts: verdictCounts.describe('Of the checks that count'),
  required: level.extend({ reached: z.boolean() }).optional().describe('The level asked for with --level'),
  checks: z.array(checkOutcome).describe('In the order of the scorecard'),
  next: z
    .strictObject({
      level,
      steps: z
        .array(z.strictObject({ check: z.string(), peers: z.strictObject({ passed: count, of: count }).describe('Others judged by it, and how many passed') }))
        .describe('Easiest first'),
    })
    .optional()
    .describe('The smallest set of checks to the next level'),
});
export type ScorecardOutcome = z.infer<typeof scorecardOutcome>;

/** What `almanac check --entity X --reporter json` prints; the other reporters are made of the same. */
export const entityCheck = z.strictObject({
  asOf: instant,
  tool: z.string().describe('Name and version'),
  entity: z.strictObject({ ref: entityRef, title: z.string(), owner: z.string().optional() }),
  failed: z.boolean().describe('True if a check that counts fails or, with --level, if that level is not reached: exit code 1'),
  clone: z
    .strictObject({
      repository: repositoryId,
      commit: z.string().optional().describe('The commit that was judged; absent if there is none'),
      uncommitted: count.optional().describe('Changed or new files that are not committed, and so not judged; absent if that could not be told'),
      belongs: z.boolean().describe('False if the repository is none of the entity’s'),
    })
    .optional()
    .describe('The clone whose files were read'),
  previously: instant.optional().describe('When the rest of what is known was collected; absent without --data'),
  location: z
    .strictObject({ file: z.string(), line: z.int().positive() })
    .optional()
    .describe('Where the clone declares the entity, or else its README; absent if it has neither'),
  scorecards: z.array(scorecardOutcome).describe('In order of id'),
  undecided: z
    .array(z.strictObject({ id: z.string(), title: z.string(), missing: z.array(missingFactView) }))
    .describe('Scorecards of which it is not known whether they apply'),
  notApplicable: z.array(z.strictObject({ id: z.string(), title: z.string() })).describe('Scorecards that were asked for and do not apply'),
});
export type EntityCheck = z.infer<typeof entityCheck>;
