import { type SurveyFile, surveyFile } from '../../schema/planning/survey.ts';
import type { Finding } from '../../schema/finding.ts';
import { makeFinding } from '../../findings/codes.ts';
import { contentText, yamlFiles } from '../files.ts';
import { nearestKey } from '../document.ts';
import { load } from '../rules/file.ts';
import { below, type Spot } from '../rules/report.ts';
import { ruleId } from '../../schema/scorecards/names.ts';
import { readAnswerTable, type AnswerTable } from './answer-table.ts';
import { countAnswers, type Respondent } from './answers.ts';
import { distinctByName, entityAt, type PlanningContext } from './reading.ts';

/** Largest file of answers that is read, in bytes: 100,000 people and twenty questions. */
const maxAnswerBytes = 40_000_000;

/** A survey with its answers, which are for counting only: nothing of a respondent may be written anywhere. */
export interface Survey {
  readonly id: string;
  readonly file: SurveyFile;
  readonly owner: string | undefined;
  /** References of its groups, in their order. */
  readonly groupRefs: readonly (string | undefined)[];
  /** True until its last day is over: its answers were not read. */
  readonly open: boolean;
  /** Places of the questions whose column the file has. */
  readonly answered: ReadonlySet<number>;
  readonly respondents: readonly Respondent[];
  /** The survey before this one, with the ids of the questions that were asked alike. */
  readonly previous: { readonly id: string; readonly questions: ReadonlySet<string> } | undefined;
}

interface Entry {
  readonly id: string;
  readonly file: SurveyFile;
  readonly root: Spot;
}

/** Reads `surveys/*.yaml` with their answers, newest first. */
export function readSurveys(context: PlanningContext): Survey[] {
  const { dir, report, asOf } = context;
  const entries = yamlFiles(dir, 'surveys').flatMap((name): Entry[] => {
    const unread: Finding[] = [];
    const text = contentText(dir, name, unread);
    report.unread(unread);
    if (text === undefined) return [];
    const { file, value } = load(text, name, surveyFile, 'questions', report);
    const id = name.slice('surveys/'.length).replace(/\.ya?ml$/, '');
    if (value === undefined) return [];
    if (!ruleId.safeParse(id).success) {
      report.add('ALM0102', { file, path: [] }, { what: `The name of the file, \`${id}\`, ${ruleId.safeParse(id).error?.issues[0]?.message ?? 'is no id'}.`, fix: 'Rename the file and its answers: the name is part of the address.' });
      return [];
    }
    return [{ id, file: value, root: { file, path: [] } }];
  });
  const kept = distinctByName('Survey', entries.map((entry) => ({ name: entry.id, spot: entry.root, value: entry })), report);
  const known = new Map(kept.map((entry) => [entry.id, entry]));
  return kept.map((entry) => surveyOf(entry, known, context, asOf.slice(0, 10))).toSorted((a, b) => (a.file.askedOn === b.file.askedOn ? (a.id < b.id ? -1 : 1) : a.file.askedOn > b.file.askedOn ? -1 : 1));
}

function surveyOf(entry: Entry, known: ReadonlyMap<string, Entry>, context: PlanningContext, today: string): Survey {
  const { id, file, root } = entry;
  const { report } = context;
  const ids = distinctByName('Question', file.questions.map((question, index) => ({ name: question.id, spot: below(root, 'questions', index, 'id'), value: question })), report);
  const survey = { ...file, questions: ids };
  tellLabels(entry, context);
  const open = file.closesOn !== undefined && file.closesOn >= today;
  const table = open ? undefined : tableOf(entry, context);
  const counted = table === undefined ? undefined : countAnswers(survey, table, { file: csvOf(entry), root, report });
  const respondents = counted?.respondents ?? [];
  if (respondents.length > file.population) {
    report.add('ALM0847', below(root, 'population'), { what: `More people answered than the ${file.population} who were asked.` });
  }
  return {
    id,
    file: survey,
    owner: file.owner === undefined ? undefined : entityAt(file.owner, below(root, 'owner'), 'group', context),
    groupRefs: (file.groups?.values ?? []).map(({ entity }, index) => (entity === undefined ? undefined : entityAt(entity, below(root, 'groups', 'values', index, 'entity'), 'group', context))),
    open,
    answered: counted?.answered ?? new Set(),
    respondents,
    previous: previousOf(entry, known, context),
  };
}

