import { describe, expect, test } from 'vitest';
import { campaignState } from '../../src/assess/campaign.ts';
import { judge } from '../../src/assess/judge.ts';
import { trendOf } from '../../src/assess/trend.ts';
import { asOf, campaign, check, entity, exemption, type Facts, says, scorecard } from './world.ts';

const judged = (facts: readonly Facts[], checks: Parameters<typeof scorecard>[0], exemptions: Parameters<typeof judge>[2] = []) =>
  judge(scorecard(checks), facts.map((own, index) => entity(`e${index}`, own, { owner: index % 2 === 0 ? 'group:default/payments' : undefined })), exemptions, { asOf });
const point = (at: string, done: number, of: number) => ({ at, done, of });

describe('who is done', () => {
  const checks = [check('owner'), check('ci', { level: 1, applies: says('built') }), check('soon', { level: 1, enabledFrom: '2027-01-01' })];
  const facts: readonly Facts[] = [
    { owner: true, built: true, ci: true, in: true },
    { owner: false, built: true, in: true },
    { owner: true, built: true, in: true },
    { owner: true, built: true, ci: false, in: true },
    { owner: true, built: false, in: true },
    { owner: false, built: false, in: false },
    { owner: false, built: false },
  ];
  const exempt = [exemption('ci', { entities: new Set(['component:default/e3']) })];

  test('of a level: those that pass its checks; exempt ones are taken out, unknown ones are not done', () => {
    const state = campaignState(campaign({ level: 1, where: says('in') }), judged(facts, checks, exempt), [], asOf);
    expect(state).toMatchObject({ entities: 4, done: 2, unknown: 1, exempt: 1, undecided: 1, daysLeft: 39 });
    expect(state.remaining).toEqual([
      { team: 'group:default/payments', entities: [{ entity: 2, needs: [{ check: 1, verdict: 'unknown' }] }] },
      { team: undefined, entities: [{ entity: 1, needs: [{ check: 0, verdict: 'fail' }, { check: 1, verdict: 'unknown' }] }] },
    ]);
  });

  test('of checks: those that these apply to; announced ones count for the campaign', () => {
    expect(campaignState(campaign({ checks: ['ci'], level: undefined }), judged(facts, checks, exempt), [], asOf)).toMatchObject({ entities: 3, done: 1, unknown: 2, exempt: 1 });
    const soon = campaignState(campaign({ checks: ['soon'], level: undefined }), judged([{ soon: true }, { soon: false }], checks), [], asOf);
    expect(soon).toMatchObject({ entities: 2, done: 1, unknown: 0 });
  });

  test('of the highest level where nothing is named', () => {
    const state = campaignState(campaign({ level: undefined }), judged([{ a: true, c: true }, { a: true, c: false }], [check('a'), check('c', { level: 2 })]), [], asOf);
    expect(state).toMatchObject({ entities: 2, done: 1 });
  });

  test('progress is what was published before, oldest first, and now', () => {
    const history = [point('2026-11-20T03:00:00Z', 1, 2), point('2026-10-20T03:00:00Z', 0, 2), point('2026-11-21T03:00:00Z', 9, 9), point('2026-12-01T03:00:00Z', 2, 2)];
    expect(campaignState(campaign(), judged([{ a: true }, { a: false }], [check('a')]), history, asOf).progress).toEqual([
      point('2026-10-20T03:00:00Z', 0, 2),
      point('2026-11-20T03:00:00Z', 1, 2),
      point(asOf, 1, 2),
    ]);
  });

  test('with nobody in it, it is met; unless who is in it is not known', () => {
    const none = judged([{ a: false }], [check('a')], [exemption('a')]);
    expect(campaignState(campaign(), none, [], asOf)).toMatchObject({ state: 'met', why: 'No entity is in it but 1 exempt.' });
    const lost = judged([{ a: false }], [check('a')]);
    const somebody = campaign({ where: says('in') });
    expect(campaignState(somebody, lost, [], asOf)).toMatchObject({ state: 'at-risk', why: 'No entity is in it; of 1 it is not known whether they are.' });
    expect(campaignState({ ...somebody, due: '2026-11-01' }, lost, [], asOf).state).toBe('late');
    expect(campaignState({ ...somebody, start: '2026-12-01' }, lost, [], asOf).state).toBe('not-started');
  });
});

