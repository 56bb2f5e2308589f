import type { z } from 'zod';
import { branchProtection, customProperty, openPullRequests } from '../schema/facts/repository.ts';
import { count, date, plural } from './format.ts';

/** A value that is a record, in words; undefined for one that has no words of its own. */
export function recordText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  if ('statusChecks' in value) return words(branchProtection, value, protectionText);
  if ('over7Days' in value) return words(openPullRequests, value, openText);
  if ('name' in value && 'value' in value) return words(customProperty, value, (property) => `${property.name}: ${property.value.join(' + ')}`);
  return undefined;
}

function words<S extends z.ZodType>(schema: S, value: unknown, say: (record: z.infer<S>) => string): string | undefined {
  const result = schema.safeParse(value);
  return result.success ? say(result.data) : undefined;
}

/** Checks that are named; of more, only how many there are besides. */
const namedChecks = 5;

function protectionText({ sources, pullRequest, approvals, codeOwnerReview, statusChecks, forcePushes, deletion, signedCommits, linearHistory, mergeQueue }: z.infer<typeof branchProtection>): string {
  if (sources.length === 0) return 'nothing guards it';
  const named = statusChecks.slice(0, namedChecks).join(', ');
  const more = statusChecks.length - namedChecks;
  const said = [
    pullRequest ? `Pull Requests only${approvals === 0 ? ', without approval' : `, with ${plural(approvals, 'approval')}`}` : 'changes without a Pull Request',
    codeOwnerReview ? 'owners must approve' : undefined,
    statusChecks.length === 0 ? 'no check must pass' : `must pass: ${named}${more > 0 ? ` and ${count(more)} more` : ''}`,
    forcePushes ? 'history may be rewritten' : 'no rewriting of history',
    deletion ? 'may be deleted' : 'no deletion',
    signedCommits ? 'signed commits' : undefined,
    linearHistory ? 'linear history' : undefined,
    mergeQueue ? 'merge queue' : undefined,
  ];
  const from = sources.map((source) => (source === 'ruleset' ? 'rulesets' : 'classic protection')).join(' and ');
  return `${said.filter((one) => one !== undefined).join('; ')} (by ${from})`;
}

function openText({ total, drafts, over7Days, over30Days, over90Days, oldestAt }: z.infer<typeof openPullRequests>): string {
  if (total === 0) return 'none';
  const ages = over7Days === 0 ? 'none older than 7 days' : `${count(over7Days)} older than 7 days, ${count(over30Days)} than 30, ${count(over90Days)} than 90`;
  return `${count(total)}${drafts === 0 ? '' : `, ${drafts === 1 ? '1 of them a draft' : `${count(drafts)} of them drafts`}`}; ${ages}${oldestAt === undefined ? '' : `; the oldest since ${date(oldestAt)}`}`;
}
