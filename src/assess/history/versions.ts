import { z } from 'zod';
import { assessmentKind, type PublishedChange, publishedChange } from '../../schema/facts/assessment.ts';
import type { Instant } from '../../schema/primitives.ts';
import { isoText } from '../../store/relation.ts';
import type { Store } from '../../store/store.ts';
import type { AssessedEntity } from '../published.ts';
import { publisher } from './editions.ts';
import { Interner } from './interner.ts';
import { VerdictTable } from './verdicts.ts';

/** What one scorecard said of one entity, with its score. */
export interface Standing extends AssessedEntity {
  readonly score: number | undefined;
}

/** A standing as it was published, from `at` until the next version. */
export interface Version extends Standing {
  readonly at: Instant;
  /** True if the entity is judged no more from then. */
  readonly deleted: boolean;
  /** Digest of the rules of the scorecard. */
  readonly rules: string;
  readonly changedAt: Instant | undefined;
  /** JSON of what changed at `changedAt`. Text, because the same few stand thousands of times. */
  readonly changes: string;
}

/** All versions of one entity by one scorecard in a stretch of time, oldest first; never empty. */
export interface Lineage {
  readonly scorecard: string;
  readonly entity: string;
  readonly versions: readonly Version[];
}

/**
 * All texts of a row as one list in JSON: handing a string over from DuckDB costs more than parsing, and half of the
 * texts are longer than the 12 bytes that it hands over cheaply.
 */
const texts = [
  'entity',
  'scorecard',
  'owner',
  'level',
  'rules',
  `array_to_string([v."check" FOR v IN verdicts], ',')`,
  `array_to_string([left(v.verdict, 1) || left(v.raw, 1) FOR v IN verdicts], '')`,
  isoText('"changedAt"'),
  'to_json(changes)::VARCHAR',
  isoText('_observedAt'),
];
const columns = [`to_json([${texts.join(', ')}])::VARCHAR`, 'score', '_deleted'];

const rowTexts = z.tuple([
  z.string(),
  z.string(),
  z.string().nullable(),
  z.string().nullable(),
  z.string(),
  z.string(),
  z.string(),
  z.string().nullable(),
  z.string(),
  z.string(),
]);

/** A stretch of time; its beginning is not after its end. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Hands over what was published after `from` and not after `until`, and what stood at `from`, one entity and scorecard at
 * a time, in order of entity and scorecard. One pass over the history; nothing is kept here but texts that recur.
 *
 * @param table makes the verdicts
 */
export async function eachLineage(store: Store, { from, until }: Stretch, table: VerdictTable, take: (lineage: Lineage) => void): Promise<void> {
  const known = new Interner();
  let scorecard = '';
  let entity = '';
  let versions: Version[] = [];
  for await (const rows of store.historyColumns(assessmentKind, { collectors: [publisher], from, until }, columns)) {
    for (const row of rows) {
      const [json, score, deleted] = row;
      const [entityText, scorecardText, owner, level, rules, ids, codes, changedAt, changes, at] = rowTexts.parse(JSON.parse(String(json)));
      if (entityText !== entity || scorecardText !== scorecard) {
        if (versions.length > 0) take({ scorecard, entity, versions });
        entity = known.text(entityText);
        scorecard = known.text(scorecardText);
        versions = [];
      }
      versions.push({
        at: known.text(at),
        deleted: deleted === true,
        owner: known.optional(owner),
        level: known.optional(level),
        score: typeof score === 'number' ? score : undefined,
        rules: known.text(rules),
        verdicts: table.verdicts(ids, codes),
        changedAt: known.optional(changedAt),
        changes: known.text(changes),
      });
    }
  }
  if (versions.length > 0) take({ scorecard, entity, versions });
}

/** The version that stood at an instant, undefined if there was none or the entity was gone. */
export function standingAt(versions: readonly Version[], at: Instant): Version | undefined {
  const version = versions.findLast((candidate) => candidate.at <= at);
  return version === undefined || version.deleted ? undefined : version;
}

/** Reads what {@link Version.changes} holds. */
export function readChanges(json: string): PublishedChange[] {
  return publishedChange.array().parse(JSON.parse(json));
}
