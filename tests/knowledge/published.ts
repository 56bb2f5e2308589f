import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { writeManifest, type RunManifest } from '../../src/collect/manifest.ts';
import { Staging } from '../../src/collect/staging.ts';
import type { FactKind } from '../../src/schema/fact.ts';
import { factKinds, openKinds } from '../../src/schema/facts/kinds.ts';
import { shardStateKind } from '../../src/schema/facts/shard-state.ts';
import { stagedRow } from '../../src/store/row.ts';
import type { Store } from '../../src/store/store.ts';

/** What one part of a source gives in a night, by kind. */
export interface PublishedPart {
  readonly collector: string;
  readonly shard: string;
  readonly facts?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Why it was not read; its facts of earlier nights stand. */
  readonly unread?: { readonly state: 'failed' | 'postponed' | 'withheld' | 'held'; readonly reason: string; readonly label?: string; readonly lastGoodAt?: string };
}

/** Publishes a night as the kernel would: what the parts give, how they went, and the manifest. */
export async function publishNight(store: Store, dir: string, asOf: string, parts: readonly PublishedPart[]): Promise<void> {
  const collectors = [...new Set(parts.map(({ collector }) => collector))];
  const byKind = new Map<string, { part: PublishedPart; value: Readonly<Record<string, unknown>> }[]>();
  for (const part of parts) {
    for (const [kind, values] of Object.entries(part.facts ?? {})) byKind.set(kind, [...(byKind.get(kind) ?? []), ...values.map((value) => ({ part, value }))]);
    const { collector, shard, unread } = part;
    const state = unread === undefined ? { collector, shard, state: 'ok' } : { collector, shard, ...unread };
    byKind.set(shardStateKind.kind, [...(byKind.get(shardStateKind.kind) ?? []), { part: { collector, shard }, value: state }]);
  }
  for (const [name, rows] of byKind) {
    const kind = kindOf(name);
    for (const collector of collectors) {
      const own = rows.filter(({ part }) => part.collector === collector);
      if (own.length === 0) continue;
      const staging = new Staging(mkdtempSync(join(dir, 'staged-')));
      own.forEach(({ part, value }, order) => {
        const valid: Record<string, unknown> = kind.schema.parse(value);
        staging.add(name, stagedRow(kind, valid, { collector, version: '1', shard: part.shard, source: `${part.shard} read by ${collector}`, url: undefined, observedAt: asOf, order }));
      });
      const files = await staging.close();
      const covered = [...new Set(own.filter(({ part }) => part.unread === undefined).map(({ part }) => part.shard))];
      await store.publish({ kind, collector, asOf, rowsFile: files.get(name), covered, vanished: [] });
    }
  }
  writeManifest(store.lake, { asOf, backdated: false, offline: false, collectors: collectors.map((id) => run(id, asOf, parts.filter(({ collector }) => collector === id))) });
}

function kindOf(name: string): FactKind {
  const kind = factKinds.get(name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
}

/** Kinds that collectors of these names give, as far as tests ask for them. */
const given: Readonly<Record<string, readonly string[]>> = {
  git: ['repository', 'branch', 'tag', 'repository-week'],
  catalog: ['catalog-entry'],
  codeowners: ['codeowners'],
  facts: openKinds.map(({ kind }) => kind),
  'github-repositories': ['repository', 'codeowners', 'catalog-entry'],
  'github-runs': ['ci-run'],
  'github-alerts': ['alert'],
  'github-deployments': ['deployment', 'environment'],
  'github-pull-requests': ['merged-pull-request'],
  'github-issues': ['labelled-issue'],
  'github-releases': ['release'],
  'github-teams': ['team', 'team-permission'],
};

function run(id: string, asOf: string, parts: readonly PublishedPart[]): RunManifest['collectors'][number] {
  return { id, title: id, version: '1', staleAfter: '3d', shards: parts.length, failed: parts.filter(({ unread }) => unread?.state === 'failed').length, quarantined: 0, kinds: [...(given[id] ?? [])], observedAt: asOf };
}
