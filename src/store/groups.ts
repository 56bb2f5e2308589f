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
 * SQL that gives per group: its value, the number of rows, the first rows as a JSON list and the counts as a JSON
 * object, in order of the value. Gathering in SQL keeps a million rows out of JavaScript.
 */
export function groupSelect(kind: FactKind, relation: string, grouping: Grouping): string {
  const fields = valueColumns(kind).map(({ name, role }) =>
    role === 'instant' ? `${quote(name)}: strftime(${quote(name)}, '%Y-%m-%dT%H:%M:%S.%gZ')` : `${quote(name)}: ${quote(name)}`,
  );
  const counts = Object.entries(grouping.counts ?? {}).map(
    ([name, condition]) => `${quote(name)}: count(*) FILTER (${condition})::INTEGER`,
  );
  const by = quote(grouping.by);
  const numbered = `SELECT *, row_number() OVER (PARTITION BY ${by} ORDER BY ${grouping.orderBy}, _collector) AS _n
    FROM (${relation}) ${grouping.where === undefined ? '' : `WHERE ${grouping.where}`}`;
  return `SELECT ${by}, count(*)::INTEGER,
      coalesce(to_json(list({${fields.join(', ')}} ORDER BY _n) FILTER (_n <= ${grouping.limit})), '[]')::VARCHAR,
      to_json(${counts.length === 0 ? '{none: 0}' : `{${counts.join(', ')}}`})::VARCHAR
    FROM (${numbered}) GROUP BY ${by} ORDER BY ${by}`;
}
