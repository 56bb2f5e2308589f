import { compareText } from '../../findings/codes.ts';

/** A column whose value can be chosen. */
export interface Choice {
  readonly key: string;
  readonly title: string;
  /** The value of each row; a row without one cannot be chosen. */
  readonly values: readonly (string | undefined)[];
}

/** More values than this are found faster with the field. */
const most = 40;

/** The columns that are worth a choice: of two values or more, and few enough to read. Values in order, each once. */
export function choices(columns: readonly Choice[]): { readonly key: string; readonly title: string; readonly values: readonly string[] }[] {
  return columns
    .map(({ key, title, values }) => ({ key, title, values: [...new Set(values.filter((value) => value !== undefined))].sort((a, b) => compareText(a.toLowerCase(), b.toLowerCase()) || compareText(a, b)) }))
    .filter(({ values }) => values.length > 1 && values.length <= most);
}
