import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Respondent } from '../../src/content/planning/answers.ts';
import type { Survey } from '../../src/content/planning/surveys.ts';
import { surveyResults, type SurveyResults } from '../../src/edition/planning/survey-results.ts';
import { hiddenGroups } from '../../src/privacy/hidden-groups.ts';
import { surveyFile } from '../../src/schema/planning/survey.ts';
import '../seed.ts';

const labels = ['Low', 'Middle', 'High'];
const teams = ['A', 'B', 'C', 'D'];
const file = surveyFile.parse({
  title: 'Survey',
  askedOn: '2026-10-12',
  population: 1000,
  groups: { column: 'Team', values: teams.map((value) => ({ value })) },
  questions: [
    { id: 'one', text: 'One?', type: 'scale', labels, favourable: ['High'] },
    { id: 'two', text: 'Two?', type: 'choice', several: true, labels },
    { id: 'three', text: 'Three?', type: 'text' },
  ],
});
const views = teams.map((title) => ({ title, entity: undefined, population: undefined }));

function resultsOf(respondents: readonly Respondent[], minimum: number): SurveyResults {
  const survey: Survey = { id: 'survey', file, owner: undefined, groupRefs: [], open: false, answered: new Set([0, 1, 2]), respondents, previous: undefined };
  return surveyResults(survey, views, minimum);
}

const respondent = fc.record({
  group: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, undefined),
  answers: fc.tuple(
    fc.option(fc.tuple(fc.nat({ max: 2 })), { nil: undefined, freq: 3 }),
    fc.option(fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 3 }),
    fc.option(fc.constant([]), { nil: undefined }),
  ),
});
const respondents = fc.array(respondent, { maxLength: 60 });
const minimum = fc.integer({ min: 2, max: 8 });

it('hides no single group, and never fewer people together than a group must have', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 8 }), minimum, fc.array(fc.nat({ max: 7 })), (sizes, least, fixed) => {
      const hidden = hiddenGroups(sizes, least, new Set(fixed.filter((place) => place < sizes.length)));
      const filled = [...hidden].map((place) => sizes[place] ?? 0).filter((size) => size > 0);
      const rest = filled.reduce((sum, size) => sum + size, 0);
      const shown = sizes.filter((_, place) => !hidden.has(place));
      expect(shown.every((size) => size >= least)).toBe(true);
      // What subtraction leaves: nobody, or enough people of at least two groups; with nothing shown there is nothing to subtract.
      if (shown.length > 0 && rest > 0) expect([filled.length >= 2, rest >= least]).toEqual([true, true]);
    }),
  );
});

it('hides no more than it must: nothing where every group is large enough', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 5, max: 40 })), (sizes) => hiddenGroups(sizes, 5).size === 0));
  expect([...hiddenGroups([9, 15, 11, 4], 5)].toSorted()).toEqual([0, 3]);
  expect([...hiddenGroups([2, 3, 20], 5)].toSorted()).toEqual([0, 1]);
  expect([...hiddenGroups([1, 2, 6, 20], 5)].toSorted()).toEqual([0, 1, 2]);
});

it('publishes nothing about fewer people than the minimum, shown or left by subtraction', () => {
  fc.assert(
    fc.property(respondents, minimum, (all, least) => {
      const results = resultsOf(all, least);
      const counts: number[] = [];
      if (results.responses !== undefined) counts.push(results.responses, ...results.groups.map(({ n }) => n));
      if (results.groups.length > 0) expect(results.groups.reduce((sum, { n }) => sum + n, 0)).toBe(results.responses);
      for (const question of results.questions) {
        if ('withheld' in question.all) {
          expect(question.groups).toEqual([]);
          continue;
        }
        counts.push(question.all.n, ...question.groups.map(({ distribution }) => distribution.n));
        if (question.groups.length === 0) continue;
        // The groups with the rest are the total, so that there is nothing else to subtract.
        expect(question.groups.reduce((sum, { distribution }) => sum + distribution.n, 0)).toBe(question.all.n);
        question.labels.forEach((_, place) => expect(question.groups.reduce((sum, { distribution }) => sum + (distribution.counts[place] ?? 0), 0)).toBe('withheld' in question.all ? 0 : question.all.counts[place]));
      }
      for (const n of counts) expect(n).toBeGreaterThanOrEqual(least);
    }),
  );
});

