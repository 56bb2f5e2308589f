import type { Scorecard } from '../../assess/contract.ts';
import { compareText } from '../../findings/codes.ts';
import { type Level, scorecard as scorecardSchema, type ScorecardFile } from '../../schema/scorecards/scorecard.ts';
import { nearestKey } from '../document.ts';
import { type CheckContext, finishCheck, type Ladder } from './check.ts';
import { type Drafts, draftsOf } from './drafts.ts';
import { digestOf } from './digest.ts';
import { tellOwner } from './entities.ts';
import { type Declared, extendsSpot, inheritanceOrder } from './extends.ts';
import { loadFolder } from './file.ts';
import { uniqueById } from './names.ts';
import { below, placeOf, type Report, type Spot } from './report.ts';
import type { SharedChecks } from './shared-checks.ts';
import { checkTexts, compileTexts, scorecardTexts } from './texts.ts';

/** Scorecards, and what there was of those and of their checks that were left out. */
export interface Scorecards {
  /** By id, in order of id. */
  readonly standing: ReadonlyMap<string, Scorecard>;
  /** Ids of all that were written. */
  readonly declared: ReadonlySet<string>;
  /** Ids of all checks of a scorecard, those that were left out included; undefined if the scorecard was never put together. */
  checkIds(scorecard: string): ReadonlySet<string> | undefined;
}

/** A scorecard with what it hands on to those that extend it. */
interface Resolved {
  readonly levels: readonly Level[];
  readonly drafts: Drafts;
  readonly applies: { readonly source: string; readonly spot: Spot } | undefined;
  readonly used: ReadonlySet<string>;
}

/** Reads `scorecards`, takes in shared checks and what is inherited, and compiles what is left. */
export function readScorecards(dir: string, shared: SharedChecks, context: CheckContext): Scorecards {
  const { report } = context;
  const entries = loadFolder(dir, 'scorecards', scorecardSchema, 'checks', report).flatMap((loaded) => {
    compileTexts(loaded.file, scorecardTexts, context.compiler);
    compileTexts(loaded.file, checkTexts, context.compiler);
    const id = loaded.value?.id ?? loaded.file.source.textOf('id');
    return id === undefined ? [] : [{ id, spot: { file: loaded.file, path: ['id'] }, value: { id, loaded, value: loaded.value } }];
  });
  const declared = uniqueById<Declared>('Scorecard', entries, report);
  const resolved = new Map<string, Resolved>();
  const standing = new Map<string, Scorecard>();
  for (const one of inheritanceOrder(declared, report)) {
    if (one.value === undefined) continue;
    const base = one.value.extends === undefined ? undefined : resolved.get(one.value.extends);
    const result = resolve(one, one.value, base, shared, context);
    resolved.set(one.id, result.resolved);
    if (result.scorecard !== undefined) standing.set(one.id, result.scorecard);
  }
  return {
    standing: new Map([...standing].toSorted(([a], [b]) => compareText(a, b))),
    declared: new Set(declared.keys()),
    checkIds: (id) => resolved.get(id)?.drafts.ids,
  };
}

function resolve(one: Declared, value: ScorecardFile, base: Resolved | undefined, shared: SharedChecks, context: CheckContext): { resolved: Resolved; scorecard: Scorecard | undefined } {
  const { report, compiler } = context;
  const root: Spot = { file: one.loaded.file, path: [] };
  tellOwner(value.owner, below(root, 'owner'), report);
  const ladder = ladderOf(one, value, base, root, report);
  const { levels } = ladder;
  const drafts = draftsOf(one, value, base?.drafts, shared, report);
  const used = neededLevels(drafts, levels);
  tellUnusedLevels(ladder, used, base, report);
  const applies = value.applies === undefined ? base?.applies : { source: value.applies, spot: below(root, 'applies') };
  const resolved = { levels, drafts, applies, used };

  const condition = applies === undefined ? undefined : compiler.condition(applies.source, applies.spot, scorecardTexts.loss);
  const checks = [...drafts.byId.values()].map((draft) => finishCheck(draft, ladder, context)).filter((check) => check !== undefined);
  if (levels.length === 0 || (applies !== undefined && condition === undefined)) return { resolved, scorecard: undefined };
  const { id, title, description, owner } = value;
  const digest = digestOf([levels.map((level) => level.id), condition?.source.trim() ?? null, checks.map((check) => [check.id, check.digest])]);
  return { resolved, scorecard: { id, title, description, owner, extends: value.extends, levels, checks, applies: condition, digest, place: placeOf(below(root, 'id')) } };
}

/** The scorecard's own levels, each id once, or those that it inherits. */
function ladderOf(one: Declared, value: ScorecardFile, base: Resolved | undefined, root: Spot, report: Report): Ladder {
  const common = { scorecard: one.id, base: base?.levels ?? [] };
  if (value.levels === undefined) {
    if (value.extends === undefined) {
      report.add('ALM0102', below(root, 'id'), { what: `Scorecard \`${one.id}\` has no \`levels\`, and extends no scorecard that has.`, fix: 'Give it a ladder of levels, lowest first.' });
    }
    return { ...common, levels: common.base, spot: extendsSpot(one), spots: undefined };
  }
  const entries = value.levels.map((level, index) => {
    const spot = below(root, 'levels', index, 'id');
    return { id: level.id, spot, value: { level, spot } };
  });
  const unique = uniqueById('Level', entries, report);
  return {
    ...common,
    levels: [...unique.values()].map(({ level }) => level),
    spot: below(root, 'levels'),
    spots: new Map([...unique].map(([id, { spot }]) => [id, spot])),
  };
}

/** Levels that checks need, or would if they were not left out or had spelt it right. */
function neededLevels({ byId, brokenLevels }: Drafts, levels: readonly Level[]): Set<string> {
  const known = levels.map(({ id }) => id);
  const named = [...[...byId.values()].flatMap(({ fields }) => fields.level ?? []), ...brokenLevels];
  return new Set(named.map((level) => (known.includes(level) ? level : (nearestKey(level, known) ?? level))));
}

function tellUnusedLevels({ levels, scorecard, spot, spots }: Ladder, used: ReadonlySet<string>, base: Resolved | undefined, report: Report): void {
  for (const { id } of levels) {
    // What the base of an inherited ladder lacks itself is told there.
    if (used.has(id) || (spots === undefined && base?.used.has(id) !== true)) continue;
    report.add('ALM0606', spots?.get(id) ?? spot, { what: `No check of scorecard \`${scorecard}\` needs level \`${id}\`.` });
  }
}
