import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawCampaign } from '../../src/charts/campaign.ts';
import { heatColour } from '../../src/charts/heat.ts';
import { drawHistory, drawRanks, historyFrame } from '../../src/charts/level-history.ts';
import { drawLevels, levelColour } from '../../src/charts/levels.ts';
import { levelRuns, rankOf } from '../../src/components/scorecards/runs.ts';
import { changeText, daysLeft, markdownLabel, measureText, stateOf, valueText } from '../../src/components/scorecards/words.ts';

const distribution = (...sizes: number[]) => ({
  entities: sizes.reduce((sum, size) => sum + size, 0),
  levels: sizes.map((entities, at) => ({ ...(at === 0 ? {} : { id: `l${at}` }), title: `L${at}`, entities })),
});

test('colours deepen with the rank: none is neutral, the highest the deepest', () => {
  expect([0, 1, 2, 3].map((rank) => levelColour(rank, 3))).toEqual(['l0', 'l1', 'l3', 'l5']);
  expect(levelColour(1, 1)).toBe('l5');
  fc.assert(fc.property(fc.integer({ min: 1, max: 10 }), (of) => {
    const ramp = Array.from({ length: of + 1 }, (_, rank) => levelColour(rank, of));
    expect([...ramp].sort()).toEqual(ramp);
    expect([ramp[0], ramp.at(-1)]).toEqual(['l0', 'l5']);
    expect(ramp.filter((colour) => colour === 'l0').length).toBe(1);
  }));
});

test('parts of a bar lie side by side within it; everyone there is can be seen', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000_000 })), { minLength: 1, maxLength: 11 }), (sizes) => {
    const { width, parts } = drawLevels(distribution(...sizes));
    let end = 0;
    parts.forEach((part, at) => {
      expect(part.width > 0).toBe((sizes[at] ?? 0) > 0);
      expect(part.x).toBeGreaterThanOrEqual(end);
      end = part.x + part.width;
    });
    expect(end).toBeLessThanOrEqual(width);
  }));
  expect(drawLevels(distribution(1, 0, 3)).text).toBe('Of 4: L0 1, L1 0, L2 3');
});

test('history: a column a week, stacked from zero, the last point of a week, gaps where nothing was published', () => {
  const points = [
    { at: '2026-11-01T03:00:00Z', distribution: distribution(10, 0) },
    { at: '2026-11-15T03:00:00Z', distribution: distribution(0, 4) },
    { at: '2026-11-15T05:00:00Z', distribution: distribution(5, 5) },
    { at: '2026-11-22T03:00:00Z', distribution: undefined },
  ];
  const frame = historyFrame(points.map(({ at, distribution: of }) => ({ at, entities: [of?.entities ?? 0] })));
  expect(frame).toMatchObject({ weeks: 4, most: 10 });
  const drawing = drawHistory(points, frame);
  expect(drawing.columns).toBe(2);
  expect(drawing.paths).toEqual([{ colour: 'l0', d: 'M1 72V1h10V72zM25 72V36.5h10V72z' }, { colour: 'l5', d: 'M25 36.5V1h10V36.5z' }]);
  expect(historyFrame([]).weeks).toBe(0);
});

test('levels of one entity: steps as high as the rank, none where the level is gone from the ladder', () => {
  expect(drawRanks([0, 0, 2, undefined, 2], 2).d).toBe('M0 24v-1.5h12V24zM12 24v-23.5h6V24zM24 24v-23.5h6V24z');
  const levels = [{ id: 'low', title: 'Low', reached: true, passed: 1, of: 1 }];
  expect([rankOf(levels, undefined), rankOf(levels, 'Low'), rankOf(levels, 'low'), rankOf(levels, 'Gone')]).toEqual([0, 1, 1, undefined]);
  expect(levelRuns([{ at: 'a' }, { at: 'b', level: 'Low' }, { at: 'c', level: 'Low' }, { at: 'd' }])).toEqual([{ level: undefined, since: 'd' }, { level: 'Low', since: 'b' }, { level: undefined, since: 'a' }]);
});

test('shades of the heat map: full for all, lowest for none, none of them where nothing was judged', () => {
  const shade = (passed: number, judged: number) => heatColour({ passed, judged });
  expect([shade(0, 0), shade(0, 9), shade(1, 1000), shade(999, 1000), shade(9, 9)]).toEqual(['hn', 'h0', 'h1', 'h4', 'h5']);
});

test('a campaign lies within its box, its target and due day where they belong', () => {
  const campaign = { asOf: '2026-11-21T03:00:00Z', start: '2026-11-01', due: '2026-12-11', target: 50, entities: 10, done: 5, projected: 300, progress: [{ at: '2026-10-01T03:00:00Z', done: 0, of: 10 }, { at: '2026-11-21T03:00:00Z', done: 5, of: 10 }, { at: '2026-11-21T04:00:00Z', done: 0, of: 0 }] };
  const drawing = drawCampaign(campaign);
  expect([drawing.dots.length, drawing.dots[0], drawing.target, drawing.due]).toEqual([2, { x: 4, y: 156 }, 80, 636]);
  expect(drawing.dots[1]?.y).toBe(80);
  // More than all cannot be done.
  expect(drawing.projection).toMatch(/L636 4$/);
  expect(drawing.text).toBe('5 of 10 done (50%); target 50% by 11 December 2026');
  const over = drawCampaign({ ...campaign, due: '2026-11-01', progress: [] });
  expect([over.projection, over.line, over.due < over.today, over.today]).toEqual([undefined, '', true, 636]);
  const nobody = drawCampaign({ ...campaign, entities: 0, done: 0, progress: [] });
  expect(nobody.text).toBe('0 of 0 done; target 50% by 11 December 2026');
});

test('words', () => {
  expect([daysLeft(12), daysLeft(1), daysLeft(0), daysLeft(-1)]).toEqual(['12 days left', '1 day left', 'today is the last day', '1 day ago']);
  expect(measureText({ measured: 81.256, target: 80, direction: 'at-least', unit: '%' })).toBe('measured 81.26%, at least 80%');
  expect(measureText({ measured: undefined, target: 90, direction: 'at-most', unit: 'days' })).toBe('at most 90 days');
  expect(measureText({ measured: undefined, target: undefined, direction: undefined, unit: undefined })).toBeUndefined();
  expect([true, 1234, '2026-11-21T03:00:00Z', '', [], ['a', 'b'], null, { a: [1] }].map(valueText)).toEqual(['yes', '1,234', '21 November 2026, 03:00 UTC', 'empty text', 'none', 'a, b', 'none', '{"a":[1]}']);
  expect(valueText('x'.repeat(500))).toBe(`${'x'.repeat(160)}…`);
  expect(changeText({ subject: 'level', from: 'none', to: 'Gold' })).toEqual({ subject: 'Level', from: 'none', to: 'Gold' });
  expect(changeText({ subject: 'Has a README', from: 'not-applicable', to: 'unknown' })).toEqual({ subject: 'Has a README', from: 'Not applicable', to: 'Unknown' });
  expect(stateOf('something new')).toEqual({ word: 'something new', tone: '' });
  expect(markdownLabel('A](javascript:x) [b]\n*c*')).toBe('A\\](javascript:x) \\[b\\] \\*c\\*');
});
