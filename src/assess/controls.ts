import { compareText } from '../findings/codes.ts';
import type { ControlsFile } from '../schema/scorecards/controls.ts';
import type { Judgement } from './contract.ts';
import { knownScheme, splitControl } from './control-schemes.ts';
import { noCounts, type VerdictCounts } from './tally.ts';

/** A check that is evidence for a control, with what it says of all entities. */
export interface ControlCheck {
  /** Id of the scorecard. */
  readonly scorecard: string;
  /** Index of the check in it. */
  readonly check: number;
  readonly counts: VerdictCounts;
}

export interface ControlEvidence {
  /** With its scheme: SOC2:CC8.1. */
  readonly id: string;
  readonly title: string | undefined;
  /** None where the control is in scope but nothing is evidence for it. */
  readonly checks: readonly ControlCheck[];
  /** Entities that any of its checks applies to, or may. */
  readonly entities: number;
  /** Those of them that pass every check that applies. An exemption is no evidence, and what is unknown is none. */
  readonly evidenced: number;
}

export interface SchemeEvidence {
  readonly id: string;
  readonly title: string;
  readonly url: string | undefined;
  readonly controls: readonly ControlEvidence[];
}

/**
 * Which controls have evidence, from which checks, and for how many entities: those that checks name, and those that
 * the organisation lists as in scope. Announced checks are no evidence yet. Schemes in order of id, controls in order
 * of their parts, so that A.8.9 comes before A.8.32.
 */
export function controlMatrix(judgements: Iterable<Judgement>, { schemes: own }: ControlsFile): SchemeEvidence[] {
  const sorted = [...judgements].sort((a, b) => compareText(a.scorecard.id, b.scorecard.id));
  const named = checksByControl(sorted);
  const numbers = numberEntities(sorted);
  const titles = new Map<string, string | undefined>();
  for (const { id, controls } of own) for (const control of controls) titles.set(`${id}:${control.id}`, control.title);
  const bySchemes = new Map<string, ControlEvidence[]>(own.map(({ id }) => [id, []]));
  for (const id of new Set([...titles.keys(), ...named.keys()])) {
    const { scheme } = splitControl(id);
    const list = bySchemes.get(scheme) ?? [];
    bySchemes.set(scheme, list);
    list.push({ id, title: titles.get(id), ...evidenceOf(named.get(id) ?? [], numbers) });
  }
  return [...bySchemes]
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, controls]) => {
      const known = knownScheme(id);
      const written = own.find((scheme) => scheme.id === id);
      return { id, title: written?.title ?? known?.title ?? id, url: written?.url ?? known?.url, controls: controls.sort((a, b) => compareParts(a.id, b.id)) };
    });
}

interface Named {
  readonly judgement: Judgement;
  readonly check: number;
}

function checksByControl(judgements: readonly Judgement[]): Map<string, Named[]> {
  const named = new Map<string, Named[]>();
  for (const judgement of judgements) {
    for (const [check, { controls }] of judgement.scorecard.checks.entries()) {
      if (judgement.announced(check)) continue;
      for (const control of new Set(controls)) {
        const list = named.get(control);
        if (list === undefined) named.set(control, [{ judgement, check }]);
        else list.push({ judgement, check });
      }
    }
  }
  return named;
}

/** A number for each entity over all judgements, so that each control can keep a byte for it. */
interface EntityNumbers {
  readonly count: number;
  /** For each judgement, the number of the entity at each of its positions. */
  readonly of: ReadonlyMap<Judgement, Uint32Array>;
}

function numberEntities(judgements: readonly Judgement[]): EntityNumbers {
  const numbers = new Map<string, number>();
  const of = new Map(
    judgements.map((judgement) => [
      judgement,
      Uint32Array.from(judgement.entities, (ref) => {
        const number = numbers.get(ref) ?? numbers.size;
        numbers.set(ref, number);
        return number;
      }),
    ]),
  );
  return { count: numbers.size, of };
}

const evidence = { none: 0, passed: 1, lacking: 2 } as const;

function evidenceOf(named: readonly Named[], { count, of }: EntityNumbers): Pick<ControlEvidence, 'checks' | 'entities' | 'evidenced'> {
  const states = new Uint8Array(count);
  const checks = named.map(({ judgement, check }) => {
    const counts = noCounts();
    const numbers = of.get(judgement);
    for (const entity of judgement.entities.keys()) {
      const verdict = judgement.verdict(entity, check);
      counts[verdict] += 1;
      const number = numbers?.[entity] ?? 0;
      if (verdict === 'not-applicable' || states[number] === evidence.lacking) continue;
      states[number] = verdict === 'pass' ? evidence.passed : evidence.lacking;
    }
    return { scorecard: judgement.scorecard.id, check, counts };
  });
  let entities = 0;
  let evidenced = 0;
  for (const state of states) {
    if (state !== evidence.none) entities += 1;
    if (state === evidence.passed) evidenced += 1;
  }
  return { checks, entities, evidenced };
}

/** Digits as numbers, all else as text. */
function compareParts(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let part = 0; part < Math.min(left.length, right.length); part++) {
    const [x = '', y = ''] = [left[part], right[part]];
    // Odd parts are those that the pattern caught: digits.
    const order = (part % 2 === 1 ? Number(x) - Number(y) : 0) || compareText(x, y);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
