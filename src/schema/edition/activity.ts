import { z } from 'zod';
import { provenance } from '../fact.ts';
import { alert } from '../facts/alert.ts';
import { environment } from '../facts/deployment.ts';
import { release } from '../facts/release.ts';
import { instant } from '../primitives.ts';
import { age, entityLinkView } from './shared.ts';

/**
 * One part of what happens in a repository, worked out of events: numbers with what they owe their reader, or why there are
 * none. A part is absent where no source is read that could tell.
 */
function part<S extends z.ZodObject>(numbers: S) {
  return z.strictObject({
    known: numbers.optional().describe('Absent where it is not known, or withheld'),
    unknown: z.string().optional().describe('Why it is not known'),
    withheld: z.string().optional().describe('Why it is known and not published'),
    from: instant.optional().describe('Where only what happened since then counts'),
    n: z.int().nonnegative().describe('Records that it rests on'),
    age,
    sources: z.array(provenance).describe('Where most of the records come from, at most 5'),
  });
}

const count = z.int().nonnegative();

export const alertActivity = z.strictObject({
  open: count,
  over30Days: count.describe('Of the open ones, those raised more than 30 days ago'),
  over90Days: count,
  oldestAt: instant.optional(),
  bySeverity: z.array(z.strictObject({ severity: alert.shape.severity, open: count, over30Days: count, over90Days: count })).describe('Gravest first; those without an open alert left out'),
  byTool: z.array(z.strictObject({ tool: alert.shape.tool, open: count.optional(), unknown: z.string().optional() })),
});

export const runActivity = z.strictObject({
  runs: count.describe('Runs asked for, each attempt counted'),
  decided: count.describe('Those that ended in success or failure; cancelled and skipped ones decide nothing'),
  succeeded: count,
  unfinished: count,
  medianSeconds: z.number().nonnegative().optional().describe('Median duration of those decided, interpolated; of those whose duration is known'),
  billableMinutes: z.number().nonnegative().optional().describe('Where the host says so'),
});

export const deploymentActivity = z.strictObject({
  production: count.describe('Deployments to production'),
  succeeded: count,
  failed: count,
  unclassified: count.describe('Deployments to environments of which nobody says whether they are production'),
  last: z.strictObject({ environment: z.string(), at: instant, url: z.string().optional() }).optional().describe('The last that succeeded in production in the last 400 days'),
});

export const mergeActivity = z.strictObject({
  merged: count,
  medianHours: z.number().nonnegative().describe('Median hours from opened to merged, interpolated'),
});

export const releaseActivity = z.strictObject({
  total: count,
  latest: z.array(release.omit({ repository: true, repositoryKey: true })).describe('At most 10, newest first'),
});

export const environmentActivity = z.strictObject({ total: count, list: z.array(environment.omit({ repository: true })).describe('At most 20: production first, then by name') });

export const teamActivity = z.strictObject({
  total: count,
  list: z.array(z.strictObject({ team: z.string(), permission: z.string(), url: z.string().optional(), entity: entityLinkView.optional().describe('The Group that the team is') })).describe('At most 50: those that may do most first'),
});

export const issueActivity = z.strictObject({
  classes: z.array(z.strictObject({ class: z.string(), open: count, opened: count.describe('Opened in the last 90 days') })).describe('What labels mean, by name'),
});

export const usageActivity = z.strictObject({ minutes: z.number(), netAmount: z.number().describe('To be paid, in US dollars'), grossAmount: z.number().describe('Before discounts') });

/** What happens in a repository, as its hosts tell. */
export const repositoryActivity = z.strictObject({
  alerts: part(alertActivity).optional(),
  runs: part(runActivity).optional().describe('CI of the last 30 days'),
  deployments: part(deploymentActivity).optional().describe('Of the last 30 days'),
  merges: part(mergeActivity).optional().describe('Pull Requests merged in the last 90 days; withheld where it could be the work of few people'),
  issues: part(issueActivity).optional(),
  usage: part(usageActivity).optional().describe('What the host billed in the last 30 days'),
  releases: part(releaseActivity).optional().describe('Releases that the host publishes, as against tags'),
  environments: part(environmentActivity).optional(),
  teams: part(teamActivity).optional().describe('What teams may do'),
});
export type RepositoryActivity = z.infer<typeof repositoryActivity>;
