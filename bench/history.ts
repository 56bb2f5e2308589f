/**
 * How long the history of a large organisation takes to keep and to read: 10,000 entities by 6 scorecards of 8 checks,
 * published weekly for half a year, a change per entity and month. Prints seconds, processor seconds (which a busy
 * machine changes less) and memory over what was there before; asserts nothing.
 *
 *     node bench/history.ts [entities] [scorecards] [checks] [share of an entity's scorecards that change with it, 0 to 1]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check, Judged, Judgement, Scorecard } from '../src/assess/contract.ts';
import { readHistory } from '../src/assess/history/history.ts';
import { record, recordOf } from '../src/assess/history/record.ts';
import type { Change } from '../src/assess/changes.ts';
import { sheetsOf } from '../src/assess/history/sheet.ts';
import type { Published } from '../src/assess/history/published.ts';
import { changesSince } from '../src/assess/history/since.ts';
import { VerdictTable } from '../src/assess/history/verdicts.ts';
import { feedEntries, changeFeeds } from '../src/feeds/changes.ts';
import { Store } from '../src/store/store.ts';
import { seeded } from './random.ts';

const [entityCount = 10_000, scorecardCount = 6, checkCount = 8, share = 0] = process.argv.slice(2).map(Number);
const random = seeded(1);
const place = { file: 'bench', line: 1, column: 1 };
const levels = ['bronze', 'silver', 'gold'].map((id) => ({ id, title: id }));
const never = { state: 'value', value: true } as const;
const expression = { source: 'true', type: 'bool', facts: [], evaluate: () => never, trace: () => ({ outcome: never, reads: [] }) } as const;

function scorecardOf(index: number, version: number): Scorecard {
  const checks = Array.from({ length: checkCount }, (_, at): Check => ({
    id: `check-number-${at}`, title: `Check ${at}`, description: undefined, level: at % 3, weight: 1, pillar: 'security', criterion: { kind: 'expression', expression },
    message: undefined, fix: undefined, controls: [], applies: undefined, enabledFrom: undefined, digest: `${at} ${version}`, definition: `definition ${at} ${version}`, place,
  }));
  return { id: `scorecard-${index}`, title: `Scorecard ${index}`, description: undefined, owner: undefined, extends: undefined, levels, checks, applies: undefined, digest: `rules ${index} ${version}`, place };
}

const refs = Array.from({ length: entityCount }, (_, index) => `component:default/service-${String(index).padStart(5, '0')}`);
const judged = new Map(refs.map((ref, index): [string, Judged] => [ref, { subject: { ref }, ref, kind: 'component', owner: `group:default/team-${index % 250}`, system: undefined, domain: undefined }]));
const positions = new Map(refs.map((ref, index) => [ref, index]));
/** Passes and fails, by scorecard, entity and check. */
const cells = Array.from({ length: scorecardCount }, () => Uint8Array.from({ length: entityCount * checkCount }, () => (random.chance(0.8) ? 1 : 0)));

/** A judgement of what the cells say now; cells are copied, since they change. */
function judgementOf(index: number, version = 1): Judgement {
  const scorecard = scorecardOf(index, version);
  const table = Uint8Array.from(cells[index] ?? []);
  const verdict = (entity: number, check: number): 'pass' | 'fail' => (table[entity * checkCount + check] === 1 ? 'pass' : 'fail');
  const scores = new Float64Array(entityCount);
  const reached = new Int8Array(entityCount);
  for (let entity = 0; entity < entityCount; entity++) {
    let passed = 0;
    let held = levels.length;
    scorecard.checks.forEach((check, at) => {
      if (table[entity * checkCount + at] === 1) passed++;
      else held = Math.min(held, check.level);
    });
    scores[entity] = passed / checkCount;
    reached[entity] = held - 1;
  }
  const score = (entity: number): number | undefined => scores[entity];
  const level = (entity: number): number => reached[entity] ?? -1;
  return {
    scorecard, entities: refs, undecided: [], errors: [], verdict, raw: verdict, level, potential: level, score, rawScore: score,
    indexOf: (ref) => positions.get(ref) ?? -1,
    about: (entity) => judged.get(refs[entity] ?? '') ?? { subject: { ref: '' }, ref: '', kind: '', owner: undefined, system: undefined, domain: undefined },
    measured: () => undefined,
    announced: () => false,
    detail: () => { throw new Error('not asked for here'); },
  };
}