describe('the state', () => {
  // 90 days, 50 of which have passed at the end of 20 November.
  const course = { start: '2026-10-02', due: '2026-12-30', target: 90 };
  const state = (done: number, history: readonly ReturnType<typeof point>[] = [], more: Partial<typeof course & { at: string }> = {}) =>
    trendOf({ ...course, ...more, now: point(more.at ?? '2026-11-21T00:00:00Z', done, 100), history });
  const begun = [point('2026-10-01T12:00:00Z', 0, 100)];

  test('has not started before its first day, is met at the target, and late after the last day', () => {
    expect(state(10, [], { start: '2026-11-22' })).toMatchInlineSnapshot(`
      {
        "projected": undefined,
        "state": "not-started",
        "why": "It starts on 2026-11-22, in 1 day. 10 of 100 (10%) are done already; the target is 90% by 2026-12-30.",
      }
    `);
    expect(state(90, begun)).toMatchInlineSnapshot(`
      {
        "projected": undefined,
        "state": "met",
        "why": "90 of 100 (90%) are done, which meets the target of 90%.",
      }
    `);
    expect(state(89, begun, { due: '2026-11-20' })).toMatchInlineSnapshot(`
      {
        "projected": undefined,
        "state": "late",
        "why": "89 of 100 (89%) are done; the target of 90% was due on 2026-11-20, 1 day ago.",
      }
    `);
    expect(state(89, begun, { due: '2026-11-21' }).state).not.toBe('late');
  });

  test('is decided by a straight line from the start', () => {
    expect(state(50, begun)).toMatchInlineSnapshot(`
      {
        "projected": 90,
        "state": "on-track",
        "why": "50 of 100 (50%) are done, up from 0% on 2026-10-02. If it goes on like that, 90% are done by the end of 2026-12-30, which meets the target of 90%.",
      }
    `);
    expect(state(49, begun)).toMatchInlineSnapshot(`
      {
        "projected": 88.2,
        "state": "at-risk",
        "why": "49 of 100 (49%) are done, up from 0% on 2026-10-02. If it goes on like that, 88.2% are done by the end of 2026-12-30, which misses the target of 90%.",
      }
    `);
    expect(state(30, [point('2026-10-01T12:00:00Z', 40, 100)]).why).toContain('down from 40% on 2026-10-02. If it goes on like that, 22% are done');
  });

  test('starts the line at the last point before the first day, or at the first after it; shares, not counts, since entities come and go', () => {
    const late = [point('2026-11-01T00:00:00Z', 5, 10), point('2026-11-11T00:00:00Z', 6, 10)];
    // 0.7 - 0.5 in 20 days, 60 days in all: 0.5 + 0.2 * 3.
    expect(state(70, late).projected).toBeCloseTo(100);
    expect(state(70, [...late, point('2026-09-30T00:00:00Z', 1, 10), point('2026-09-01T00:00:00Z', 0, 10)]).projected).toBeCloseTo(100);
    expect(state(40, [...late, point('2026-09-30T00:00:00Z', 1, 10)]).projected).toBeCloseTo(64);
  });

  test('with fewer than seven days of history, compares what each day needs with an even pace, and says so', () => {
    expect(state(48)).toMatchInlineSnapshot(`
      {
        "projected": undefined,
        "state": "on-track",
        "why": "48 of 100 (48%) are done. There are only 0 days of history, too few for a trend; the target of 90% by 2026-12-30 needs 1% a day for the 40 days left, and an even pace is 1% a day: no more than 1.25 times that.",
      }
    `);
    expect(state(30, [point('2026-11-19T20:00:00Z', 20, 100)])).toMatchInlineSnapshot(`
      {
        "projected": undefined,
        "state": "at-risk",
        "why": "30 of 100 (30%) are done. There is only 1 day of history, too few for a trend; the target of 90% by 2026-12-30 needs 1.5% a day for the 40 days left, and an even pace is 1% a day: more than 1.25 times that.",
      }
    `);
    expect(state(89, [], { due: '2026-11-21' }).why).toContain('needs 1% a day for the last day');
    expect(state(0, [point('2026-11-14T00:00:00Z', 0, 100)]).projected).toBe(0);
  });

  test('a share is never rounded up to the target', () => {
    expect(trendOf({ ...course, target: 100, now: point('2027-01-05T00:00:00Z', 9999, 10_000), history: [] }).why).toContain('9999 of 10000 (99.9%) are done');
  });
});
