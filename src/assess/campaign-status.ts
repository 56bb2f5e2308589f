import type { Campaign, Judgement } from './contract.ts';

/** A check that keeps an entity from being done. */
export interface Need {
  readonly check: number;
  readonly verdict: 'fail' | 'unknown';
}

/** Indexes of the checks that a campaign asks for. */
export function checksOf({ checks: named, level }: Campaign, { scorecard, announced }: Judgement): number[] {
  const wanted = named === undefined ? undefined : new Set(named);
  const top = level ?? scorecard.levels.length - 1;
  return scorecard.checks.flatMap((check, index) => ((wanted === undefined ? check.level <= top && !announced(index) : wanted.has(check.id)) ? [index] : []));
}

/** Where an entity stands in a campaign, and what it still needs. */
export type CampaignStatus = { readonly is: 'done' | 'unknown' | 'exempt' | 'undecided' | 'failing'; readonly needs: readonly Need[] };

/** Undefined for an entity that is not in the campaign. */
export function statusOf({ where }: Campaign, judgement: Judgement, checks: readonly number[], entity: number): CampaignStatus | undefined {
  const outcome = where?.evaluate(judgement.about(entity).subject);
  if (outcome?.state === 'value' && !outcome.value) return undefined;
  if (outcome !== undefined && outcome.state !== 'value') return { is: 'undecided', needs: [] };
  const needs: Need[] = [];
  let exempt = false;
  let passed = false;
  for (const check of checks) {
    const verdict = judgement.verdict(entity, check);
    if (verdict === 'fail' || verdict === 'unknown') needs.push({ check, verdict });
    else if (verdict === 'exempt') exempt = true;
    else if (verdict === 'pass') passed = true;
  }
  if (needs.length > 0) return { is: needs.some(({ verdict }) => verdict === 'fail') ? 'failing' : 'unknown', needs };
  return exempt ? { is: 'exempt', needs } : passed ? { is: 'done', needs } : undefined;
}
