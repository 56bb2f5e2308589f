import type { KnowledgeKind } from '../../../schema/edition/knowledge.ts';
import { count, plural } from '../../format.ts';

/** Words of a state, and the badge that it gets. */
export interface StateWords {
  readonly word: string;
  readonly tone: '' | 'good' | 'warn' | 'error';
}

const states: Readonly<Record<string, StateWords>> = {
  // Architecture decisions
  proposed: { word: 'Proposed', tone: 'warn' },
  accepted: { word: 'Accepted', tone: 'good' },
  rejected: { word: 'Rejected', tone: '' },
  deprecated: { word: 'Deprecated', tone: '' },
  superseded: { word: 'Superseded', tone: '' },
  // Post-mortems
  draft: { word: 'Draft', tone: 'warn' },
  'in-review': { word: 'In review', tone: 'warn' },
  final: { word: 'Final', tone: '' },
  // Drills
  planned: { word: 'Planned', tone: '' },
  passed: { word: 'Passed', tone: 'good' },
  'passed-with-findings': { word: 'Passed with findings', tone: 'warn' },
  failed: { word: 'Failed', tone: 'error' },
};

/** The words for a state as a front matter writes it; one without words as it is. */
export function stateWords(state: string): StateWords {
  return states[state] ?? { word: state, tone: '' };
}

const urgencies: Readonly<Record<string, StateWords>> = {
  page: { word: 'Wakes someone', tone: 'error' },
  ticket: { word: 'Ticket', tone: 'warn' },
  info: { word: 'To know', tone: '' },
};

/** How urgent what leads to a runbook is. */
export function urgencyWords(severity: string): StateWords {
  return urgencies[severity] ?? { word: severity, tone: '' };
}

const exercises: Readonly<Record<string, string>> = { tabletop: 'Talked through at a table', functional: 'Carried out on systems' };

export function exerciseWords(exercise: string): string {
  return exercises[exercise] ?? exercise;
}

const teamTypes: Readonly<Record<string, string>> = {
  'stream-aligned': 'Stream-aligned team',
  platform: 'Platform team',
  enabling: 'Enabling team',
  'complicated-subsystem': 'Complicated-subsystem team',
};

export function teamTypeWords(type: string): string {
  return teamTypes[type] ?? type;
}

const actionTypes: Readonly<Record<string, string>> = {
  investigate: 'investigates',
  mitigate: 'mitigates',
  repair: 'repairs',
  detect: 'detects',
  prevent: 'prevents',
  process: 'process',
};

/** What an action is for; nothing for `other`. */
export function actionTypeWords(type: string): string | undefined {
  return actionTypes[type];
}

/** `56 min`, `1 h 56 min`, `2 d 3 h`: two units at most. */
export function duration(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 60) return `${count(whole)} min`;
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours < 48) return rest === 0 ? `${count(hours)} h` : `${count(hours)} h ${rest} min`;
  return hours % 24 === 0 ? `${count(Math.floor(hours / 24))} d` : `${count(Math.floor(hours / 24))} d ${hours % 24} h`;
}

/** `2 open, 1 of them overdue`; `all 3 done`; `none`. */
export function actionsText({ open, overdue, done }: { readonly open: number; readonly overdue: number; readonly done: number }): string {
  if (open === 0) return done === 0 ? 'none' : done === 1 ? 'done' : `all ${count(done)} done`;
  const late = overdue === 0 ? '' : open === 1 ? ', overdue' : `, ${count(overdue)} overdue`;
  return `${count(open)} open${late}`;
}

/** `tested 3 days ago`. */
export function testedText(days: number | undefined): string {
  if (days === undefined) return 'never tested';
  return days === 0 ? 'tested today' : `tested ${plural(days, 'day')} ago`;
}

/** How to write the first document of a kind: the least that its front matter needs. */
export const examples: Readonly<Record<KnowledgeKind, string>> = {
  runbook: 'title: Payments are slow\nowner: group:payments\nentities: [component:payments]\nseverity: page\nalerts: [PaymentLatencyHigh]',
  postmortem: 'title: Payments failed for an hour\ndate: 2026-03-14\nentities: [component:payments]\nseverity: SEV-2\nactions:\n  - text: Alert on the age of the queue\n    owner: group:payments\n    due: 2026-03-31',
  'architecture-decision': 'title: One queue per region\ndate: 2026-03-14\nstatus: accepted\nentities: [component:payments]\ndeciders: [group:payments]',
  drill: 'title: The primary database is lost\ndate: 2026-03-14\nscenario: The disk of the primary fails at noon.\noutcome: planned\nrunbooks: [runbooks/payments-slow.md]\nentities: [component:payments]',
  minutes: 'title: CI users, March\ndate: 2026-03-14\ngroup: CI users\nfollowUps:\n  - text: Publish how long builds wait\n    owner: group:platform\n    due: 2026-03-31',
  charter: 'title: Charter of the payments team\nteam: group:payments\nmission: Customers pay once, and are sure that they did.\nresponsibleFor: [Payments and refunds]\nnotResponsibleFor:\n  - what: Invoices\n    team: group:billing',
  question: 'title: How do I get a test card?\nowner: group:payments\nentities: [component:payments]\nalsoAsked: [Credit card for testing]',
};

/** The name that an example would have. */
export const exampleNames: Readonly<Record<KnowledgeKind, string>> = {
  runbook: 'payments-slow.md',
  postmortem: '2026-03-14-payments-failed.md',
  'architecture-decision': '0001-one-queue-per-region.md',
  drill: '2026-03-14-database-lost.md',
  minutes: '2026-03-14-ci-users.md',
  charter: 'payments.md',
  question: 'test-card.md',
};
