import { z } from 'zod';
import type { FactKind } from '../../schema/fact.ts';
import { alertKind } from '../../schema/facts/alert.ts';
import { ciRunKind } from '../../schema/facts/ci-run.ts';
import { deploymentKind, environment, environmentKind } from '../../schema/facts/deployment.ts';
import { labelledIssueKind } from '../../schema/facts/labelled-issue.ts';
import { mergedPullRequestKind } from '../../schema/facts/merged-pull-request.ts';
import { meteredUsageKind } from '../../schema/facts/metered-usage.ts';
import { release, releaseKind } from '../../schema/facts/release.ts';
import { teamPermissionKind } from '../../schema/facts/team.ts';
import { instant, type Instant } from '../../schema/primitives.ts';
import type { Aggregation } from '../../store/aggregates.ts';
import { literal, quote } from '../../store/columns.ts';
import { isoText, sqlInstant } from '../../store/relation.ts';

/** One kind of event or state, and what is worked out of it for each repository. */
export interface Part<S extends z.ZodType = z.ZodType> {
  readonly kind: FactKind;
  /** Start of the time that is looked at, where there is one. */
  readonly from?: Instant;
  readonly aggregation: Omit<Aggregation, 'by'>;
  readonly schema: S;
}

const dayMs = 86_400_000;
const count = z.int().nonnegative();
/** Whatever a query counts besides: how many rows a group has. */
const counted = { rows: count } as const;
/** DuckDB's `histogram`: how often each text is there; null where there is none. */
const histogram = z.record(z.string(), count).default({});

/** Ends that say whether the code was sound. What was cancelled, skipped or waits for somebody says nothing of it. */
const decided = `status = 'completed' AND conclusion IN ('success', 'failure', 'timed-out', 'startup-failure', 'unstable')`;

