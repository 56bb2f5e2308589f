import type { ScorecardCheck } from '../../schema/scorecards/check.ts';
import type { ScorecardFile } from '../../schema/scorecards/scorecard.ts';
import { type Draft, over, type Written, written } from './draft.ts';
import type { Declared } from './extends.ts';
import { knownNames, noSuch, uniqueById } from './names.ts';
import { below, type Report, type Spot } from './report.ts';
import type { SharedChecks } from './shared-checks.ts';

/** The checks of a scorecard before they are finished. */
export interface Drafts {
  /** In order: inherited ones first, then as the file gives them. */
  readonly byId: ReadonlyMap<string, Draft>;
  /** Ids of these and of those left out for what is wrong with them. */
  readonly ids: ReadonlySet<string>;
  /** Levels that checks which were left out would have needed, so that these are not called unused. */
  readonly brokenLevels: readonly string[];
}

/** Puts together the checks of a scorecard: what it inherits, what it takes from shared checks, what it says itself. */
export function draftsOf(one: Declared, value: ScorecardFile, base: Drafts | undefined, shared: SharedChecks, report: Report): Drafts {
  const byId = new Map(base?.byId);
  const ids = new Set(base?.ids);
  const brokenLevels = [...(base?.brokenLevels ?? [])];
  const leaveOut = (id: string, level: string | undefined): void => {
    ids.add(id);
    const needed = level ?? byId.get(id)?.fields.level;
    if (needed !== undefined) brokenLevels.push(needed);
    byId.delete(id);
  };
  for (const item of one.loaded.broken) {
    const id = item.text('id') ?? item.text('use');
    if (id !== undefined) leaveOut(id, item.text('level'));
  }

  for (const [id, { check, spot }] of ownChecks(one, value, report)) {
    if (check.omit === true) {
      if (base === undefined || !base.ids.has(id)) {
        const known = [...(base?.ids ?? [])];
        report.add('ALM0605', below(spot, 'omit'), { what: `There is no inherited check \`${id}\` to leave out.`, ...knownNames('inherited checks', known) });
      }
      byId.delete(id);
      ids.delete(id);
      continue;
    }
    const used = usedBy(check, spot, shared, report);
    if (used === 'missing' || (used === undefined && base?.ids.has(id) === true && !base.byId.has(id))) {
      leaveOut(id, check.level);
      continue;
    }
    const inherited = byId.get(id);
    const layers = [inherited, used, written(check, spot)].filter((layer) => layer !== undefined);
    const { fields, spots } = layers.reduce<Written>(over, { fields: {}, spots: new Map() });
    ids.add(id);
    byId.set(id, { id, fields, spots, spot, scorecard: one.id });
  }
  return { byId, ids, brokenLevels };
}

/** A scorecard's own checks by id, each once. */
function ownChecks(one: Declared, value: ScorecardFile, report: Report): Map<string, { check: ScorecardCheck; spot: Spot }> {
  const entries = value.checks.flatMap((check, index) => {
    const spot = one.loaded.item('checks', index);
    const id = check.id ?? check.use;
    if (id !== undefined) return [{ id, spot: below(spot, check.id === undefined ? 'use' : 'id'), value: { check, spot } }];
    report.add('ALM0609', spot, { what: `A check of scorecard \`${one.id}\` lacks an id.`, why: 'A check is known by its id, or by that of the shared check that it uses.', fix: 'Give it an `id`.' });
    return [];
  });
  return uniqueById('Check', entries, report);
}

/** The shared check that a check starts from, if any; `missing` if there is none to start from. */
function usedBy({ use }: ScorecardCheck, spot: Spot, shared: SharedChecks, report: Report): Written | undefined | 'missing' {
  if (use === undefined) return undefined;
  const found = shared.byId.get(use);
  if (found !== undefined) return found;
  if (!shared.broken.has(use)) {
    const known = [...shared.byId.keys()];
    report.add('ALM0605', below(spot, 'use'), { what: noSuch('shared check', use, known), ...knownNames('shared checks', known) });
  }
  return 'missing';
}
