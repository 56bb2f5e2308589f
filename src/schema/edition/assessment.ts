import { z } from 'zod';
import { instant } from '../primitives.ts';
import { changeCause, verdict } from '../scorecards/names.ts';
import { entityLinkView, sitePath } from './shared.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

/** A level in a distribution: `id` is absent for those that have reached none. */
export const levelCount = z.strictObject({ id: z.string().optional(), title: z.string(), entities: count });

/** How many are at each level, none first, then lowest to highest; never an average. */
export const distribution = z.strictObject({ entities: count, levels: z.array(levelCount) });
export type Distribution = z.infer<typeof distribution>;

/** How many have each verdict on a check. */
export const verdictCounts = z.strictObject({ pass: count, fail: count, 'not-applicable': count, unknown: count, exempt: count });

/** A fact that a verdict rests on. */
export const evidence = z.strictObject({
  fact: z.string().describe('As the expression names it: repository.license'),
  of: z.string().describe('Repository id or entity reference'),
  // Not z.json(): its union over all that JSON has is tried anew for each of a million values, which jsonValue() made.
  value: z.unknown().optional().describe('As JSON'),
  unknown: z.string().optional().describe('Why it is not known'),
  path: sitePath.optional().describe('Page and anchor that show it with its provenance'),
  source: z.int().nonnegative().optional().describe('Position in `evidenceSources` of the page; absent for what the catalog works out itself'),
});
export type Evidence = z.infer<typeof evidence>;

export const exemptionView = z.strictObject({
  reason: z.string(),
  approvedBy: z.string(),
  expires: z.string(),
  daysLeft: z.int(),
  path: sitePath.describe('Where it stands on the page of decisions'),
});

/** One check on one entity, explained down to the fact. What is the same for all entities is in the file of the scorecard. */
export const checkResult = z.strictObject({
  id: z.string(),
  title: z.string(),
  path: sitePath,
  level: z.string().describe('Title of the level that needs it'),
  verdict,
  raw: verdict.optional().describe('The verdict without the exemption, where there is one'),
  announced: z.string().optional().describe('The day from which it counts, where that is still to come'),
  message: z.string().optional(),
  measured: z.number().optional(),
  target: z.number().optional(),
  direction: z.enum(['at-most', 'at-least']).optional(),
  unit: z.string().optional(),
  error: z.string().optional().describe('What the rule did wrong, where it could not be evaluated'),
  evidence: z.array(evidence).describe('At most 10'),
  exemption: exemptionView.optional(),
  fix: z.strictObject({ text: z.string().optional(), url: z.string().optional() }).optional().describe('For a check that fails or is unknown'),
});
export type CheckResult = z.infer<typeof checkResult>;

/** A step towards the next level. */
export const nextStep = z.strictObject({
  check: z.string(),
  title: z.string(),
  path: sitePath,
  verdict,
  message: z.string().optional(),
  fix: z.strictObject({ text: z.string().optional(), url: z.string().optional() }).optional(),
  peers: z.strictObject({ passed: count, of: count }).describe('Peers judged by the same check, and how many passed'),
});

/** A change from one edition to the next. */
export const changeView = z.strictObject({
  at: instant,
  entity: entityLinkView,
  owner: entityLinkView.optional(),
  scorecard: z.string(),
  scorecardTitle: z.string(),
  subject: z.string().describe('`level`, or the title of the check'),
  from: z.string(),
  to: z.string(),
  direction: z.enum(['better', 'worse', 'other']),
  cause: changeCause,
});
export type ChangeView = z.infer<typeof changeView>;

/** One scorecard on the page of an entity. */
export const entityScorecard = z.strictObject({
  id: z.string(),
  title: z.string(),
  path: sitePath,
  badge: sitePath,
  level: z.string().optional().describe('Title of the level reached; absent for none'),
  /** Gold, if branch protection could be read. */
  potential: z.strictObject({ level: z.string(), needs: z.array(z.string()).describe('Facts that are not known') }).optional(),
  levels: z.array(z.strictObject({ id: z.string(), title: z.string(), reached: z.boolean(), passed: count, of: count.describe('Checks that apply') })),
  score: share.optional(),
  rawScore: share.optional().describe('Without exemptions; only where it differs'),
  counts: verdictCounts,
  band: z.string().optional().describe('Where its score stands among its peers, as a quarter: upper quarter, middle half, lower quarter'),
  checks: z.array(checkResult),
  next: z.strictObject({ level: z.string(), steps: z.array(nextStep) }).optional().describe('The smallest set of checks to the next level'),
  history: z.array(z.strictObject({ at: instant, level: z.string().optional(), score: share.optional() })).describe('As published, oldest first, at most 26 points'),
  changes: z.array(changeView).describe('Newest first, at most 20'),
});
export type EntityScorecard = z.infer<typeof entityScorecard>;

/** Distribution of a team, system or domain. */
export const rollUp = z.strictObject({ of: entityLinkView, distribution, changed: z.strictObject({ better: count, worse: count }).describe('Levels in the last seven days') });

/** One point of a scorecard over time. `rejudged`: the facts of then by the rules of now. */
export const historyPoint = z.strictObject({ at: instant, published: distribution.optional(), rejudged: distribution.optional() });

/** Changes over a span, told apart by cause. */
export const changeSpan = z.strictObject({
  span: z.enum(['day', 'week', 'quarter']),
  since: instant.describe('The edition compared with: the one nearest to the beginning of the span, or the first of all'),
  compared: z.boolean().describe('False if no edition was published before, so that there is nothing to compare with'),
  levels: z.strictObject({ better: count, worse: count }),
  checks: z.strictObject({ better: count, worse: count }),
  causes: z.strictObject({ facts: count, rules: count, 'facts-and-rules': count, decision: count, membership: count }),
  published: distribution.optional().describe('As published then'),
  rejudged: distribution.optional().describe('The facts of then by the rules of now'),
  now: distribution.optional(),
  changes: z.array(changeView).describe('At most 100, levels first'),
  total: count,
});
export type ChangeSpan = z.infer<typeof changeSpan>;
