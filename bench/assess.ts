/**
 * How long judging takes at scale, and what is worked out from it: entities x checks by the real rule language, without
 * reading a store. Each size runs in a process of its own, so that its first run is as cold as a night's. Prints
 * processor time in milliseconds, which other work on the machine changes less than time on the clock, the latter for
 * judging too, and how time per verdict grows; asserts nothing.
 *
 *     node bench/assess.ts [--sizes 1000,10000,40000] [--checks 50] [--runs 5]
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { actionsOf } from '../src/assess/actions.ts';
import { campaignState } from '../src/assess/campaign.ts';
import { changesOf } from '../src/assess/changes.ts';
import { controlMatrix } from '../src/assess/controls.ts';
import { exemptionStates } from '../src/assess/exemptions.ts';
import { heatMapOf } from '../src/assess/heat-map.ts';
import { judge } from '../src/assess/judge.ts';
import { movesOf } from '../src/assess/moves.ts';
import { stepsOf } from '../src/assess/next-steps.ts';
import { assessedEntities } from '../src/assess/published.ts';
import { rollUpsOf, scoreQuartiles } from '../src/assess/roll-up.ts';
import { addCounts, tallyChecks } from '../src/assess/tally.ts';
import type { Campaign, Judgement } from '../src/assess/contract.ts';
import { createLanguage } from '../src/rules/language.ts';
import { asOf, assessedWorld, benchExemptions, benchScorecard, declared } from './assessed-world.ts';

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '1000,10000,40000' }, checks: { type: 'string', default: '50' }, runs: { type: 'string', default: '5' }, size: { type: 'string' } },
});
const checks = Number(values.checks);
const runs = Number(values.runs);

const campaign: Campaign = {
  id: 'bench',
  title: 'Bench',
  description: undefined,
  owner: undefined,
  scorecard: 'bench',
  checks: undefined,
  level: 2,
  where: undefined,
  start: '2026-10-01',
  due: '2026-12-31',
  target: 90,
  place: { file: 'campaigns/bench.yaml', line: 1, column: 1 },
};

if (values.size === undefined) table(values.sizes.split(',').map(Number));
else console.log(JSON.stringify(measure(Number(values.size))));

/** What one size took, by what was done: milliseconds. */
type Times = Readonly<Record<string, number>>;

function table(sizes: readonly number[]): void {
  console.log(`Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${checks} checks. Milliseconds, medians of ${runs} runs; in brackets microseconds per verdict.\n`);
  const all = sizes.map(inProcess);
  console.log(`| what | ${sizes.map((size) => `${size} entities`).join(' | ')} | growth per verdict |`);
  console.log(`| --- |${' ---: |'.repeat(sizes.length + 1)}`);
  for (const what of Object.keys(all[0] ?? {})) {
    const each = sizes.map((size, index) => ((all[index]?.[what] ?? Number.NaN) * 1000) / (size * checks));
    const cells = sizes.map((_, index) => `${all[index]?.[what]?.toFixed(1)} (${each[index]?.toFixed(3)})`);
    console.log(`| ${what} | ${cells.join(' | ')} | ${((each.at(-1) ?? 0) / (each[0] ?? 1)).toFixed(2)}x |`);
  }
}

function inProcess(size: number): Times {
  const args = [import.meta.filename, '--size', String(size), '--checks', String(checks), '--runs', String(runs)];
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (result.status !== 0) throw new Error(`The run of ${size} entities failed`);
  return z.record(z.string(), z.number()).parse(JSON.parse(result.stdout));
}

function measure(size: number): Times {
  const language = createLanguage(declared);
  const scorecard = benchScorecard(language, checks);
  const times = new Map<string, number[]>();
  const note = (what: string, ms: number): void => void times.set(what, [...(times.get(what) ?? []), ms]);
  const timed = <T>(what: string, work: () => T): T => {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    note(what, (user + system) / 1000);
    return result;
  };
  for (let run = 0; run < runs; run++) {
    // A world of its own for each run: what the language keeps of an entity is made anew each night.
    const entities = assessedWorld(size, 1);
    const exemptions = benchExemptions(language, scorecard, entities);
    language.resetSteps();
    const start = performance.now();
    const judgement = timed('judge', () => judge(scorecard, entities, exemptions, { asOf }));
    const clock = performance.now() - start;
    note('judge, on the clock', clock);
    if (run === 0) {
      note('judge, first run', times.get('judge')?.[0] ?? Number.NaN);
      note('judge, first run, on the clock', clock);
      describe(size, judgement);
    }
    const rollUps = timed('roll-ups: teams, systems, domains, organisation', () => rollUpsOf(judgement));
    timed('heat map', () => heatMapOf(judgement, rollUps.teams));
    timed('counts by check', () => tallyChecks(judgement));
    timed('quartiles', () => scoreQuartiles(judgement));
    timed('moves', () => movesOf(judgement));
    timed('next steps of all', () => {
      const steps = stepsOf(judgement);
      for (const entity of judgement.entities.keys()) steps.next(entity);
    });
    timed('actions of all teams', () => actionsOf([judgement]));
    timed('campaign', () => campaignState(campaign, judgement, [], asOf));
    timed('controls', () => controlMatrix([judgement], { schemes: [] }));
    timed('exemptions', () => exemptionStates(exemptions, new Map([['bench', judgement]]), asOf));
    const now = timed('as published', () => assessedEntities(judgement));
    // As if every tenth entity had been what its neighbour is: more changes than a quarter brings.
    const all = [...now.values()];
    const before = new Map([...now].map(([ref, said], index) => [ref, index % 10 === 0 ? (all[index + 1] ?? said) : said]));
    timed('changes', () => changesOf(scorecard, { before, rejudged: before, now }));
  }
  return Object.fromEntries([...times].map(([what, all]) => [what, all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN]));
}

/** Shows that the work is real: every kind of verdict is given. */
function describe(size: number, judgement: Judgement): void {
  const counts = Object.entries(addCounts(tallyChecks(judgement))).map(([verdict, count]) => `${count} ${verdict}`);
  console.error(`${size} entities: ${counts.join(', ')}; ${judgement.errors.length} rules with errors`);
}
