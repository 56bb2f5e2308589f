import type { ChangeView, CheckResult, Evidence } from '../../schema/edition/assessment.ts';
import type { TeamScorecards } from '../../schema/edition/scorecard.ts';
import type { ChangeCause, Pillar, Verdict } from '../../schema/scorecards/names.ts';
import { count, days, instantText, percent, plural } from '../format.ts';

/** Verdicts in the order in which pages list them: what needs doing first. */
export const verdictOrder = ['fail', 'unknown', 'exempt', 'pass', 'not-applicable'] as const satisfies readonly Verdict[];

export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'Pass',
  fail: 'Fail',
  unknown: 'Unknown',
  exempt: 'Exempt',
  'not-applicable': 'Not applicable',
};

export const causeWords: Readonly<Record<ChangeCause, string>> = {
  facts: 'the facts changed',
  rules: 'the rules changed',
  'facts-and-rules': 'both the facts and the rules changed',
  decision: 'a decision',
  membership: 'joined or left',
};

export const pillarWords: Readonly<Record<Pillar, string>> = { security: 'Security', maintainability: 'Maintainability', velocity: 'Velocity' };

export const spanWords: Readonly<Record<'day' | 'week' | 'quarter', string>> = {
  day: 'Since yesterday',
  week: 'Since last week',
  quarter: 'Since last quarter',
};

const states: ReadonlyMap<string, { readonly word: string; readonly tone: string }> = new Map([
  ['not-started', { word: 'not started', tone: '' }],
  ['on-track', { word: 'on track', tone: 'good' }],
  ['at-risk', { word: 'at risk', tone: 'warn' }],
  ['late', { word: 'late', tone: 'error' }],
  ['met', { word: 'target met', tone: 'good' }],
  ['active', { word: 'active', tone: '' }],
  ['expiring', { word: 'expires soon', tone: 'warn' }],
  ['expired', { word: 'expired', tone: 'error' }],
  ['pending', { word: 'not in force yet', tone: '' }],
]);

/** The word for the state of a campaign or an exemption, and the class of its badge. */
export function stateOf(state: string): { readonly word: string; readonly tone: string } {
  return states.get(state) ?? { word: state, tone: '' };
}

const byVerdict: ReadonlyMap<string, string> = new Map(Object.entries(verdictWords));

/** What changed, and from what to what, in words. Levels come with their titles, `none` for none; verdicts by their names. */
export function changeText({ subject, from, to }: Pick<ChangeView, 'subject' | 'from' | 'to'>): { readonly subject: string; readonly from: string; readonly to: string } {
  const word = (value: string): string => (value === 'none' ? 'none' : (byVerdict.get(value) ?? value));
  return { subject: subject === 'level' ? 'Level' : subject, from: word(from), to: word(to) };
}

/** `12 days left`, `today is the last day`, `3 days ago`: of a day counted from the edition's own. */
export function daysLeft(n: number): string {
  if (n < 0) return `${days(-n)} ago`;
  return n === 0 ? 'today is the last day' : `${days(n)} left`;
}

/** `measured 214 days, at most 90`; undefined for a check that measures nothing. */
export function measureText({ measured, target, direction, unit }: Pick<CheckResult, 'measured' | 'target' | 'direction' | 'unit'>): string | undefined {
  if (target === undefined && measured === undefined) return undefined;
  const of = unit === undefined ? '' : unit === '%' ? '%' : ` ${unit}`;
  const limit = target === undefined ? '' : `${direction === 'at-least' ? 'at least' : 'at most'} ${count(round(target))}${of}`;
  return [measured === undefined ? undefined : `measured ${count(round(measured))}${of}`, limit].filter((part) => part !== undefined && part !== '').join(', ');
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}

/** `2 facts, 1 unknown`. */
export function factCount(evidence: readonly Evidence[]): string {
  const missing = evidence.filter(({ unknown }) => unknown !== undefined).length;
  return `${plural(evidence.length, 'fact')}${missing === 0 ? '' : `, ${missing} unknown`}`;
}

/** True if facts are of several repositories, or of several entities: only then is it said of which each is. */
export function ofSeveral(evidence: readonly Evidence[]): boolean {
  const of = new Set(evidence.map((one) => one.of));
  // A reference has a colon before its first slash, a repository has not.
  const entities = [...of].filter((one) => /^[^/]*:/.test(one)).length;
  return entities > 1 || of.size - entities > 1;
}

/** Longest value of a fact that a page shows as evidence; the API has all of it. */
const longest = 160;

/** The value of a fact as evidence. */
export function valueText(value: unknown): string {
  const text = plain(value);
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return count(value);
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? instantText(value) : value === '' ? 'empty text' : value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inList).join(', ');
  return JSON.stringify(value);
}

/** A record in a list goes by its first text, which is what names it: the path of a workflow, the id of a change. */
function inList(value: unknown): string {
  const name = typeof value === 'object' && value !== null ? Object.values(value).find((one) => typeof one === 'string') : undefined;
  return name ?? plain(value);
}

/** Where a team stands among its peers: as a quarter and the quartiles, so that nobody is ranked. */
export function peersText({ lower, median, upper, teams, band }: NonNullable<TeamScorecards['scorecards'][number]['peers']>): string {
  return `In the ${band} of ${plural(teams, 'team')} by the share at the highest level (quartiles ${percent(lower)}, ${percent(median)}, ${percent(upper)}).`;
}

/** Text as the label of a link or image in Markdown. */
export function markdownLabel(text: string): string {
  return text.replace(/[\\`*_[\]<>!|]/g, '\\$&').replace(/\s+/g, ' ');
}
