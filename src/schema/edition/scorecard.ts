import { z } from 'zod';
import { instant } from '../primitives.ts';
import { changeCause, pillar, verdict } from '../scorecards/names.ts';
import { entityLinkView, listPage, sitePath } from './shared.ts';

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

/** A check in a list. */
export const checkSummary = z.strictObject({
  id: z.string(),
  title: z.string(),
  path: sitePath,
  level: z.string(),
  pillar,
  weight: z.number(),
  announced: z.string().optional(),
  controls: z.array(z.string()),
  counts: verdictCounts,
  moves: count.describe('Entities whose level would rise if they passed this one check alone'),
});

/** `scorecards/<id>.json`. */
export const scorecardPage = z.strictObject({
  asOf: instant,
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  path: sitePath,
  owner: entityLinkView.optional(),
  extends: z.strictObject({ title: z.string(), path: sitePath }).optional(),
  applies: z.string().optional().describe('The expression that says who is judged'),
  source: z.string().describe('Where it is written: scorecards/production.yaml:1'),
  levels: z.array(z.strictObject({ id: z.string(), title: z.string(), description: z.string().optional(), checks: z.array(checkSummary) })),
  distribution,
  undecided: count.describe('Entities of which it is not known whether it applies'),
  teams: z.array(rollUp),
  systems: z.array(rollUp),
  domains: z.array(rollUp),
  heatMap: z
    .strictObject({
      checks: z.array(z.strictObject({ id: z.string(), title: z.string(), path: sitePath })),
      rows: z.array(z.strictObject({ team: entityLinkView, cells: z.array(z.strictObject({ passed: count, judged: count, unknown: count })) })),
      more: count.describe('Teams left out'),
    })
    .describe('Teams by checks, at most 100 teams'),
  bands: z.strictObject({ lower: share, median: share, upper: share, entities: count }).optional().describe('Quartiles of the score over all entities'),
  history: z.array(historyPoint),
  spans: z.array(changeSpan),
  entities: z.strictObject({ total: count, path: sitePath, pages: z.int().positive(), csv: sitePath }),
  campaigns: z.array(z.strictObject({ id: z.string(), title: z.string(), path: sitePath, state: z.string() })),
});
export type ScorecardPage = z.infer<typeof scorecardPage>;

/** A line of the list of entities of a scorecard. */
export const assessmentRow = z.strictObject({
  entity: entityLinkView,
  owner: entityLinkView.optional(),
  level: z.string().optional(),
  potential: z.string().optional(),
  score: share.optional(),
  counts: verdictCounts,
  toNext: count.describe('Checks to the next level'),
});

/** `scorecards/<id>/entities/<page>.json`. */
export const assessmentList = listPage(assessmentRow).extend({ scorecard: z.strictObject({ id: z.string(), title: z.string(), path: sitePath }), csv: sitePath });
export type AssessmentList = z.infer<typeof assessmentList>;

/** An entity on the page of a check. */
export const checkSubject = z.strictObject({ entity: entityLinkView, owner: entityLinkView.optional(), message: z.string().optional(), reason: z.string().optional() });

/** `scorecards/<id>/checks/<check>.json`. */
export const checkPage = z.strictObject({
  asOf: instant,
  scorecard: z.strictObject({ id: z.string(), title: z.string(), path: sitePath }),
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  level: z.string(),
  pillar,
  weight: z.number(),
  expression: z.string(),
  measured: z.strictObject({ target: z.number(), direction: z.enum(['at-most', 'at-least']), unit: z.string().optional() }).optional(),
  applies: z.string().optional(),
  facts: z.array(z.string()).describe('Facts that it may read'),
  announced: z.string().optional(),
  fix: z.strictObject({ text: z.string().optional(), url: z.string().optional() }).optional(),
  controls: z.array(z.strictObject({ id: z.string(), title: z.string().optional(), path: sitePath })),
  source: z.string(),
  counts: verdictCounts,
  groups: z.array(z.strictObject({ verdict, total: count, items: z.array(checkSubject).describe('At most 100') })),
  teams: z.array(z.strictObject({ team: entityLinkView, counts: verdictCounts })),
  csv: sitePath,
});
export type CheckPage = z.infer<typeof checkPage>;

/** A campaign with its state. */
export const campaignPage = z.strictObject({
  asOf: instant,
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  path: sitePath,
  owner: entityLinkView.optional(),
  scorecard: z.strictObject({ id: z.string(), title: z.string(), path: sitePath }),
  goal: z.string().describe('What must be reached, in words'),
  start: z.string(),
  due: z.string(),
  daysLeft: z.int(),
  target: z.number().describe('Percent'),
  state: z.enum(['not-started', 'on-track', 'at-risk', 'late', 'met']),
  why: z.string().describe('How the state was found, with its numbers'),
  entities: count,
  done: count,
  unknown: count,
  exempt: count,
  progress: z.array(z.strictObject({ at: instant, done: count, of: count })).describe('As published, oldest first'),
  projected: z.number().optional().describe('Percent done on the due day if it goes on as since the start'),
  remaining: z.array(
    z.strictObject({
      team: entityLinkView.optional().describe('Absent for entities without an owner'),
      total: count,
      items: z.array(z.strictObject({ entity: entityLinkView, needs: z.array(z.strictObject({ title: z.string(), path: sitePath, verdict })) })).describe('At most 50'),
    }),
  ),
});
export type CampaignPage = z.infer<typeof campaignPage>;

