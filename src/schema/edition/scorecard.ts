import { z } from 'zod';
import { instant } from '../primitives.ts';
import { pillar, verdict } from '../scorecards/names.ts';
import { changeSpan, distribution, historyPoint, rollUp, verdictCounts } from './assessment.ts';
import { entityLinkView, listPage, sitePath } from './shared.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

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
