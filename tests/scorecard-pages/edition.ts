import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { levelBadge } from '../../src/badges/badge.ts';
import { assessmentListPath, changeFeedPath, checkPath, entityBadgePath, entityFile, entityPath, scorecardBadgePath, scorecardFiles, scorecardPath, scorecardRoutes } from '../../src/edition/routes.ts';
import { entityPage } from '../../src/schema/edition/entity.ts';
import type { EntityPage } from '../../src/schema/edition/entity.ts';
import { editionIndex } from '../../src/schema/edition/index-file.ts';
import { assessmentList, campaignPage, changeList, checkPage, controlMatrix, decisionList, scorecardList, scorecardPage } from '../../src/schema/edition/scorecard.ts';
import type { CampaignPage, ScorecardList, ScorecardPage } from '../../src/schema/edition/scorecard.ts';
import { verdicts } from '../../src/schema/scorecards/names.ts';
import { writeEdition } from '../site/edition.ts';
import type { SyntheticOptions } from '../site/edition.ts';
import { asOf, pick, teamName } from '../site/entities.ts';
import { image, longWord, reversed, script } from '../site/hostile.ts';
import { anchor, cards, countsOf, distributionOf, entityScorecardOf, hostileCard, linkOf, readiness, teamPath, teamScorecardsOf, verdictOf } from './judged.ts';
import type { Card } from './judged.ts';
import { spans } from './spans.ts';

const teams = 12;
const listSize = 10;

