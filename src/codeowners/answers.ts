import type { OwnersOutput } from '../schema/cli/owners.ts';
import type { Match } from './file.ts';
import { show } from './problems.ts';

/** A path of the repository and who owns it. */
export interface Answer {
  readonly path: string;
  readonly match: Match;
}

/** Rows for machines, by the schema in src/schema/cli/owners.ts. */
export function toJson(answers: readonly Answer[], sections: boolean): string {
  const output: OwnersOutput = answers.map(({ path, match }) => {
    const decisive = match.rules.find((rule) => rule.owners.length > 0) ?? match.rules[0];
    return {
      path,
      owners: [...match.owners],
      pattern: decisive?.pattern ?? null,
      line: decisive?.line ?? null,
      ...(sections && decisive
        ? {
            sections: match.rules.map(({ section, optional, approvals, owners: names, pattern, line }) => ({
              section: section ?? null,
              optional,
              approvals,
              owners: [...names],
              pattern,
              line,
            })),
          }
        : {}),
    };
  });
  return `${JSON.stringify(output, undefined, 2)}\n`;
}

/** Aligned columns: path, owners, and in brackets the pattern with its place. One line for each deciding rule. */
export function toText(answers: readonly Answer[], file: string): string {
  const rows = answers.flatMap(({ path, match }): [string, string, string][] => {
    if (match.rules.length === 0) return [[show(path), 'no owner', '(no rule matches)']];
    return match.rules.map(({ owners: names, pattern, line, section }) => [
      show(path),
      names.length === 0 ? 'no owner' : names.map(show).join(' '),
      `(${section === undefined ? '' : `[${show(section)}] `}${show(pattern)}, ${file}:${line})`,
    ]);
  });
  const width = (column: 0 | 1): number => rows.reduce((most, row) => Math.max(most, row[column].length), 0);
  const [first, second] = [width(0), width(1)];
  return rows.map(([path, names, why]) => `${path.padEnd(first)}  ${names.padEnd(second)}  ${why}\n`).join('');
}
