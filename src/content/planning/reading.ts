import { resolveRef } from '../../catalog/ref.ts';
import type { Instant } from '../../schema/primitives.ts';
import { nearestKey } from '../document.ts';
import type { KnownEntities } from '../rules/entities.ts';
import { placeText, type Report, type Spot } from '../rules/report.ts';

/** What the readers of plans share. */
export interface PlanningContext {
  /** Absolute path of the content folder. */
  readonly dir: string;
  readonly asOf: Instant;
  readonly report: Report;
  readonly known: KnownEntities;
}

/** Most references for which the nearest entity is looked for: each look goes over the whole catalog. */
const suggestions = 20;
const asked = new WeakMap<Report, number>();

/** A reference in full, or undefined and a finding: it cannot be one, or no entity has it. */
export function entityAt(text: string, spot: Spot, defaultKind: string, { report, known }: PlanningContext): string | undefined {
  const result = resolveRef(text, { defaultKind });
  if ('problem' in result) {
    report.add('ALM0102', spot, { what: `${result.problem}.` });
    return undefined;
  }
  if (known === undefined || known.has(result.ref)) return result.ref;
  const count = asked.get(report) ?? 0;
  asked.set(report, count + 1);
  const nearest = count < suggestions ? nearestKey(result.ref, [...known]) : undefined;
  report.add('ALM0822', spot, { what: `There is no entity \`${result.ref}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}` });
  return undefined;
}

/** Those of a list of references that are in the catalog, each once. */
export function entitiesAt(texts: readonly string[], spot: Spot, defaultKind: string, context: PlanningContext): string[] {
  const refs = texts.flatMap((text, index) => entityAt(text, { ...spot, path: [...spot.path, index] }, defaultKind, context) ?? []);
  return [...new Set(refs)];
}

/** A group named as a reference, or somebody in words: `platform`, `the lead of your team`. */
export interface Approver {
  readonly ref: string | undefined;
  readonly text: string;
}

/** What is written as a reference and in the catalog is a group; anything else stays in words. */
export function approverOf(text: string | undefined, { known }: PlanningContext): Approver | undefined {
  if (text === undefined) return undefined;
  const result = resolveRef(text, { defaultKind: 'group' });
  return { ref: 'ref' in result && known?.has(result.ref) === true ? result.ref : undefined, text };
}

/** Those with a name that none before them has; each later one of the same name is a finding. */
export function distinctByName<T>(noun: string, entries: readonly { readonly name: string; readonly spot: Spot; readonly value: T }[], report: Report): T[] {
  const first = new Map<string, Spot>();
  return entries.flatMap(({ name, spot, value }) => {
    const other = first.get(name.toLowerCase());
    if (other === undefined) {
      first.set(name.toLowerCase(), spot);
      return [value];
    }
    report.add('ALM0823', spot, { what: `${noun} \`${name}\` is there twice: at ${placeText(other)} and here.` });
    return [];
  });
}
