import type { Check, Judgement } from '../../assess/contract.ts';
import type { FactRead, MissingFact } from '../../rules/contract.ts';
import type { CheckResult, Evidence } from '../../schema/edition/assessment.ts';
import { jsonValue } from '../../schema/json-value.ts';
import { checkPath, decisionAnchor, scorecardRoutes } from '../routes.ts';
import { optional } from '../summaries.ts';
import { daysUntil } from './days.ts';
import type { Sources } from './sources.ts';

const evidenceLimit = 10;

/** Where a repository or an entity has its page, with the anchor of a fact; undefined if it has none. */
export type Locate = (of: string, anchor: string | undefined) => string | undefined;

/** One check on one entity, with everything that its verdict rests on. */
export function checkResultOf(judgement: Judgement, entity: number, index: number, check: Check, asOf: string, locate: Locate, sources: Sources): CheckResult {
  const { scorecard } = judgement;
  const detail = judgement.detail(entity, index);
  const { exemption } = detail;
  const { criterion } = check;
  return {
    id: check.id,
    title: check.title,
    path: checkPath(scorecard.id, check.id),
    level: scorecard.levels[check.level]?.title ?? '',
    verdict: detail.verdict,
    ...optional('raw', detail.raw === detail.verdict ? undefined : detail.raw),
    ...optional('announced', detail.announced ? check.enabledFrom : undefined),
    ...optional('message', detail.raw === 'unknown' && detail.missing.length > 0 ? unknownMessage(detail.missing) : detail.message),
    ...optional('measured', detail.measured),
    ...(criterion.kind === 'measure' ? { target: criterion.target, direction: criterion.direction, ...optional('unit', criterion.unit) } : {}),
    ...optional('error', detail.error),
    evidence: [...detail.missing.map((fact) => missingEvidence(fact, locate)), ...detail.reads.map((fact) => readEvidence(fact, locate, sources))].slice(0, evidenceLimit),
    ...(detail.verdict === 'exempt' && exemption !== undefined
      ? {
          exemption: {
            reason: exemption.reason,
            approvedBy: exemption.approvedBy,
            expires: exemption.expires,
            daysLeft: daysUntil(exemption.expires, asOf),
            path: `${scorecardRoutes.decisions}#${decisionAnchor(exemption.place.file, exemption.place.line)}`,
          },
        }
      : {}),
    ...optional('fix', detail.verdict === 'fail' || detail.verdict === 'unknown' ? fixOf(check) : undefined),
  };
}

/** A message with `unknown` in place of its values says nothing; what is missing does. */
function unknownMessage(missing: readonly MissingFact[]): string {
  const [first, ...others] = missing;
  if (first === undefined) return 'not known';
  const more = new Set(others.map(({ fact }) => fact).filter((fact) => fact !== first.fact)).size;
  return `not known: ${first.fact}${more === 0 ? '' : ` and ${more} more`} (${first.reason})`;
}

/** How to fix a check, without keys that say nothing. */
export function fixOf({ fix }: Check): { text?: string; url?: string } | undefined {
  return fix === undefined ? undefined : { ...optional('text', fix.text), ...optional('url', fix.url) };
}

function readEvidence({ fact, of, value, provenance, anchor }: FactRead, locate: Locate, sources: Sources): Evidence {
  const source = provenance === undefined ? undefined : sources.position(provenance);
  return { fact, of, value: jsonValue(value), ...optional('path', locate(of, anchor)), ...optional('source', source) };
}

function missingEvidence({ fact, of, reason }: MissingFact, locate: Locate): Evidence {
  return { fact, of, unknown: reason, ...optional('path', locate(of, undefined)) };
}
