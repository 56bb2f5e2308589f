import type { Respondent } from '../../content/planning/answers.ts';
import type { Survey } from '../../content/planning/surveys.ts';
import { hiddenGroups } from '../../privacy/hidden-groups.ts';
import { isTooFew } from '../../privacy/minimum-group.ts';
import type { QuestionResults, SurveyDistribution, SurveyPage } from '../../schema/edition/survey.ts';
import type { SurveyQuestion } from '../../schema/planning/survey.ts';
import { optional } from '../summaries.ts';

/** A group of a survey as it is shown. */
export interface GroupView {
  readonly title: string;
  readonly entity: SurveyPage['groups'][number]['entity'];
  readonly population: number | undefined;
}

/** What may be published of a survey. */
export interface SurveyResults {
  /** Undefined where fewer than `privacy.minimumGroup` answered at all. */
  readonly responses: number | undefined;
  readonly groups: SurveyPage['groups'];
  readonly questions: readonly Omit<QuestionResults, 'previous'>[];
}

/**
 * Counts answers and withholds what would tell about few people, before anything is written. A group is shown where at
 * least `minimum` of it answered; the others only together, and only if they are two or more and enough
 * ({@link hiddenGroups}). A group that is withheld for the whole survey is withheld for each question, so that no
 * question gives away what another hides. Free text is only counted.
 */
export function surveyResults({ file, respondents, answered }: Survey, declared: readonly GroupView[], minimum: number): SurveyResults {
  if (isTooFew(respondents.length, minimum)) return { responses: undefined, groups: [], questions: [] };
  // Those without a declared group are one more: they are part of the total too.
  const strays = respondents.filter(({ group }) => group === undefined);
  const views = declared.length === 0 || strays.length === 0 ? declared : [...declared, { title: 'No group given', entity: undefined, population: undefined }];
  const members = views.map((_, place) => (place < declared.length ? respondents.filter(({ group }) => group === place) : strays));
  const hidden = hiddenGroups(members.map(({ length }) => length), minimum);
  const rest = restOf(members, hidden, views);
  const shown = views.flatMap((view, place) => (hidden.has(place) ? [] : [{ view, n: members[place]?.length ?? 0 }]));
  return {
    responses: respondents.length,
    groups: [
      ...shown.map(({ view, n }) => ({ title: view.title, ...optional('entity', view.entity), n, ...optional('population', view.population) })),
      ...(shown.length === 0 || rest.members.length === 0 ? [] : [{ title: rest.title, rest: rest.names, n: rest.members.length }]),
    ],
    questions: file.questions.flatMap((question, index) => (answered.has(index) ? [questionResults(question, index, respondents, { members, hidden, views, minimum })] : [])),
  };
}

interface Grouping {
  readonly members: readonly (readonly Respondent[])[];
  readonly hidden: ReadonlySet<number>;
  readonly views: readonly GroupView[];
  readonly minimum: number;
}

function questionResults(question: SurveyQuestion, index: number, respondents: readonly Respondent[], { members, hidden, views, minimum }: Grouping): Omit<QuestionResults, 'previous'> {
  const all = countsOf(question, index, respondents);
  const head = {
    id: question.id,
    text: question.text,
    type: question.type,
    several: question.type === 'choice' && question.several,
    labels: question.type === 'text' ? [] : question.labels,
    favourable: question.type === 'text' ? [] : question.favourable,
  };
  if (all === undefined || isTooFew(all.n, minimum)) return { ...head, all: { withheld: true, why: `Fewer than ${minimum} answered.` }, groups: [] };
  if (question.type === 'text') return { ...head, all, groups: [] };
  const gave = members.map((group) => group.filter(({ answers }) => answers[index] !== undefined));
  const here = hiddenGroups(gave.map(({ length }) => length), minimum, hidden);
  const shown = views.flatMap((view, place) => {
    const distribution = here.has(place) ? undefined : countsOf(question, index, gave[place] ?? []);
    return distribution === undefined ? [] : [{ title: view.title, ...optional('entity', view.entity), distribution }];
  });
  const rest = restOf(gave, here, views);
  const others = countsOf(question, index, rest.members);
  return { ...head, all, groups: shown.length === 0 ? [] : [...shown, ...(others === undefined ? [] : [{ title: rest.title, rest: rest.names, distribution: others }])] };
}

/** The withheld groups together. */
function restOf(members: readonly (readonly Respondent[])[], hidden: ReadonlySet<number>, views: readonly GroupView[]): { title: string; names: string[]; members: readonly Respondent[] } {
  const places = [...hidden].toSorted((a, b) => a - b);
  return {
    title: 'All others together',
    names: places.flatMap((place) => views[place]?.title ?? []),
    members: places.flatMap((place) => members[place] ?? []),
  };
}

/** Undefined if nobody answered. */
function countsOf(question: SurveyQuestion, index: number, respondents: readonly Respondent[]): SurveyDistribution | undefined {
  const answers = respondents.flatMap((respondent) => (respondent.answers[index] === undefined ? [] : [respondent.answers[index]]));
  if (answers.length === 0) return undefined;
  if (question.type === 'text') return { n: answers.length, counts: [] };
  const good = new Set(question.favourable.map((label) => question.labels.indexOf(label)));
  return {
    n: answers.length,
    counts: question.labels.map((_, place) => answers.filter((places) => places.includes(place)).length),
    ...(good.size === 0 ? {} : { favourable: answers.filter((places) => places.some((place) => good.has(place))).length }),
  };
}
