import { createHash } from 'node:crypto';
import type { Criterion } from '../../assess/contract.ts';
import type { Expression } from '../../rules/contract.ts';

/** All that decides the verdict of a check. */
export interface Deciding {
  readonly criterion: Criterion;
  readonly applies: Expression<'bool'> | undefined;
  /** Id, so that a level put in below changes no digest. */
  readonly level: string;
  readonly weight: number;
  readonly enabledFrom: string | undefined;
}

/** The first 12 hexadecimal digits of SHA-256 over canonical JSON. Texts are taken without white space around them. */
export function digestOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

export function checkDigest({ criterion, applies, level, weight, enabledFrom }: Deciding): string {
  const judged =
    criterion.kind === 'expression'
      ? ['expression', criterion.expression.source.trim()]
      : ['measure', criterion.measure.source.trim(), criterion.target, criterion.direction];
  return digestOf([...judged, applies?.source.trim() ?? null, level, weight, enabledFrom ?? null]);
}

/** The same for people: a line each. */
export function definitionText({ criterion, applies, level, weight, enabledFrom }: Deciding): string {
  const judged =
    criterion.kind === 'expression'
      ? [`expression: ${criterion.expression.source.trim()}`]
      : [
          `measure: ${criterion.measure.source.trim()}`,
          `target: ${criterion.direction === 'at-most' ? 'at most' : 'at least'} ${criterion.target}${criterion.unit === undefined ? '' : ` ${criterion.unit}`}`,
        ];
  return [
    ...judged,
    ...(applies === undefined ? [] : [`applies: ${applies.source.trim()}`]),
    `level: ${level}`,
    `weight: ${weight}`,
    ...(enabledFrom === undefined ? [] : [`counts from: ${enabledFrom}`]),
  ].join('\n');
}
