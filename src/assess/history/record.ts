import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { Staging } from '../../collect/staging.ts';
import type { FactKind } from '../../schema/fact.ts';
import { type Assessment, assessmentKind, type PublishedRule, publishedRuleKind } from '../../schema/facts/assessment.ts';
import { type PublishedEdition, publishedEditionKind } from '../../schema/facts/published-edition.ts';
import type { Instant } from '../../schema/primitives.ts';
import { stagedRow } from '../../store/row.ts';
import type { Store } from '../../store/store.ts';
import type { Change } from '../changes.ts';
import type { Judgement } from '../contract.ts';
import { publisher, readEditions } from './editions.ts';
import { shifted } from './instants.ts';
import { publishedChangeOf } from './past-changes.ts';
import type { Published } from './published.ts';
import { countingChecks } from './sheet.ts';
import { readChanges } from './versions.ts';

/** What an edition says otherwise than the one before: by id of the scorecard, then by entity. */
export type ChangesByEntity = ReadonlyMap<string, ReadonlyMap<string, readonly Change[]>>;

/** What an edition leaves behind. */
export interface EditionRecord {
  /** Ids of its scorecards. */
  readonly scorecards: readonly string[];
  readonly rules: readonly PublishedRule[];
  /** Made as they are asked for: there may be half a million verdicts. */
  readonly assessments: () => Iterable<Assessment>;
}

/**
 * The rows of an edition. What changed last is carried along where nothing changes, so that a row differs from the one
 * before only where the edition says something else.
 *
 * @param previous what the edition before published, undefined if there was none
 */
export function recordOf(
  judgements: ReadonlyMap<string, Judgement>,
  previous: Published | undefined,
  changes: ChangesByEntity,
  asOf: Instant,
): EditionRecord {
  return {
    scorecards: [...judgements.keys()],
    rules: [...judgements.values()].flatMap(({ scorecard }) =>
      scorecard.checks.map((check) => ({
        scorecard: scorecard.id,
        check: check.id,
        title: check.title,
        level: scorecard.levels[check.level]?.id ?? '',
        digest: check.digest,
        definition: check.definition,
      })),
    ),
    *assessments() {
      for (const [id, judgement] of judgements) {
        const counting = countingChecks(judgement);
        const before = previous?.sheets.get(id)?.standings;
        const changed = changes.get(id);
        for (const [position, entity] of judgement.entities.entries()) {
          yield { ...statement(judgement, position, counting), ...lastChange(changed?.get(entity), asOf, before?.get(entity)) };
        }
      }
    },
  };
}

function statement(judgement: Judgement, position: number, counting: readonly number[]): Omit<Assessment, 'changedAt' | 'changes'> {
  const { scorecard } = judgement;
  const { owner } = judgement.about(position);
  const level = scorecard.levels[judgement.level(position)]?.id;
  const score = judgement.score(position);
  return {
    entity: judgement.entities[position] ?? '',
    scorecard: scorecard.id,
    ...(owner === undefined ? {} : { owner }),
    ...(level === undefined ? {} : { level }),
    ...(score === undefined ? {} : { score }),
    rules: scorecard.digest,
    verdicts: counting.map((check) => ({
      check: scorecard.checks[check]?.id ?? '',
      verdict: judgement.verdict(position, check),
      raw: judgement.raw(position, check),
    })),
  };
}

function lastChange(
  changes: readonly Change[] | undefined,
  asOf: Instant,
  before: { readonly changedAt: Instant | undefined; readonly changes: string } | undefined,
): Pick<Assessment, 'changedAt' | 'changes'> {
  if (changes !== undefined && changes.length > 0) return { changedAt: shifted(asOf, 0), changes: changes.map(publishedChangeOf) };
  if (before?.changedAt === undefined) return { changes: [] };
  return { changedAt: before.changedAt, changes: readChanges(before.changes) };
}

/** What became of a record. */
export interface Recorded {
  /** Rows of rules and assessments that were written. */
  readonly changed: number;
  readonly tombstones: number;
}

/**
 * Keeps what an edition published, once it was published: rules first, assessments next, the edition itself last. The
 * same record kept twice writes nothing the second time; killed anywhere, keeping it again, or keeping the next
 * edition, ends in the same state.
 *
 * @returns undefined, and nothing is written, if a later edition was kept already: what was published after it stays true
 */
export async function record(store: Store, edition: EditionRecord, asOf: Instant): Promise<Recorded | undefined> {
  if (await isHistory(store, asOf)) return undefined;
  const at = shifted(asOf, 0);
  const dir = join(store.lake.stagingDir, publisher);
  rmSync(dir, { recursive: true, force: true });
  const staging = new Staging(dir);
  await stage(staging, publishedRuleKind, edition.rules, at);
  await stage(staging, assessmentKind, edition.assessments(), at);
  const mark: PublishedEdition = { asOf: at };
  staging.add(publishedEditionKind.kind, rowOf(publishedEditionKind, mark, at, at, 0));
  const files = await staging.close();
  const publish = async <S extends z.ZodObject>(kind: FactKind<S>): Promise<Recorded> => {
    const vanished = await vanishedShards(store, kind, at, edition.scorecards);
    const rowsFile = files.get(kind.kind);
    return store.publish({ kind, collector: publisher, asOf: at, rowsFile, covered: edition.scorecards, vanished });
  };
  const rules = await publish(publishedRuleKind);
  const assessments = await publish(assessmentKind);
  await store.publish({ kind: publishedEditionKind, collector: publisher, asOf: at, rowsFile: files.get(publishedEditionKind.kind), covered: [at], vanished: [] });
  rmSync(dir, { recursive: true, force: true });
  return { changed: rules.changed + assessments.changed, tombstones: rules.tombstones + assessments.tombstones };
}

/** True if an edition after `asOf` was kept. */
async function isHistory(store: Store, asOf: Instant): Promise<boolean> {
  const last = (await readEditions(store, endOfTime)).at(-1);
  return last !== undefined && last > shifted(asOf, 0);
}

const endOfTime: Instant = '9999-12-31T23:59:59.999Z';

/** Rows go to disk by the thousand: half a million verdicts as text would fill the memory. */
const rowsAtOnce = 1000;

async function stage(staging: Staging, kind: FactKind, values: Iterable<Readonly<Record<string, unknown>> & { readonly scorecard: string }>, at: Instant): Promise<void> {
  let order = 0;
  for (const value of values) {
    staging.add(kind.kind, rowOf(kind, value, value.scorecard, at, order++));
    if (order % rowsAtOnce === 0) await staging.flush();
  }
  await staging.flush();
}

function rowOf(kind: FactKind, value: Readonly<Record<string, unknown>>, shard: string, at: Instant, order: number): string {
  return stagedRow(kind, value, { collector: publisher, version: '1', shard, source: 'edition', url: undefined, observedAt: at, order });
}

/** Scorecards of which rows stand and that are no more. */
async function vanishedShards<S extends z.ZodObject>(store: Store, kind: FactKind<S>, at: Instant, scorecards: readonly string[]): Promise<string[]> {
  const standing: string[] = [];
  for await (const { by } of store.groups(kind, at, [publisher], { by: 'scorecard', orderBy: '_observedAt', limit: 1 })) standing.push(by);
  return standing.filter((scorecard) => !scorecards.includes(scorecard));
}