const judgeAll = (version = 1): Map<string, Judgement> => new Map(cells.map((_, index) => [`scorecard-${index}`, judgementOf(index, version)]));
const scorecardsOf = (judgements: ReadonlyMap<string, Judgement>): Map<string, Scorecard> => new Map([...judgements].map(([id, { scorecard }]) => [id, scorecard]));
const week = (n: number): string => new Date(Date.UTC(2026, 0, 1, 3) + n * 7 * 86_400_000).toISOString();

/** Starts a watch; it says `1.23 s (1.50 s of processor)`. */
function watch(): () => string {
  const from = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return `${((performance.now() - from) / 1000).toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor)`;
  };
}

/** A quarter of the entities change one check of one scorecard, or of a share of all. */
function change(): void {
  for (let entity = 0; entity < entityCount; entity++) {
    if (!random.chance(12 / 52)) continue;
    const only = random.int(0, scorecardCount - 1);
    cells.forEach((table, index) => {
      if (index !== only && !random.chance(share)) return;
      const at = entity * checkCount + random.int(0, checkCount - 1);
      table[at] = table[at] === 1 ? 0 : 1;
    });
  }
}

function indexed(changes: readonly Change[]): Map<string, Map<string, Change[]>> {
  return new Map([...Map.groupBy(changes, ({ scorecard }) => scorecard)].map(([id, list]) => [id, Map.groupBy(list, ({ entity }) => entity)]));
}

const dir = mkdtempSync(join(tmpdir(), 'almanac-bench-history-'));
try {
  let store = await Store.open(dir);
  const table = new VerdictTable();
  let before: Published | undefined;
  let rows = 0;
  let last = '';
  for (let n = 0; n <= 26; n++) {
    if (n > 0) change();
    const judgements = judgeAll();
    const sheets = sheetsOf(judgements, table);
    const present = { scorecards: scorecardsOf(judgements), sheets, entities: judged };
    const changes = before === undefined ? [] : changesSince(before, new Map(), present);
    const keeping = watch();
    const kept = await record(store, recordOf(judgements, before, indexed(changes), week(n)), week(n));
    rows += kept?.changed ?? 0;
    last = keeping();
    // Without the last change of each row: what is measured here does not read it.
    before = { at: week(n), sheets: new Map([...sheets].map(([id, sheet]) => [id, { ...sheet, standings: new Map([...sheet.standings].map(([ref, standing]) => [ref, { ...standing, at: week(n), deleted: false, rules: sheet.rules, changedAt: undefined, changes: '[]' }])) }])) };
  }
  before = undefined;
  store.close();
  console.log(`${entityCount} entities x ${scorecardCount} scorecards x ${checkCount} checks, ${rows} rows in 27 editions; the last took ${last} to keep`);
  for (const version of [1, 2]) {
    store = await Store.open(dir);
    change();
    const judgements = judgeAll(version);
    const rules = { scorecards: scorecardsOf(judgements), campaigns: [] };
    globalThis.gc?.();
    const rss = process.memoryUsage.rss();
    const heap = process.memoryUsage().heapUsed;
    const reading = watch();
    const history = await readHistory({ store, asOf: week(27), rules, judgements, entities: judged, judgeAt: async () => judgeAll(version) });
    const read = reading();
    const peak = process.memoryUsage.rss();
    globalThis.gc?.();
    const kept = process.memoryUsage().heapUsed;
    const asking = watch();
    const points = [...rules.scorecards.keys()].flatMap((id) => refs.map((ref) => history.entity(id, ref).points.length)).reduce((sum, count) => sum + count, 0);
    const asked = asking();
    const writing = watch();
    const names = { scorecards: rules.scorecards, link: (ref: string) => ({ ref, title: ref, kind: 'Component' }) };
    const feeds = [undefined, ...history.log.teams].flatMap((team) => changeFeeds({ log: history.log, names, organisation: 'Bench', site: { url: undefined, base: '/' }, asOf: week(27) }, team));
    console.log(
      `${version === 1 ? 'same rules' : 'other rules'}: read ${read}, resident +${((peak - rss) / 1e6).toFixed(0)} MB, heap +${((kept - heap) / 1e6).toFixed(0)} MB; ` +
        `${history.today.length} changes today, ${history.spans.map(({ all: { total } }) => total).join('/')} over spans; ` +
        `${points} points of all entities ${asked}; ${feeds.length} feeds of at most ${feedEntries} entries ${writing()}`,
    );
    if (version === 1) {
      const again = watch();
      await record(store, history.record, week(27));
      console.log(`keeping it, as on a night with few changes: ${again()}`);
    }
    store.close();
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
