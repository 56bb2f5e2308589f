import type { z } from 'zod';
import type { FailedShard } from '../../knowledge/ages.ts';
import { staleReason } from '../../knowledge/stale-reason.ts';
import type { alertActivity } from '../../schema/edition/activity.ts';
import { alert } from '../../schema/facts/alert.ts';
import type { ActivityParts } from './parts.ts';

type Worked = z.infer<ActivityParts['alerts']['schema']>;

const tools = alert.shape.tool.options;
const none: Worked = { rows: 0, open: {}, over30Days: {}, over90Days: {} };

/** The tool that a part of a source is about, where its id says so. */
export function toolOf(shard: string): (typeof tools)[number] | undefined {
  return tools.find((tool) => shard.includes(tool));
}

/** Tools whose alerts are unknown, each with why: of these nothing counts, so that what is known of the others still does. */
export function unknownTools(unread: readonly FailedShard[]): ReadonlyMap<string, string> {
  return new Map(unread.flatMap(({ shard, age }) => (age.state === 'unknown' ? [toolOf(shard)].flatMap((tool) => (tool === undefined ? [] : [[tool, staleReason(age)] as const])) : [])));
}

/** Open alerts by severity, age and tool. A tool that has given none, and that nobody failed to read, has none. */
export function alertNumbers(worked: Worked = none, unknown: ReadonlyMap<string, string>): z.infer<typeof alertActivity> {
  const sum = (counts: Readonly<Record<string, number>>, fits: (tool: string, severity: string) => boolean): number =>
    Object.entries(counts).reduce((total, [key, n]) => {
      const [tool, severity] = split(key);
      return !unknown.has(tool) && fits(tool, severity) ? total + n : total;
    }, 0);
  const any = (): boolean => true;
  const of = (severity: string) => (_: string, other: string): boolean => severity === other;
  const open = sum(worked.open, any);
  return {
    open,
    over30Days: sum(worked.over30Days, any),
    over90Days: sum(worked.over90Days, any),
    ...(worked.oldestAt === undefined || open === 0 ? {} : { oldestAt: worked.oldestAt }),
    bySeverity: alert.shape.severity.options
      .map((severity) => ({ severity, open: sum(worked.open, of(severity)), over30Days: sum(worked.over30Days, of(severity)), over90Days: sum(worked.over90Days, of(severity)) }))
      .filter(({ open: some }) => some > 0),
    byTool: tools.map((tool) => {
      const reason = unknown.get(tool);
      return reason === undefined ? { tool, open: sum(worked.open, (other) => other === tool) } : { tool, unknown: reason };
    }),
  };
}

function split(key: string): [string, string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at), key.slice(at + 1)];
}
