import type { z } from 'zod';
import type { alertActivity, deploymentActivity, RepositoryActivity, runActivity } from '../../schema/edition/activity.ts';
import { count, date, percent, plural } from '../format.ts';

/** One part of what happens in a repository in words, with what it owes its reader. */
export interface ActivityLine {
  readonly id: keyof RepositoryActivity;
  readonly title: string;
  /** Over which time, where it is not about now. */
  readonly over: string | undefined;
  /** What is known, a statement each. */
  readonly says: readonly string[];
  readonly part: NonNullable<RepositoryActivity[keyof RepositoryActivity]>;
}

const tools: Readonly<Record<string, string>> = { dependabot: 'Dependabot', 'code-scanning': 'code scanning', 'secret-scanning': 'secret scanning' };

/** The parts that are told in words, in order; those that are lists have tables of their own. */
export function activityLines(activity: RepositoryActivity): ActivityLine[] {
  const line = <N>(id: keyof RepositoryActivity, title: string, over: string | undefined, part: (ActivityLine['part'] & { readonly known?: N | undefined }) | undefined, words: (known: N) => readonly string[]): ActivityLine[] =>
    part === undefined ? [] : [{ id, title, over, says: part.known === undefined ? [] : words(part.known), part }];
  const { alerts, runs, deployments, merges, issues, usage } = activity;
  return [
    ...line('alerts', 'Security alerts', undefined, alerts, alertWords),
    ...line('runs', 'CI', '30 days', runs, runWords),
    ...line('deployments', 'Deployments', '30 days', deployments, deploymentWords),
    ...line('merges', 'Merged Pull Requests', '90 days', merges, ({ merged, medianHours }) => [`${count(merged)} merged, half of them within ${hours(medianHours)} of being opened`]),
    ...line('issues', 'Issues', undefined, issues, ({ classes }) => (classes.length === 0 ? ['none with a label that means something'] : classes.map((one) => `${one.class}: ${count(one.open)} open, ${count(one.opened)} opened in 90 days`))),
    ...line('usage', 'Billed by its host', '30 days', usage, ({ minutes, netAmount, grossAmount }) => [`${count(minutes)} minutes`, `$${count(netAmount)} to be paid, $${count(grossAmount)} before discounts`]),
  ];
}

function alertWords({ open, over30Days, over90Days, oldestAt, bySeverity, byTool }: z.infer<typeof alertActivity>): string[] {
  const severities = bySeverity.map((one) => `${count(one.open)} ${one.severity === 'unknown' ? 'of unknown severity' : one.severity}`).join(', ');
  const ages = over30Days === 0 ? undefined : `${count(over30Days)} older than 30 days, ${count(over90Days)} older than 90${oldestAt === undefined ? '' : `; the oldest since ${date(oldestAt)}`}`;
  const unread = byTool.filter(({ unknown }) => unknown !== undefined);
  return [
    open === 0 ? 'none open' : `${count(open)} open: ${severities}`,
    ...(ages === undefined ? [] : [ages]),
    byTool.filter((one) => one.open !== undefined).map((one) => `${tools[one.tool] ?? one.tool} ${count(one.open ?? 0)}`).join(', '),
    ...unread.map((one) => `${tools[one.tool] ?? one.tool} unknown (${one.unknown ?? ''})`),
  ];
}

function runWords({ runs, decided, succeeded, unfinished, medianSeconds, billableMinutes }: z.infer<typeof runActivity>): string[] {
  return [
    runs === 0 ? 'no run' : plural(runs, 'run'),
    ...(decided === 0 ? [] : [`${percent(succeeded / decided)} of ${count(decided)} that ended in success or failure succeeded`]),
    ...(medianSeconds === undefined ? [] : [`half of them within ${seconds(medianSeconds)}`]),
    ...(unfinished === 0 ? [] : [`${count(unfinished)} not finished`]),
    ...(billableMinutes === undefined ? [] : [`${count(billableMinutes)} billable minutes`]),
  ];
}

function deploymentWords({ production, succeeded, failed, unclassified, last }: z.infer<typeof deploymentActivity>): string[] {
  return [
    production === 0 ? 'none to production' : `${count(production)} to production: ${count(succeeded)} succeeded, ${count(failed)} failed`,
    last === undefined ? 'none to production succeeded in the last 400 days' : `the last that succeeded was on ${date(last.at)} (${last.environment})`,
    ...(unclassified === 0 ? [] : [`${count(unclassified)} to environments of which nobody says whether they are production`]),
  ];
}

/** `6 min 20 s`, `45 s`, `1 h 5 min`. */
export function seconds(n: number): string {
  const whole = Math.round(n);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  const minutes = Math.round(whole / 60);
  return `${count(Math.floor(minutes / 60))} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

/** `45 minutes`, `7.5 hours`, `3.2 days`. */
export function hours(n: number): string {
  if (n < 1) return plural(Math.round(n * 60), 'minute');
  return n < 48 ? plural(n, 'hour') : plural(Math.round((n / 24) * 10) / 10, 'day');
}