/** `controls.json`: which controls have evidence, from which checks, for what share of entities. */
export const controlMatrix = z.strictObject({
  asOf: instant,
  schemes: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      url: z.string().optional(),
      controls: z.array(
        z.strictObject({
          id: z.string().describe('SOC2:CC8.1'),
          anchor: z.string(),
          title: z.string().optional(),
          checks: z.array(z.strictObject({ scorecard: z.string(), check: z.string(), title: z.string(), path: sitePath, counts: verdictCounts })),
          entities: count.describe('Entities that any of its checks judges'),
          evidenced: count.describe('Entities of which every check that applies passes'),
        }),
      ),
    }),
  ),
});
export type ControlMatrix = z.infer<typeof controlMatrix>;

/** `decisions.json`. */
export const decisionList = z.strictObject({
  asOf: instant,
  exemptions: z.array(
    z.strictObject({
      anchor: z.string(),
      scorecard: z.strictObject({ id: z.string(), title: z.string(), path: sitePath }),
      check: z.strictObject({ id: z.string(), title: z.string(), path: sitePath }),
      entities: z.array(entityLinkView).describe('At most 100'),
      total: count,
      reason: z.string(),
      approvedBy: z.string(),
      from: z.string().optional(),
      expires: z.string(),
      state: z.enum(['active', 'expiring', 'expired', 'pending']).describe('expiring: within 30 days'),
      daysLeft: z.int(),
      source: z.string(),
    }),
  ),
});
export type DecisionList = z.infer<typeof decisionList>;

/** A line of the list of scorecards. */
export const scorecardSummary = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  path: sitePath,
  owner: entityLinkView.optional(),
  checks: count,
  distribution,
  week: z.strictObject({ better: count, worse: count }).describe('Levels in the last seven days'),
});

/** `scorecards.json`: all scorecards, campaigns and what changed. */
export const scorecardList = z.strictObject({
  asOf: instant,
  scorecards: z.array(scorecardSummary),
  campaigns: z.array(campaignPage.pick({ id: true, title: true, path: true, state: true, due: true, daysLeft: true, target: true, entities: true, done: true })),
  exemptions: z.strictObject({ active: count, expiring: count, expired: count, path: sitePath }),
  controls: count.describe('Controls in scope or with evidence'),
  feeds: z.array(z.strictObject({ title: z.string(), type: z.string(), path: sitePath })),
});
export type ScorecardList = z.infer<typeof scorecardList>;

/** `changes.json`: over all scorecards. */
export const changeList = z.strictObject({ asOf: instant, spans: z.array(changeSpan), rules: z.array(
  z.strictObject({ at: instant, scorecard: z.string(), check: z.string(), title: z.string(), kind: z.enum(['added', 'changed', 'removed']), before: z.string().optional(), after: z.string().optional() }),
).describe('Rules that changed in the last 91 days, newest first') });
export type ChangeList = z.infer<typeof changeList>;

/** Scorecards on the page of a team. */
export const teamScorecards = z.strictObject({
  scorecards: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      path: sitePath,
      distribution,
      peers: z
        .strictObject({ lower: share, median: share, upper: share, teams: count, band: z.enum(['upper quarter', 'middle half', 'lower quarter']) })
        .optional()
        .describe('Quartiles over teams of the share of entities at the highest level but none named; absent with fewer than 4 teams'),
    }),
  ),
  actions: z
    .array(
      z.strictObject({
        check: z.string(),
        title: z.string(),
        path: sitePath,
        scorecard: z.string(),
        fix: z.strictObject({ text: z.string().optional(), url: z.string().optional() }).optional(),
        rises: count.describe('Entities whose level rises with this check alone'),
        entities: z.array(entityLinkView).describe('Entities that fail it, at most 10'),
        total: count,
      }),
    )
    .describe('Ordered by how much they move: levels raised, then weight won; at most 10'),
  actionsTotal: count,
  exemptions: z.array(z.strictObject({ check: z.string(), path: sitePath, entities: count, expires: z.string(), daysLeft: z.int() })).describe('About to expire, within 30 days, or expired'),
  campaigns: z.array(z.strictObject({ title: z.string(), path: sitePath, state: z.string(), due: z.string(), remaining: count })),
  spans: z.array(changeSpan.omit({ published: true, rejudged: true, now: true })),
  feeds: z.array(z.strictObject({ type: z.string(), path: sitePath })),
});
export type TeamScorecards = z.infer<typeof teamScorecards>;
