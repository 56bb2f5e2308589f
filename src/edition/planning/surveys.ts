import type { Survey } from '../../content/planning/surveys.ts';
import { type QuestionResults, surveyList, surveyPage, type SurveyPage, type SurveySummary } from '../../schema/edition/survey.ts';
import type { BaseContext } from '../context.ts';
import { planningFiles, planningPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { personOf } from './people.ts';
import { type GroupView, surveyResults, type SurveyResults } from './survey-results.ts';

/** Writes a page per survey and the list of them. */
export async function writeSurveys(surveys: readonly Survey[], context: BaseContext): Promise<void> {
  const { writer, knowledge, organisation } = context;
  if (surveys.length === 0) return;
  const { minimumGroup } = organisation.config.privacy;
  const results = new Map(surveys.map((survey) => [survey.id, { survey, results: surveyResults(survey, groupsOf(survey, context), minimumGroup) }]));
  const summaries: SurveySummary[] = [];
  for (const { survey, results: own } of results.values()) {
    const summary = summaryOf(survey, own, context);
    const before = survey.previous === undefined ? undefined : results.get(survey.previous.id);
    summaries.push(summary);
    const page: SurveyPage = {
      ...summary,
      asOf: knowledge.asOf,
      minimumGroup,
      ...optional('groupTitle', survey.file.groups?.title),
      ...optional('previous', before === undefined ? undefined : linkOf(before.survey)),
      groups: own.groups,
      results: own.questions.map((question) => ({ ...question, ...optional('previous', previousOf(question, survey, before)) })),
    };
    await writer.json(planningFiles.one('surveys', survey.id), surveyPage, page);
  }
  await writer.json(planningFiles.list('surveys'), surveyList, { asOf: knowledge.asOf, minimumGroup, surveys: summaries });
}

function groupsOf({ file, groupRefs }: Survey, { summaries }: BaseContext): GroupView[] {
  return (file.groups?.values ?? []).map(({ value, title, population }, index) => {
    const ref = groupRefs[index];
    const entity = ref === undefined ? undefined : summaries.link(ref);
    return { title: title ?? entity?.title ?? value, entity, population };
  });
}

function summaryOf({ id, file, owner, open }: Survey, { responses }: SurveyResults, context: BaseContext): SurveySummary {
  return {
    id,
    title: file.title,
    path: planningPath('surveys', id),
    ...optional('description', file.description),
    ...optional('owner', personOf(owner, context)),
    askedOn: file.askedOn,
    ...optional('closesOn', file.closesOn),
    open,
    population: file.population,
    ...optional('responses', responses),
    questions: file.questions.length,
  };
}

function linkOf({ id, file }: Survey): NonNullable<SurveyPage['previous']> {
  return { id, title: file.title, path: planningPath('surveys', id), askedOn: file.askedOn };
}

/** The share of favourable answers the time before, where the question was asked alike and both may be shown. */
function previousOf(question: Omit<QuestionResults, 'previous'>, survey: Survey, before: { readonly survey: Survey; readonly results: SurveyResults } | undefined): QuestionResults['previous'] {
  if (before === undefined || survey.previous?.questions.has(question.id) !== true || 'withheld' in question.all || question.all.favourable === undefined) return undefined;
  const all = before.results.questions.find(({ id }) => id === question.id)?.all;
  if (all === undefined || 'withheld' in all || all.favourable === undefined) return undefined;
  const { id, title, path, askedOn } = linkOf(before.survey);
  return { survey: id, path, title, askedOn, n: all.n, favourable: all.favourable / all.n };
}