it('gives no withheld group away: the same is published if two people of different withheld groups change places', () => {
  let tried = 0;
  fc.assert(
    fc.property(respondents, minimum, fc.nat(), fc.nat(), (all, least, first, second) => {
      const results = resultsOf(all, least);
      const shownSomewhere = new Set([...results.groups, ...results.questions.flatMap(({ groups }) => groups)].filter(({ rest }) => rest === undefined).map(({ title }) => title));
      const titleOf = (one: Respondent): string => (one.group === undefined ? 'No group given' : (teams[one.group] ?? ''));
      const hidden = all.filter((one) => !shownSomewhere.has(titleOf(one)));
      const [a, b] = [hidden[first % Math.max(1, hidden.length)], hidden[second % Math.max(1, hidden.length)]];
      if (a === undefined || b === undefined || a.group === b.group) return;
      // Whoever was in one of the groups could as well have been in the other: what is published fits both.
      const swapped = all.map((one) => (one === a ? { ...a, group: b.group } : one === b ? { ...b, group: a.group } : one));
      expect(resultsOf(swapped, least)).toEqual(results);
      tried++;
    }),
    { numRuns: 300 },
  );
  expect(tried).toBeGreaterThan(50);
});

it('gives no group away that is withheld for one question: the same is published if two of them had answered it as the other did', () => {
  let tried = 0;
  fc.assert(
    fc.property(respondents, minimum, fc.nat(), fc.nat(), fc.nat({ max: 1 }), (all, least, first, second, index) => {
      const results = resultsOf(all, least);
      const shown = new Set(results.questions[index]?.groups.filter(({ rest }) => rest === undefined).map(({ title }) => title));
      const hidden = all.filter(({ group, answers }) => answers[index] !== undefined && !shown.has(group === undefined ? 'No group given' : (teams[group] ?? '')));
      const [a, b] = [hidden[first % Math.max(1, hidden.length)], hidden[second % Math.max(1, hidden.length)]];
      if (a === undefined || b === undefined || a.group === b.group) return;
      const withAnswer = (one: Respondent, other: Respondent): Respondent => ({ ...one, answers: one.answers.map((own, at) => (at === index ? other.answers[at] : own)) });
      expect(resultsOf(all.map((one) => (one === a ? withAnswer(a, b) : one === b ? withAnswer(b, a) : one)), least)).toEqual(results);
      tried++;
    }),
    { numRuns: 300 },
  );
  expect(tried).toBeGreaterThan(50);
});

it('withholds a group for every question once it is withheld for one table of the survey', () => {
  fc.assert(
    fc.property(respondents, minimum, (all, least) => {
      const results = resultsOf(all, least);
      const shown = new Set(results.groups.filter(({ rest }) => rest === undefined).map(({ title }) => title));
      for (const { groups } of results.questions) for (const { title, rest } of groups) if (rest === undefined) expect(shown).toContain(title);
    }),
  );
});

it('says of free text only how many wrote, and nothing at all where too few answered', () => {
  const people = (n: number, group: number): Respondent[] => Array.from({ length: n }, () => ({ group, answers: [[2], [0], []] }));
  expect(resultsOf(people(4, 0), 5)).toEqual({ responses: undefined, groups: [], questions: [] });
  const { questions } = resultsOf([...people(6, 0), ...people(7, 1)], 5);
  expect(questions[2]).toMatchObject({ id: 'three', all: { n: 13, counts: [] }, groups: [] });
  expect(questions[0]).toMatchObject({ all: { n: 13, counts: [0, 0, 13], favourable: 13 }, groups: [{ title: 'A' }, { title: 'B' }] });
});
