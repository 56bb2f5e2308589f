import type { ScorecardFile } from '../../schema/scorecards/scorecard.ts';
import { compareText } from '../../findings/codes.ts';
import type { Loaded } from './file.ts';
import { knownNames, noSuch } from './names.ts';
import type { Report, Spot } from './report.ts';

/** A scorecard as its file gives it. */
export interface Declared {
  readonly id: string;
  readonly loaded: Loaded<ScorecardFile>;
  /** Undefined if the file does not fit its schema. */
  readonly value: ScorecardFile | undefined;
}

/** Where a scorecard says what it extends. */
export function extendsSpot({ loaded }: Declared): Spot {
  return { file: loaded.file, path: ['extends'] };
}

/**
 * Scorecards so that each comes after the one it extends. Those in a circle, and those without a base to start from,
 * are left out and told of.
 */
export function inheritanceOrder(declared: ReadonlyMap<string, Declared>, report: Report): Declared[] {
  const ids = [...declared.keys()].toSorted(compareText);
  const circular = new Set<string>();
  for (const id of ids) {
    if (circular.has(id)) continue;
    const circle = circleFrom(id, declared);
    for (const member of circle) circular.add(member);
    const first = declared.get(circle[0] ?? '');
    if (first === undefined) continue;
    const what = `Scorecards extend each other in a circle: ${[...circle, first.id].map((member) => `\`${member}\``).join(' → ')}.`;
    report.add('ALM0604', extendsSpot(first), { what });
  }

  const ordered: Declared[] = [];
  const state = new Map<string, boolean>();
  // A chain as long as there are scorecards would overflow a recursion.
  for (const id of ids) {
    const chain: Declared[] = [];
    for (let at = declared.get(id); at !== undefined && !state.has(at.id) && !circular.has(at.id) && !chain.includes(at); at = declared.get(at.value?.extends ?? '')) chain.push(at);
    for (const one of chain.toReversed()) {
      const stands = one.value !== undefined && baseStands(one, one.value, declared, (base) => state.get(base) === true, report);
      state.set(one.id, stands);
      if (stands) ordered.push(one);
    }
  }
  return ordered;
}

/** Members of the circle that `id` is in, from the one whose name comes first; empty if it is in none. */
function circleFrom(id: string, declared: ReadonlyMap<string, Declared>): string[] {
  const path: string[] = [];
  const seen = new Set<string>();
  let at: string | undefined = id;
  while (at !== undefined && declared.has(at) && !seen.has(at)) {
    seen.add(at);
    path.push(at);
    at = declared.get(at)?.value?.extends;
  }
  return at === id ? path : [];
}

function baseStands(one: Declared, value: ScorecardFile, declared: ReadonlyMap<string, Declared>, stands: (id: string) => boolean, report: Report): boolean {
  if (value.extends === undefined || stands(value.extends)) return true;
  const base = declared.get(value.extends);
  if (base === undefined) {
    const others = [...declared.keys()].filter((id) => id !== one.id);
    report.add('ALM0605', extendsSpot(one), { what: noSuch('scorecard', value.extends, others), ...knownNames('scorecards', others) });
  } else {
    report.add('ALM0605', extendsSpot(one), {
      what: `Scorecard \`${one.id}\` extends \`${base.id}\`, which was left out.`,
      why: `What other findings say of ${base.loaded.file.name} leaves it without levels and checks to start from.`,
      fix: `Mend \`${base.id}\`, or extend another.`,
    });
  }
  return false;
}
