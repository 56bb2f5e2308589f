import { changeFeedPath, checkPath, decisionAnchor, entityBadgePath, entityPath, repositoryPath, scorecardPath, scorecardRoutes } from '../../src/edition/routes.ts';
import type { ChangeView, CheckResult, Distribution, EntityScorecard, Evidence } from '../../src/schema/edition/assessment.ts';
import type { TeamScorecards } from '../../src/schema/edition/scorecard.ts';
import type { EntityPage } from '../../src/schema/edition/entity.ts';
import type { Pillar, Verdict } from '../../src/schema/scorecards/names.ts';
import { asOf, pick } from '../site/entities.ts';
import { image, longWord, reversed, script } from '../site/hostile.ts';
import { spans } from './spans.ts';

/** A scorecard of the fixture. */
export interface Card {
  readonly id: string;
  readonly title: string;
  readonly levels: readonly { readonly id: string; readonly title: string }[];
  readonly checks: readonly { readonly id: string; readonly title: string; readonly level: number; readonly pillar: Pillar; readonly controls: readonly string[]; readonly announced?: string }[];
}

const titles = ['Has an owner who answers', 'Has a README', 'Has a licence', 'Builds in CI', 'Default branch is protected', 'Committed to in the last 90 days', 'Dependencies are locked', 'Dependencies are updated by a bot', 'Has a runbook', 'Was released in the last quarter', 'Has a security policy', 'Every change is reviewed'] as const;

export const readiness: Card = {
  id: 'production-readiness',
  title: 'Production readiness',
  levels: [{ id: 'bronze', title: 'Bronze' }, { id: 'silver', title: 'Silver' }, { id: 'gold', title: 'Gold' }],
  checks: titles.map((title, n) => ({
    id: `check-${n}`, title, level: Math.floor(n / 4), pillar: pick(['security', 'maintainability', 'velocity'], n),
    controls: n % 4 === 0 ? ['SOC2:CC8.1', 'ISO27001:A.8.32'] : [],
    ...(n === 11 ? { announced: '2027-01-01' } : {}),
  })),
};

/** Every text of it hurts. */
export const hostileCard: Card = {
  id: 'hostile',
  title: `${script} ${reversed} ${longWord}`.slice(0, 300),
  levels: [{ id: 'low', title: script }, { id: 'high', title: longWord.slice(0, 300) }],
  checks: [0, 1, 2].map((n) => ({ id: `bad-${n}`, title: pick([script, image, longWord.slice(0, 300)], n), level: n === 0 ? 0 : 1, pillar: 'security', controls: ['SOC2:CC8.1', script] })),
};

export const cards: readonly Card[] = [readiness, hostileCard];

/** The verdict of entity `n` on check `at`: all of them come up, and the first check alone is never failed. */
export const verdictOf = (n: number, at: number): Verdict => (at === 0 ? 'pass' : pick(['pass', 'fail', 'pass', 'unknown', 'pass', 'pass', 'exempt', 'not-applicable', 'pass'], n * 5 + at * 7));

export function countsOf(given: readonly Verdict[]): Record<Verdict, number> {
  const of = (verdict: Verdict): number => given.filter((one) => one === verdict).length;
  return { pass: of('pass'), fail: of('fail'), 'not-applicable': of('not-applicable'), unknown: of('unknown'), exempt: of('exempt') };
}

/** A distribution over none and the levels of a card. */
export function distributionOf(card: Card, sizes: readonly number[]): Distribution {
  const [none = 0, ...rest] = sizes;
  return { entities: sizes.reduce((sum, size) => sum + size, 0), levels: [{ title: 'No level', entities: none }, ...card.levels.map((level, at) => ({ ...level, entities: rest[at] ?? 0 }))] };
}

export const anchor = decisionAnchor('decisions/platform.yaml', 14);

function evidenceOf(entity: EntityPage, verdict: Verdict, hostile: boolean): Evidence[] {
  const repository = entity.repositories[0]?.repository ?? 'local/nothing';
  const path = `${repositoryPath(repository)}${repository === 'local/nothing' || hostile ? '' : '#fact-repository.license'}`;
  return [
    verdict === 'unknown'
      ? { fact: 'repository.branchProtection', of: repository, unknown: 'no source says it', path }
      : { fact: 'repository.license', of: repository, value: hostile ? [script, longWord] : 'Apache-2.0', path, source: 0 },
    { fact: 'entity.lifecycle', of: entity.ref, value: hostile ? image : (entity.lifecycle ?? null), path: entity.path },
  ];
}

function checkResultOf(card: Card, entity: EntityPage, n: number, at: number): CheckResult {
  const check = card.checks[at];
  if (check === undefined) throw new Error(`${card.id} has no check ${at}`);
  const hostile = card === hostileCard;
  const verdict = verdictOf(n, at);
  return {
    id: check.id,
    title: check.title,
    path: checkPath(card.id, check.id),
    level: card.levels[check.level]?.title ?? '',
    verdict,
    ...(verdict === 'exempt' ? { raw: 'fail', exemption: { reason: hostile ? script : 'Frozen until the move to the new platform is done.', approvedBy: 'the architecture board', expires: '2027-03-03', daysLeft: 102, path: `${scorecardRoutes.decisions}#${anchor}` } } : {}),
    ...(check.announced === undefined ? {} : { announced: check.announced }),
    ...(at === 5 ? { measured: 214, target: 90, direction: 'at-most', unit: 'days' } : { message: hostile ? `${image} ${longWord}` : `${check.title}: last looked at 214 days ago, limit 90` }),
    ...(verdict === 'unknown' && at === 3 ? { error: hostile ? script : 'no such key: protection' } : {}),
    evidence: evidenceOf(entity, verdict, hostile),
    fix: hostile ? { text: script, url: 'https://fix.acme.example/"><script>' } : { text: 'Add the file that the handbook describes.', url: `https://handbook.acme.example/fix/${check.id}` },
  };
}