/** All parts as of an instant. */
export function activityParts(asOf: Instant) {
  const at = sqlTime(asOf);
  const from = (days: number): Instant => new Date(Date.parse(asOf) - days * dayMs).toISOString();
  const between = (column: string, days: number): string => `${quote(column)} > ${sqlTime(from(days))} AND ${quote(column)} <= ${at}`;
  const before = (days: number): string => `"createdAt" <= ${sqlTime(from(days))}`;
  const toolAndSeverity = `tool || ' ' || severity`;
  return {
    alerts: {
      kind: alertKind,
      aggregation: {
        where: `"createdAt" <= ${at}`,
        fields: {
          open: `histogram(${toolAndSeverity}) FILTER (state = 'open')`,
          over30Days: `histogram(${toolAndSeverity}) FILTER (state = 'open' AND ${before(30)})`,
          over90Days: `histogram(${toolAndSeverity}) FILTER (state = 'open' AND ${before(90)})`,
          oldestAt: isoText(`min("createdAt") FILTER (state = 'open')`),
        },
      },
      schema: z.strictObject({ ...counted, open: histogram, over30Days: histogram, over90Days: histogram, oldestAt: instant.optional() }),
    },
    runs: {
      kind: ciRunKind,
      from: from(30),
      aggregation: {
        since: from(30),
        where: between('createdAt', 30),
        fields: {
          decided: `count(*) FILTER (${decided})`,
          succeeded: `count(*) FILTER (${decided} AND conclusion = 'success')`,
          unfinished: `count(*) FILTER (status <> 'completed')`,
          medianSeconds: `round(median("durationSeconds") FILTER (${decided}), 1)`,
          billableMinutes: 'round(sum("billableMinutes"), 1)',
        },
      },
      schema: z.strictObject({ ...counted, decided: count, succeeded: count, unfinished: count, medianSeconds: z.number().optional(), billableMinutes: z.number().optional() }),
    },
    deployments: {
      kind: deploymentKind,
      from: from(30),
      aggregation: {
        since: from(400),
        where: between('createdAt', 400),
        fields: {
          production: `count(*) FILTER (production AND ${between('createdAt', 30)})`,
          succeeded: `count(*) FILTER (production AND state = 'success' AND ${between('createdAt', 30)})`,
          failed: `count(*) FILTER (production AND state = 'failure' AND ${between('createdAt', 30)})`,
          unclassified: `count(*) FILTER (production IS NULL AND ${between('createdAt', 30)})`,
          last: `arg_max({"environment": environment, "at": ${isoText('coalesce("succeededAt", "finishedAt", "createdAt")')}, "url": url}, coalesce("succeededAt", "finishedAt", "createdAt")) FILTER (production AND state = 'success')`,
        },
      },
      schema: z.strictObject({
        ...counted,
        production: count,
        succeeded: count,
        failed: count,
        unclassified: count,
        last: z.strictObject({ environment: z.string(), at: instant, url: z.string().optional() }).optional(),
      }),
    },
    merges: {
      kind: mergedPullRequestKind,
      from: from(90),
      aggregation: { since: from(90), where: between('mergedAt', 90), fields: { medianHours: `round(median(date_diff('second', "openedAt", "mergedAt")) / 3600, 1)` } },
      schema: z.strictObject({ ...counted, medianHours: z.number() }),
    },
    issues: {
      kind: labelledIssueKind,
      aggregation: {
        where: `"createdAt" <= ${at}`,
        fields: {
          open: `histogram(array_to_string(classes, ' ')) FILTER (state = 'open')`,
          opened: `histogram(array_to_string(classes, ' ')) FILTER (${between('createdAt', 90)})`,
          all: `histogram(array_to_string(classes, ' '))`,
        },
      },
      schema: z.strictObject({ ...counted, open: histogram, opened: histogram, all: histogram }),
    },
    usage: {
      kind: meteredUsageKind,
      from: from(30),
      aggregation: {
        since: from(30),
        where: `repository IS NOT NULL AND ${between('startsAt', 30)}`,
        fields: { minutes: `round(coalesce(sum(quantity) FILTER (lower(unit) = 'minutes'), 0), 1)`, netAmount: 'round(sum("netAmount"), 2)', grossAmount: 'round(sum("grossAmount"), 2)' },
      },
      schema: z.strictObject({ ...counted, minutes: z.number(), netAmount: z.number(), grossAmount: z.number() }),
    },
    releases: {
      kind: releaseKind,
      aggregation: {
        where: `"publishedAt" <= ${at}`,
        fields: {},
        items: { select: { tag: 'tag', name: 'name', publishedAt: isoText('"publishedAt"'), prerelease: 'prerelease', immutable: 'immutable', url: 'url' }, orderBy: '"publishedAt" DESC, tag', limit: 10 },
      },
      schema: z.strictObject({ ...counted, items: z.array(release.omit({ repository: true, repositoryKey: true })) }),
    },
    environments: {
      kind: environmentKind,
      aggregation: {
        fields: {},
        items: {
          select: Object.fromEntries(['name', 'production', 'reviewRequired', 'waitMinutes', 'branchesRestricted', 'url'].map((name) => [name, quote(name)])),
          orderBy: 'coalesce(production, false) DESC, name',
          limit: 20,
        },
      },
      schema: z.strictObject({ ...counted, items: z.array(environment.omit({ repository: true })) }),
    },
    teams: {
      kind: teamPermissionKind,
      aggregation: {
        fields: { writers: `list(team ORDER BY team) FILTER (permission NOT IN ('pull', 'triage'))` },
        items: { select: { team: 'team', permission: 'permission' }, orderBy: `array_position(['admin', 'maintain', 'push', 'triage', 'pull'], permission) NULLS LAST, team`, limit: 50 },
      },
      schema: z.strictObject({ ...counted, items: z.array(z.strictObject({ team: z.string(), permission: z.string() })), writers: z.array(z.string()).default([]) }),
    },
  } as const satisfies Record<string, Part>;
}
export type ActivityParts = ReturnType<typeof activityParts>;

function sqlTime(at: Instant): string {
  return `TIMESTAMP ${literal(sqlInstant(at))}`;
}
