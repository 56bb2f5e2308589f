import { describe, expect, it } from 'vitest';
import type { ProductionChange } from '../../src/schema/facts/production-change.ts';
import { describeRubric, rules } from './rubric.ts';
import { changes, judgeSample, metadata, noEvents, type Sample } from './sample.ts';

/** A change that keeps every rule: a Tuesday at 19:30 in Rotterdam, announced three days before. */
const kept: Partial<ProductionChange> = {
  startedAt: '2026-11-10T18:30:00Z',
  announcedAt: '2026-11-07T18:30:00Z',
  emergency: false,
  steps: 4,
  stepsDone: 4,
  stages: 2,
  serviceChecks: 2,
  serviceChecksPassed: 2,
  outcome: 'succeeded',
};
const good: Sample = { metadata: {}, spec: { type: 'service', lifecycle: 'production', owner: 'team-a' }, repository: undefined, supplyChain: undefined, measurements: {}, changes: [kept, kept], deliveries: [] };
/** One that keeps the rules, and one that is otherwise; then the one alone, without the fields named. */
const beside = (other: Partial<ProductionChange>): ReturnType<typeof changes> => changes(kept, { ...kept, ...other });
const lacking = (...fields: (keyof ProductionChange)[]): ReturnType<typeof changes> =>
  changes(kept, Object.fromEntries(Object.entries(kept).filter(([field]) => !fields.some((name) => name === field))));

describeRubric('production-changes', good, {
  announced: {
    fails: beside({ announcedAt: '2026-11-09T18:30:00Z' }),
    unknown: lacking('announcedAt'),
    apart: changes({ ...kept, emergency: true }),
    says: '50 % of the planned changes of 90 days were announced 48 hours ahead, 80 % are asked',
  },
  'complete-steps': { fails: beside({ stepsDone: 3 }), unknown: lacking('stepsDone'), apart: changes({ ...kept, outcome: 'cancelled' }), says: '50 % of the changes have a plan with every step done, 90 % are asked' },
  'few-emergencies': { fails: beside({ emergency: true }), unknown: lacking('emergency'), says: '50 % of the changes of 90 days were emergencies, limit 25 %' },
  'staged-rollout': { fails: beside({ stages: 1 }), unknown: lacking('stages'), says: '50 % of the changes of 90 days had two stages or more, 80 % are asked' },
  'outside-peak': { fails: beside({ startedAt: '2026-11-10T09:00:00Z' }), unknown: lacking('emergency'), apart: metadata({ labels: { 'harbour.example.com/peak': 'none' } }), says: '50 % of the planned changes began outside of its peak window, 75 % are asked' },
  'service-checks': { fails: beside({ serviceChecksPassed: 1 }), unknown: lacking('serviceChecks'), says: 'after 50 % of the changes all planned service checks passed, 80 % are asked' },
  'always-announced': { fails: changes(kept, kept, kept, kept, kept, { ...kept, announcedAt: '2026-11-10T18:30:00Z' }), unknown: lacking('announcedAt') },
  'always-checked': { fails: beside({ serviceChecks: 0, serviceChecksPassed: 0 }), unknown: lacking('serviceChecksPassed') },
  'few-failures': { fails: beside({ outcome: 'rolled-back' }), unknown: lacking('outcome'), apart: changes({ ...kept, startedAt: '2026-11-20T18:30:00Z' }), says: '50 % of the changes failed or were rolled back, limit 15 %' },
});

describe('who is judged by the rules of engagement', () => {
  const judge = (sample: Sample): ReturnType<typeof judgeSample> => judgeSample('production-changes', sample, rules);

  it('is who changed production in the last 90 days', () => {
    expect(judge(changes()(good)).entities).toEqual([]);
    expect(judge(changes({ ...kept, startedAt: '2026-08-01T00:00:00Z' })(good)).entities).toEqual([]);
  });

  it('is not known where the records could not be read', () => {
    const judgement = judge(noEvents(good));
    expect(judgement.entities).toEqual([]);
    expect(judgement.undecided.map(({ missing }) => missing.map(({ fact }) => fact))).toEqual([['entity.changes']]);
  });

  it('does not hold a change that is under way to its end', () => {
    const running = { startedAt: '2026-11-21T02:00:00Z', announcedAt: '2026-11-17T02:00:00Z', emergency: false, steps: 4, stages: 2, serviceChecks: 2 };
    const judgement = judge(changes(kept, running)(good));
    expect(judgement.level(0)).toBe(2);
  });
});

describe('peak windows', () => {
  const column = rules.scorecards.get('production-changes')?.checks.findIndex(({ id }) => id === 'outside-peak') ?? -1;
  it.each([
    // Summer time until 25 October 2026: 05:59Z is 07:59 in Rotterdam.
    ['2026-10-22T05:59:00Z', undefined, 'pass'],
    ['2026-10-22T06:00:00Z', undefined, 'fail'],
    ['2026-10-22T16:00:00Z', undefined, 'pass'],
    ['2026-10-29T06:59:00Z', undefined, 'pass'],
    ['2026-10-29T07:00:00Z', undefined, 'fail'],
    ['2026-10-29T16:59:00Z', undefined, 'fail'],
    ['2026-10-31T11:00:00Z', undefined, 'pass'],
    ['2026-10-29T09:00:00Z', 'evening', 'pass'],
    ['2026-10-31T18:00:00Z', 'evening', 'fail'],
    ['2026-10-31T21:00:00Z', 'evening', 'pass'],
  ])('a change at %s of a service with the peak %s is a %s', (startedAt, peak, verdict) => {
    const labels = peak === undefined ? {} : { 'harbour.example.com/peak': peak };
    const judgement = judgeSample('production-changes', metadata({ labels })(changes({ ...kept, startedAt })(good)), rules);
    expect(judgement.verdict(0, column)).toBe(verdict);
  });
});
