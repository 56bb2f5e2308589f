import type { FactKind } from '../schema/fact.ts';
import { quote, valueColumns } from './columns.ts';

/** How rows of one kind are gathered per value of one field. */
export interface Grouping {
  /** The field to group by; part of the kind's key. */
  readonly by: string;
  /** SQL order of the rows within a group, over the kind's own columns; must be total. */
  readonly orderBy: string;
  /** Rows kept per group. */
  readonly limit: number;
  /** SQL condition on rows, over the kind's own columns. */
  readonly where?: string;
  /** Conditions to count within each group, by name, over the rows that `where` lets through. */
  readonly counts?: Readonly<Record<string, string>>;
}

/**
 * SQL that gives the first rows of each group, in order of group and rank: the group's value and the counts as a
 * JSON object (in its first row only), the number of its rows, and the row's value as JSON. Rows are not gathered into lists in SQL: an ordered list
 * of structs for each of 10,000 groups took more than 1 GB where the rows themselves take 20 MB.
 */
export function groupSelect(kind: FactKind, relation: string, grouping: Grouping): string {
  const fields = valueColumns(kind).map(({ name, role }) =>
    role === 'instant' ? `${quote(name)}: strftime(${quote(name)}, '%Y-%m-%dT%H:%M:%S.%gZ')` : `${quote(name)}: ${quote(name)}`,
  );
  const own = valueColumns(kind).map(({ name }) => quote(name)).join(', ');
  const counts = Object.entries(grouping.counts ?? {});
  const by = quote(grouping.by);
  const counted = counts.map(([, condition], index) => `, count(*) FILTER (${condition}) OVER (PARTITION BY ${by}) AS _c${index}`).join('');
  const ranked = `SELECT ${own}, count(*) OVER (PARTITION BY ${by}) AS _total${counted},
      row_number() OVER (PARTITION BY ${by} ORDER BY ${grouping.orderBy}, _collector) AS _n
    FROM (${relation}) ${grouping.where === undefined ? '' : `WHERE ${grouping.where}`}`;
  const countFields = counts.map(([name], index) => `${quote(name)}: _c${index}`);
  // Handing strings over is what costs, so what is the same for a whole group comes with its first row only.
  return `SELECT CASE WHEN _n = 1 THEN ${by} END, _total::INTEGER,
      CASE WHEN _n = 1 THEN to_json(${countFields.length === 0 ? '{none: 0}' : `{${countFields.join(', ')}}`})::VARCHAR END,
      to_json({${fields.join(', ')}})::VARCHAR
    FROM (${ranked}) WHERE _n <= ${grouping.limit} ORDER BY ${by}, _n`;
}
