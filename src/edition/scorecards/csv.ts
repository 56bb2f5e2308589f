import { stringify } from 'csv-stringify/sync';
import type { Judgement, Judged } from '../../assess/contract.ts';

/** Text as a cell; spreadsheets must not take `=1+1` from a repository for a formula. */
function csv(header: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  return stringify([header, ...rows], { escape_formulas: true, record_delimiter: '\r\n' });
}

/** All entities of a scorecard: level, score, and the verdict on each check. RFC 4180, with a header. */
export function scorecardCsv(judgement: Judgement, entities: ReadonlyMap<string, Judged>): string {
  const { scorecard } = judgement;
  const header = ['entity', 'owner', 'level', 'score', 'raw_score', ...scorecard.checks.map(({ id }) => id)];
  const rows = judgement.entities.map((ref, entity) => [
    ref,
    entities.get(ref)?.owner,
    scorecard.levels[judgement.level(entity)]?.id,
    rounded(judgement.score(entity)),
    rounded(judgement.rawScore(entity)),
    ...scorecard.checks.map((_check, check) => judgement.verdict(entity, check)),
  ]);
  return csv(header, rows);
}

/** One check: the verdict on each entity, before exemptions too, and what was measured. */
export function checkCsv(judgement: Judgement, check: number, entities: ReadonlyMap<string, Judged>): string {
  const rows = judgement.entities.map((ref, entity) => [
    ref,
    entities.get(ref)?.owner,
    judgement.verdict(entity, check),
    judgement.raw(entity, check),
    rounded(judgement.measured(entity, check)),
  ]);
  return csv(['entity', 'owner', 'verdict', 'raw_verdict', 'measured'], rows);
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10_000) / 10_000;
}
