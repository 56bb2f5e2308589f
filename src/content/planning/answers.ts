import { makeFinding } from '../../findings/codes.ts';
import type { SurveyFile, SurveyQuestion } from '../../schema/planning/survey.ts';
import { nearestKey } from '../document.ts';
import { below, type Report, type Spot } from '../rules/report.ts';
import type { AnswerTable } from './answer-table.ts';

/** What somebody answered, for counting only. */
export interface Respondent {
  /** Place of the group; undefined for one that is not declared, or none. */
  readonly group: number | undefined;
  /** Per question the places of its labels; of free text an empty list; undefined without an answer. */
  readonly answers: readonly (readonly number[] | undefined)[];
}

interface Place {
  /** The file of answers. */
  readonly file: string;
  /** The survey. */
  readonly root: Spot;
  readonly report: Report;
}

/** Holds a table of answers against the survey. Findings never repeat what a cell says. */
export function countAnswers(survey: SurveyFile, table: AnswerTable, place: Place): { respondents: Respondent[]; answered: Set<number> } {
  const groupColumn = survey.groups === undefined ? undefined : columnOf(survey.groups.column, table, below(place.root, 'groups', 'column'), place);
  const columns = survey.questions.map((question, index) => {
    const path = question.column === undefined ? 'id' : 'column';
    return columnOf(question.column ?? question.id, table, below(place.root, 'questions', index, path), place);
  });
  tellUnread(table, new Set([groupColumn, ...columns]), place);

  const groups = new Strays();
  const strays = survey.questions.map(() => new Strays());
  const groupPlaces = new Map((survey.groups?.values ?? []).map(({ value }, index) => [value.toLowerCase(), index]));
  const readers = survey.questions.map(readerOf);
  const respondents = table.rows.map(({ cells, line }): Respondent => {
    const cell = (column: number | undefined): string => (column === undefined ? '' : (cells[column] ?? '').trim());
    const group = cell(groupColumn);
    const at = groupPlaces.get(group.toLowerCase());
    if (group !== '' && groupColumn !== undefined && at === undefined) groups.add(line);
    const answers = columns.map((column, index) => {
      const text = cell(column);
      if (text === '') return undefined;
      const read = readers[index]?.(text);
      if (read?.stray === true) strays[index]?.add(line);
      return read?.places;
    });
    return { group: at, answers };
  });
  tellStrays(groups, 'group', groupColumn, place);
  survey.questions.forEach(({ id }, index) => {
    const found = strays[index];
    if (found !== undefined) tellStrays(found, `label of question \`${id}\``, columns[index], place);
  });
  return { respondents, answered: new Set(columns.flatMap((column, index) => (column === undefined ? [] : [index]))) };
}

/** The first line on which something stands that is not declared. How many there are is not said: it is about people. */
class Strays {
  first: number | undefined;

  add(line: number): void {
    this.first ??= line;
  }
}

function tellStrays({ first }: Strays, noun: string, column: number | undefined, { file, report }: Place): void {
  if (first === undefined) return;
  const what = `Field ${(column ?? 0) + 1} of line ${first} is no ${noun}; it is the first such line.`;
  report.unread([makeFinding('ALM0842', { what, file, line: first, column: 1 })]);
}

function columnOf(name: string, { columns }: AnswerTable, spot: Spot, { file, report }: Place): number | undefined {
  const places = columns.flatMap((column, index) => (column === name.trim() ? [index] : []));
  const [first, second] = places;
  if (first !== undefined && second === undefined) return first;
  const nearest = first === undefined ? nearestKey(name, columns) : undefined;
  const what = second === undefined ? `${file} has no column \`${name}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}` : `${file} has the column \`${name}\` ${places.length} times.`;
  report.add('ALM0841', spot, { what });
  return undefined;
}

function tellUnread({ columns }: AnswerTable, read: ReadonlySet<number | undefined>, { file, report }: Place): void {
  const unread = columns.filter((_, index) => !read.has(index));
  if (unread.length === 0) return;
  const names = unread.slice(0, 5).map((name) => (name === '' ? 'one without a name' : `\`${name.slice(0, 60)}\``));
  const more = unread.length > 5 ? ` and ${unread.length - 5} more` : '';
  report.unread([makeFinding('ALM0845', { what: `Nothing reads ${unread.length === 1 ? 'the column' : 'the columns'} ${names.join(', ')}${more} of ${file}.`, file, line: 1, column: 1 })]);
}

type Reader = (text: string) => { readonly places: readonly number[] | undefined; readonly stray: boolean };

/** How a cell of a question is read: labels without regard to case, of a scale their numbers too. */
function readerOf(question: SurveyQuestion): Reader {
  if (question.type === 'text') return () => ({ places: [], stray: false });
  const byLabel = new Map(question.labels.map((label, index) => [label.toLowerCase(), index]));
  const placeOf = (text: string): number | undefined => {
    const label = byLabel.get(text.trim().toLowerCase());
    if (label !== undefined || question.type === 'choice') return label;
    const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= question.labels.length ? number - 1 : undefined;
  };
  if (question.type === 'scale' || !question.several) {
    return (text) => {
      const place = placeOf(text);
      return { places: place === undefined ? undefined : [place], stray: place === undefined };
    };
  }
  return (text) => {
    const whole = placeOf(text);
    const read = whole === undefined ? text.split(';').filter((part) => part.trim() !== '').map(placeOf) : [whole];
    const places = [...new Set(read.filter((place) => place !== undefined))];
    return { places: places.length === 0 ? undefined : places, stray: read.includes(undefined) };
  };
}