export function changeOf(card: Card, entity: EntityPage, at: number): ChangeView {
  return {
    at: `2026-11-${String(20 - at).padStart(2, '0')}T03:00:00Z`,
    entity: { ref: entity.ref, title: entity.title, kind: entity.kind, path: entity.path },
    scorecard: card.id,
    scorecardTitle: card.title,
    ...(at % 2 === 0
      ? { subject: 'level', from: at === 0 ? 'none' : (card.levels[0]?.title ?? ''), to: card.levels[1]?.title ?? '', direction: 'better' as const }
      : { subject: card.checks[1]?.title ?? '', from: 'pass', to: 'fail', direction: 'worse' as const }),
    cause: pick(['facts', 'rules', 'facts-and-rules', 'decision', 'membership'], at),
  };
}

/** A scorecard on the page of entity `n`. */
export function entityScorecardOf(card: Card, entity: EntityPage, n: number): EntityScorecard {
  const checks = card.checks.map((_, at) => checkResultOf(card, entity, n, at));
  const reached = n % (card.levels.length + 1);
  const levels = card.levels.map((level, at) => {
    const of = checks.filter((check) => check.level === level.title);
    return { ...level, reached: at < reached, passed: of.filter(({ verdict }) => verdict === 'pass').length, of: of.length };
  });
  const next = card.levels[reached];
  const title = card.levels[reached - 1]?.title;
  return {
    id: card.id,
    title: card.title,
    path: scorecardPath(card.id),
    badge: entityBadgePath(card.id, entity.ref),
    ...(title === undefined ? {} : { level: title }),
    ...(next === undefined ? {} : { potential: { level: card.levels.at(-1)?.title ?? '', needs: ['repository.branchProtection', 'repository.reviews'] } }),
    levels,
    score: 0.78,
    ...(n % 2 === 0 ? { rawScore: 0.7113 } : {}),
    counts: countsOf(checks.map(({ verdict }) => verdict)),
    band: pick(['upper quarter', 'middle half', 'lower quarter'], n),
    checks,
    ...(next === undefined ? {} : { next: { level: next.title, steps: checks.filter(({ verdict }) => verdict === 'fail').slice(0, 3).map(({ id, title: of, path, verdict, message, fix }) => ({ check: id, title: of, path, verdict, ...(message === undefined ? {} : { message }), ...(fix === undefined ? {} : { fix }), peers: { passed: 32, of: 41 } })) } }),
    history: Array.from({ length: 26 }, (_, at) => {
      const rank = at < 9 ? 0 : at < 20 ? 1 : reached;
      const level = card.levels[rank - 1]?.title;
      return { at: new Date(Date.parse(asOf) - (25 - at) * 7 * 86_400_000).toISOString(), ...(level === undefined ? {} : { level }), score: 0.5 };
    }),
    changes: Array.from({ length: 5 }, (_, at) => changeOf(card, entity, at)),
  };
}

/** The scorecards of a team that owns `owned`. */
export function teamScorecardsOf(team: EntityPage, owned: readonly EntityPage[]): TeamScorecards {
  const sample = owned[0];
  return {
    scorecards: cards.map((card) => ({ id: card.id, title: card.title, path: scorecardPath(card.id), distribution: distributionOf(card, [1, 2, owned.length, 1]), peers: { lower: 0.2, median: 0.45, upper: 0.7, teams: 12, band: 'middle half' } })),
    actions: cards.flatMap((card) => card.checks.slice(1, 4).map((check, at) => ({ check: check.id, title: check.title, path: checkPath(card.id, check.id), scorecard: card.title, ...(at === 2 ? {} : { fix: { text: 'Add the file that the handbook describes.', url: 'https://handbook.acme.example/fix' } }), rises: 3 - at - (at === 2 ? 1 : 0), entities: owned.slice(0, 10).map(({ ref, title, kind, path }) => ({ ref, title, kind, path })), total: owned.length + 12 }))),
    actionsTotal: 31,
    exemptions: [{ check: 'Has a runbook', path: `${scorecardRoutes.decisions}#${anchor}`, entities: 1, expires: '2026-11-30', daysLeft: 9 }, { check: 'Has a licence', path: `${scorecardRoutes.decisions}#${anchor}`, entities: 4, expires: '2026-11-01', daysLeft: -20 }],
    campaigns: [{ title: 'Gold by spring', path: 'campaigns/at-risk/', state: 'at-risk', due: '2027-03-31', remaining: 7 }, { title: 'Licences everywhere', path: 'campaigns/met/', state: 'met', due: '2026-12-31', remaining: 0 }],
    spans: sample === undefined ? [] : spans(cards[0] ?? readiness, owned).map(({ published: _, rejudged: __, now: ___, ...span }) => span),
    feeds: [{ type: 'application/atom+xml', path: changeFeedPath('atom', team.ref) }, { type: 'application/feed+json', path: changeFeedPath('json', team.ref) }],
  };
}

export const linkOf = ({ ref, title, kind, path }: EntityPage): { ref: string; title: string; kind: string; path: string } => ({ ref, title, kind, path });
export const teamPath = (name: string): string => entityPath(`group:default/${name}`);