/** Writes a synthetic edition with two scorecards and everything that belongs to them, checked by the schemas. */
export function writeScorecardEdition(folder: string, options: Omit<SyntheticOptions, 'teams'>): void {
  writeEdition(folder, { ...options, teams });
  const at = (file: string): string => join(folder, 'api', 'v1', file);
  const text = (path: string, content: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  const write = <S extends z.ZodType>(file: string, schema: S, value: z.input<S>): void => text(at(file), JSON.stringify(schema.parse(value)));
  const read = (file: string): unknown => JSON.parse(readFileSync(at(file), 'utf8'));

  const refs = readFileSync(at('entities.ndjson'), 'utf8').split('\n').filter((line) => line !== '').map((line): string => JSON.parse(line).ref);
  const pages = refs.map((ref) => entityPage.parse(read(entityFile(ref))));
  const components = pages.filter(({ kind }) => kind === 'Component');
  components.forEach((page, n) => {
    write(entityFile(page.ref), entityPage, { ...page, scorecards: cards.map((card) => entityScorecardOf(card, page, n)), evidenceSources: [{ source: 'git clone', collector: 'git', version: '1.0.0', observedAt: asOf, since: '2026-03-04T03:00:00Z' }] });
    for (const card of cards) text(join(folder, entityBadgePath(card.id, page.ref)), levelBadge(card.title, undefined, -1, 3));
  });
  for (const page of pages.filter(({ kind }) => kind === 'Group')) {
    const owned = components.filter(({ ownership }) => ownership.owner === page.ref);
    if (owned.length === 0 || page.team === undefined) continue;
    write(entityFile(page.ref), entityPage, { ...page, team: { ...page.team, scorecards: teamScorecardsOf(page, owned) } });
    for (const format of ['atom', 'json'] as const) text(join(folder, changeFeedPath(format, page.ref)), '');
  }

  const campaigns = campaignPages(components);
  for (const campaign of campaigns) write(scorecardFiles.campaign(campaign.id), campaignPage, campaign);
  for (const card of cards) writeCard(card, components, campaigns, write, (path) => text(join(folder, path), ''));
  for (const format of ['atom', 'json'] as const) text(join(folder, changeFeedPath(format)), '');

  const owner = { ref: 'group:default/team-payments', title: 'Team Payments', kind: 'Group', path: teamPath(teamName(0)) };
  const summaries: ScorecardList['scorecards'] = cards.map((card) => ({
    id: card.id, title: card.title, path: scorecardPath(card.id), checks: card.checks.length, distribution: distributionOf(card, [4, 10, 14, 6]), week: { better: 3, worse: 1 },
    ...(card === hostileCard ? { description: `${image} ${reversed}` } : { description: 'What a component needs before customers depend on it.', owner }),
  }));
  write(scorecardFiles.list, scorecardList, {
    asOf, scorecards: summaries,
    campaigns: campaigns.map(({ id, title, path, state, due, daysLeft, target, entities, done }) => ({ id, title, path, state, due, daysLeft, target, entities, done })),
    exemptions: { active: 3, expiring: 1, expired: 1, path: scorecardRoutes.decisions },
    controls: 4,
    feeds: [{ title: 'Changes as an Atom feed', type: 'application/atom+xml', path: changeFeedPath('atom') }, { title: 'Changes as a JSON feed', type: 'application/feed+json', path: changeFeedPath('json') }],
  });
  write(scorecardFiles.changes, changeList, {
    asOf, spans: spans(readiness, components),
    rules: [
      { at: '2026-11-19T03:00:00Z', scorecard: readiness.id, check: 'check-5', title: 'Committed to in the last 90 days', kind: 'changed', before: 'daysSince(repository.lastCommitAt) <= 180', after: 'daysSince(repository.lastCommitAt) <= 90' },
      { at: '2026-11-10T03:00:00Z', scorecard: hostileCard.id, check: 'bad-0', title: script, kind: 'added', after: `${image} ${longWord}` },
      { at: '2026-11-01T03:00:00Z', scorecard: readiness.id, check: 'gone', title: 'Is written in a known language', kind: 'removed', before: 'size(repository.languages) > 0' },
    ],
  });
  const subjects = components.slice(0, 3).map(linkOf);
  const decision = { scorecard: { id: readiness.id, title: readiness.title, path: scorecardPath(readiness.id) }, check: { id: 'check-8', title: 'Has a runbook', path: checkPath(readiness.id, 'check-8') }, entities: subjects, total: 3, reason: 'Frozen until the move to the new platform is done.', approvedBy: 'the architecture board', source: 'decisions/platform.yaml:14' };
  write(scorecardFiles.decisions, decisionList, {
    asOf,
    exemptions: [
      { ...decision, anchor, expires: '2027-03-03', state: 'active', daysLeft: 102 },
      { ...decision, anchor: `${anchor}-b`, expires: '2026-11-30', state: 'expiring', daysLeft: 9, total: 40, from: '2026-01-01' },
      { ...decision, anchor: `${anchor}-c`, expires: '2026-11-01', state: 'expired', daysLeft: -20, entities: [], total: 0 },
      { ...decision, anchor: `${anchor}-d`, from: '2027-01-01', expires: '2027-06-30', state: 'pending', daysLeft: 221, reason: `${script} ${longWord}`, approvedBy: reversed },
    ],
  });
  const evidence = (card: Card, check: number) => ({ scorecard: card.title, check: card.checks[check]?.id ?? '', title: card.checks[check]?.title ?? '', path: checkPath(card.id, card.checks[check]?.id ?? ''), counts: countsOf(verdicts) });
  write(scorecardFiles.controls, controlMatrix, {
    asOf,
    schemes: [
      { id: 'SOC2', title: 'SOC 2', url: 'https://soc2.example/', controls: [
        { id: 'SOC2:CC8.1', anchor: 'soc2-cc8-1', title: 'Changes are authorised, tested and approved', checks: [evidence(readiness, 0), evidence(readiness, 4), evidence(hostileCard, 1)], entities: 14, evidenced: 9 },
        { id: 'SOC2:CC7.2', anchor: 'soc2-cc7-2', title: 'Anomalies are watched for', checks: [], entities: 0, evidenced: 0 },
      ] },
      { id: 'ISO27001', title: script, url: 'javascript:alert(1)', controls: [
        { id: 'ISO27001:A.8.32', anchor: 'iso27001-a-8-32', checks: [evidence(readiness, 0)], entities: 0, evidenced: 0 },
        { id: `ISO27001:${longWord.slice(0, 60)}`, anchor: 'iso-long', title: `${image} ${longWord}`, checks: [], entities: 0, evidenced: 0 },
      ] },
    ],
  });
  const index = editionIndex.parse(read('index.json'));
  write('index.json', editionIndex, { ...index, scorecards: summaries });
}

type Write = <S extends z.ZodType>(file: string, schema: S, value: z.input<S>) => void;

function writeCard(card: Card, components: readonly EntityPage[], campaigns: readonly CampaignPage[], write: Write, touch: (path: string) => void): void {
  const hostile = card === hostileCard;
  const csv = `api/v1/${scorecardFiles.csv(card.id)}`;
  const scorecard = { id: card.id, title: card.title, path: scorecardPath(card.id) };
  const ofTeam = (n: number) => ({ ref: `group:default/${teamName(n)}`, title: hostile && n === 0 ? `${script}${longWord}` : teamName(n), kind: 'Group', path: teamPath(teamName(n)) });
  const verdictsOf = (check: number) => components.map((_, n) => verdictOf(n, check));
  const lists = Math.ceil(components.length / listSize);
  touch(csv);
  touch(scorecardBadgePath(card.id));
  const page: ScorecardPage = {
    asOf, ...scorecard,
    description: hostile ? `${image} ${reversed} ${longWord}` : 'What a component needs before customers depend on it.',
    ...(hostile ? { extends: { title: readiness.title, path: scorecardPath(readiness.id) } } : { owner: ofTeam(0) }),
    applies: "entity.kind == 'Component' && entity.lifecycle == 'production'",
    source: `scorecards/${card.id}.yaml:1`,
    levels: card.levels.map((level, rank) => ({
      ...level, description: 'What it means to be there.',
      checks: card.checks.flatMap((check, at) => (check.level === rank ? [{ id: check.id, title: check.title, path: checkPath(card.id, check.id), level: level.title, pillar: check.pillar, weight: 1, controls: [...check.controls], ...(check.announced === undefined ? {} : { announced: check.announced }), counts: countsOf(verdictsOf(at)), moves: at }] : [])),
    })),
    distribution: distributionOf(card, [4, 10, 14, 6]),
    undecided: 2,
    teams: Array.from({ length: teams }, (_, n) => ({ of: ofTeam(n), distribution: distributionOf(card, [n % 3, n, 12 - n, n % 5]), changed: { better: n % 2, worse: n % 3 } })),
    systems: [{ of: { ref: 'system:default/payments', title: 'Payments', kind: 'System', path: entityPath('system:default/payments') }, distribution: distributionOf(card, [0, 0, 0, 0]), changed: { better: 0, worse: 0 } }],
    domains: [],
    heatMap: {
      checks: card.checks.map(({ id, title }) => ({ id, title, path: checkPath(card.id, id) })),
      rows: Array.from({ length: teams }, (_, n) => ({ team: ofTeam(n), cells: card.checks.map((_, at) => ({ passed: Math.min((n * at) % 9, 8), judged: n === 3 ? 0 : 8, unknown: at % 5 === 4 ? 2 : 0 })) })),
      more: 3,
    },
    bands: { lower: 0.42, median: 0.61, upper: 0.83, entities: components.length },
    history: Array.from({ length: 26 }, (_, at) => ({ at: new Date(Date.parse(asOf) - (25 - at) * 7 * 86_400_000).toISOString(), published: distributionOf(card, [20 - Math.floor(at / 2), 8, 4 + Math.floor(at / 3), Math.floor(at / 5)]), rejudged: distributionOf(card, [20 - Math.floor(at / 2), 6, 6 + Math.floor(at / 3), Math.floor(at / 5)]) })),
    spans: spans(card, components),
    entities: { total: components.length, path: assessmentListPath(card.id), pages: lists, csv },
    campaigns: hostile ? [] : campaigns.map(({ id, title, path, state }) => ({ id, title, path, state })),
  };
  write(scorecardFiles.scorecard(card.id), scorecardPage, page);
  for (let n = 1; n <= lists; n++) {
    write(scorecardFiles.entities(card.id, n), assessmentList, {
      title: card.title, scorecard, csv, page: n, pages: lists, total: components.length,
      ...(n > 1 ? { previous: assessmentListPath(card.id, n - 1) } : {}),
      ...(n < lists ? { next: assessmentListPath(card.id, n + 1) } : {}),
      items: components.slice((n - 1) * listSize, n * listSize).map((one, at) => ({ entity: linkOf(one), ...(at % 3 === 0 ? {} : { owner: ofTeam(at), level: card.levels[0]?.title ?? '', potential: card.levels[1]?.title ?? '' }), score: 0.5, counts: countsOf(card.checks.map((_, check) => verdictOf(at, check))), toNext: at % 4 })),
    });
  }
  card.checks.forEach((check, at) => {
    const given = verdictsOf(at);
    const checkCsv = `api/v1/${scorecardFiles.checkCsv(card.id, check.id)}`;
    touch(checkCsv);
    write(scorecardFiles.check(card.id, check.id), checkPage, {
      asOf, scorecard, id: check.id, title: check.title, level: card.levels[check.level]?.title ?? '', pillar: check.pillar, weight: 1,
      description: hostile ? `${script} ${reversed}` : 'Without it, nobody knows whom to ask.',
      expression: hostile ? `${script}\n${longWord}` : at === 5 ? 'daysSince(repository.lastCommitAt)' : "repository.license != '' && repositories.all(r, r.license in ['Apache-2.0', 'MIT'])",
      ...(at === 5 ? { measured: { target: 90, direction: 'at-most' as const, unit: 'days' } } : {}),
      applies: "entity.lifecycle == 'production'",
      facts: ['repository.license', 'entity.lifecycle'],
      ...(check.announced === undefined ? {} : { announced: check.announced }),
      fix: { text: 'Add the file that the handbook describes.', url: hostile ? 'javascript:alert(2)' : 'https://handbook.acme.example/fix' },
      controls: at === 0 && !hostile ? [{ id: 'SOC2:CC8.1', title: 'Changes are authorised', path: `${scorecardRoutes.controls}#soc2-cc8-1` }] : [],
      source: `scorecards/${card.id}.yaml:${20 + at}`,
      counts: countsOf(given),
      groups: verdicts.map((verdict) => {
        const items = components.flatMap((one, n) => (given[n] === verdict ? [{ entity: linkOf(one), ...(n % 3 === 0 ? {} : { owner: ofTeam(n % teams) }), message: hostile ? image : 'last commit 214 days ago, limit 90', ...(verdict === 'unknown' ? { reason: 'repository.branchProtection is not known: no source says it' } : {}) }] : []));
        return { verdict, total: verdict === 'pass' ? items.length + 100 : items.length, items };
      }),
      teams: Array.from({ length: teams }, (_, n) => ({ team: ofTeam(n), counts: countsOf([pick(verdicts, n), pick(verdicts, n + 1)]) })),
      csv: checkCsv,
    });
  });
}

function campaignPages(components: readonly EntityPage[]): CampaignPage[] {
  const states = ['not-started', 'on-track', 'at-risk', 'late', 'met'] as const;
  return states.map((state, n) => ({
    asOf, id: state, title: state === 'late' ? `${script} ${longWord}`.slice(0, 300) : `Campaign that is ${state}`, description: 'Customers ask for it.', path: `campaigns/${state}/`,
    scorecard: { id: readiness.id, title: readiness.title, path: scorecardPath(readiness.id) },
    goal: 'Reach Gold on Production readiness', start: state === 'not-started' ? '2026-12-01' : '2026-06-01', due: state === 'late' ? '2026-11-01' : '2027-03-31', daysLeft: state === 'late' ? -20 : 130, target: 90,
    state, why: `${40 + n * 10}% are done and 90% are asked for by 31 March 2027; at the pace since the start it would be ${60 + n}%.`,
    entities: state === 'not-started' ? 0 : 40, done: n * 8, unknown: 3, exempt: 1,
    progress: state === 'not-started' ? [] : Array.from({ length: 20 }, (_, at) => ({ at: new Date(Date.parse(asOf) - (19 - at) * 7 * 86_400_000).toISOString(), done: Math.round((n * 8 * at) / 19), of: 40 })),
    ...(state === 'on-track' || state === 'at-risk' ? { projected: 55 + n * 12 } : {}),
    remaining: state === 'met' || state === 'not-started' ? [] : [
      { team: { ref: 'group:default/team-orders', title: 'Team Orders', kind: 'Group', path: teamPath(teamName(1)) }, total: 60, items: components.slice(0, 4).map((one) => ({ entity: linkOf(one), needs: [{ title: 'Has a runbook', path: checkPath(readiness.id, 'check-8'), verdict: 'fail' as const }, { title: 'Has a security policy', path: checkPath(readiness.id, 'check-10'), verdict: 'unknown' as const }] })) },
      { total: 1, items: components.slice(4, 5).map((one) => ({ entity: linkOf(one), needs: [{ title: 'Has a runbook', path: checkPath(readiness.id, 'check-8'), verdict: 'fail' as const }] })) },
    ],
  }));
}
