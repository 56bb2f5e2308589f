import { compareText } from '../findings/codes.ts';
import type { FailedShard } from '../knowledge/ages.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { repositoryFields } from '../knowledge/repository-fields.ts';
import type { DataQuality, UnreadParts } from '../schema/edition/data-quality.ts';
import { factKinds } from '../schema/facts/kinds.ts';
import { sourceFieldKind } from '../schema/facts/source-field.ts';
import type { Store } from '../store/store.ts';
import { optional } from './summaries.ts';

const limits = { failed: 200, examples: 5, drift: 200 } as const;
const driftDays = 30;
const dayMs = 86_400_000;

/** What the page on data quality says of how collecting went. */
export type CollectionReport = Pick<DataQuality, 'failedShards' | 'failedShardsTotal' | 'postponed' | 'withheld' | 'heldBack' | 'unreadFields' | 'hosts' | 'drift'>;

/** Works out how the last run went: what was not read and why, what was asked of hosts, and how their records changed. */
export async function collectionReport(store: Store, knowledge: Knowledge): Promise<CollectionReport> {
  const byState = Map.groupBy(knowledge.ages.failed, ({ state }) => state);
  const of = (state: FailedShard['state']): readonly FailedShard[] => byState.get(state) ?? [];
  const failed = of('failed');
  return {
    failedShards: failed.slice(0, limits.failed).map(({ state: _, ...shard }) => shard),
    failedShardsTotal: failed.length,
    postponed: together(of('postponed'), knowledge),
    withheld: together(of('withheld'), knowledge),
    heldBack: together(of('held'), knowledge),
    unreadFields: unreadFields(knowledge),
    hosts: hosts(knowledge),
    drift: await drift(store, knowledge),
  };
}

/** By collector and reason: 10,000 repositories that a permission is missing for are one thing to mend. */
function together(parts: readonly FailedShard[], { manifest }: Knowledge): UnreadParts[] {
  const runs = new Map(manifest?.collectors.map((run) => [run.id, run]));
  const groups = Map.groupBy(parts, ({ collector, reason }) => `${collector}\n${reason}`);
  return [...groups.values()]
    .flatMap((same): UnreadParts[] => {
      const first = same[0];
      if (first === undefined) return [];
      const read = same.flatMap(({ age }) => age.observedAt ?? []).toSorted(compareText);
      const run = runs.get(first.collector);
      return [
        {
          collector: first.collector,
          title: run?.title ?? first.collector,
          reason: first.reason,
          parts: same.length,
          examples: same.slice(0, limits.examples).map(({ shard, label }) => label ?? shard),
          neverRead: same.length - read.length,
          ...optional('oldestAt', read[0]),
          gives: (run?.kinds ?? []).map((kind) => factKinds.get(kind)?.title ?? kind),
        },
      ];
    })
    .toSorted((a, b) => b.parts - a.parts || compareText(a.collector, b.collector) || compareText(a.reason, b.reason));
}

/** Fields that a source said it could not read, where no other source says them either. */
function unreadFields({ repositories }: Knowledge): CollectionReport['unreadFields'] {
  const counts = new Map<string, CollectionReport['unreadFields'][number]>();
  const labels = new Map<string, string>(repositoryFields.map(({ field, label }) => [field, label]));
  const labelOf = (field: string): string => {
    const [whole = field, part] = field.split('.', 2);
    return `${labels.get(whole) ?? whole}${part === undefined ? '' : `: ${part}`}`;
  };
  for (const { unread } of repositories) {
    for (const { field, reason } of unread) {
      const key = `${field}\n${reason}`;
      const held = counts.get(key);
      if (held === undefined) counts.set(key, { field, label: labelOf(field), reason, repositories: 1 });
      else held.repositories++;
    }
  }
  return [...counts.values()].toSorted((a, b) => b.repositories - a.repositories || compareText(a.field, b.field) || compareText(a.reason, b.reason));
}

function hosts({ manifest }: Knowledge): CollectionReport['hosts'] {
  const use = [...(manifest?.hosts ?? [])];
  const total = [...Map.groupBy(use, ({ host }) => host)].map(([host, all]) => {
    const sum = (number: (one: (typeof all)[number]) => number): number => all.reduce((so, one) => so + number(one), 0);
    return { host, requests: sum((one) => one.requests), points: sum((one) => one.points), unchanged: sum((one) => one.unchanged), retries: sum((one) => one.retries), waitedSeconds: sum((one) => one.waitedSeconds) };
  });
  return { total: total.toSorted((a, b) => compareText(a.host, b.host)), use };
}

async function drift(store: Store, { asOf, collectors }: Knowledge): Promise<CollectionReport['drift']> {
  const since = new Date(Date.parse(asOf) - driftDays * dayMs).toISOString();
  const fields: CollectionReport['drift']['fields'] = [];
  for await (const { value } of store.rows(sourceFieldKind, asOf, collectors)) {
    const { collector, record, field, presence, drift: change, driftAt: at } = value;
    if (change !== undefined && at !== undefined && Date.parse(at) > Date.parse(since)) fields.push({ collector, record, field, change, presence, at });
  }
  const latest = fields.toSorted((a, b) => compareText(b.at, a.at) || compareText(a.collector, b.collector) || compareText(a.record, b.record) || compareText(a.field, b.field));
  return { since, total: fields.length, fields: latest.slice(0, limits.drift) };
}