function csvOf({ root }: Entry): string {
  return root.file.name.replace(/\.ya?ml$/, '.csv');
}

function tableOf(entry: Entry, { dir, report }: PlanningContext): AnswerTable | undefined {
  const file = csvOf(entry);
  const unread: Finding[] = [];
  const text = contentText(dir, file, unread, maxAnswerBytes);
  report.unread(unread);
  if (text === undefined) {
    if (unread.length === 0) report.add('ALM0840', entry.root, { what: `There is no ${file} with the answers.` });
    return undefined;
  }
  const table = readAnswerTable(text);
  if ('columns' in table) {
    const [line] = table.uneven;
    const more = table.uneven.length === 1 ? '1 line does' : `${table.uneven.length} lines do`;
    if (line !== undefined) report.unread([makeFinding('ALM0843', { what: `${more} not have the ${table.columns.length} fields of the first line; the first of them is line ${line}.`, file, line, column: 1 })]);
    return table;
  }
  report.unread([makeFinding('ALM0840', { what: `${file} is not a table of answers. ${table.what}`, file, line: table.line, column: 1 })]);
  return undefined;
}

function tellLabels({ file, root }: Entry, { report }: PlanningContext): void {
  file.questions.forEach((question, index) => {
    if (question.type === 'text') return;
    const at = below(root, 'questions', index);
    const labels = question.labels.map((label) => label.toLowerCase());
    question.labels.forEach((label, place) => {
      if (labels.indexOf(label.toLowerCase()) < place) report.add('ALM0823', below(at, 'labels', place), { what: `Label \`${label}\` is there twice.`, why: 'Answers could be counted for either.' });
    });
    question.favourable.forEach((label, place) => {
      if (question.labels.includes(label)) return;
      const nearest = nearestKey(label, question.labels);
      report.add('ALM0846', below(at, 'favourable', place), { what: `Question \`${question.id}\` has no label \`${label}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}` });
    });
  });
}

function previousOf({ file, root }: Entry, known: ReadonlyMap<string, Entry>, { report }: PlanningContext): Survey['previous'] {
  if (file.previous === undefined) return undefined;
  const spot = below(root, 'previous');
  const before = known.get(file.previous);
  if (before === undefined) {
    const nearest = nearestKey(file.previous, [...known.keys()]);
    report.add('ALM0844', spot, { what: `There is no survey \`${file.previous}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}` });
    return undefined;
  }
  if (before.file.askedOn >= file.askedOn) {
    report.add('ALM0844', spot, { what: `Survey \`${file.previous}\` was asked on ${before.file.askedOn}, not before this one.` });
    return undefined;
  }
  const questions = new Map(before.file.questions.map((question) => [question.id, question]));
  const alike = file.questions.flatMap((question, index) => {
    const other = questions.get(question.id);
    if (other === undefined || question.type === 'text') return [];
    if (JSON.stringify([other.type, labelsOf(other)]) === JSON.stringify([question.type, labelsOf(question)])) return [question.id];
    report.add('ALM0844', below(root, 'questions', index), { what: `Question \`${question.id}\` has other answers than in \`${before.id}\`, so the two are not compared.` });
    return [];
  });
  return { id: before.id, questions: new Set(alike) };
}

function labelsOf(question: SurveyFile['questions'][number]): readonly unknown[] {
  return question.type === 'text' ? [] : [question.labels, question.favourable];
}
