import type { RunManifest } from '../collect/manifest.ts';
import { openKinds } from '../schema/facts/kinds.ts';
import type { Age } from '../schema/edition/shared.ts';
import type { StoredFact } from '../store/store.ts';
import type { Ages, FailedShard } from './ages.ts';
import { staleReason } from './stale-reason.ts';

/**
 * What cannot be told from its absence, since the source that would say it cannot be relied on: by repository, why. A
 * repository whose CODEOWNERS file could not be read has not no owner, but one that is not known.
 */
export interface Unread {
  /** Never read, or last read too long ago. */
  readonly codeowners: ReadonlyMap<string, string>;
  /** Catalog files that were never read. Those that were and went stale still count: an entity does not cease to exist. */
  readonly catalogFiles: ReadonlyMap<string, string>;
}

interface Sources {
  readonly manifest: RunManifest | undefined;
  readonly ages: Ages;
  /** Parts of sources that gave facts of each repository. Clones are parts of the same name to all that read them. */
  readonly parts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly codeowners: readonly StoredFact<{ readonly repository: string }>[];
  /** Repositories with catalog files that were read. */
  readonly declaring: ReadonlySet<string>;
  /** What sources themselves say that they could not read of a repository. */
  readonly withheld: readonly Withheld[];
}

/** A part of a repository that a collector could not read, though it read the rest. */
export interface Withheld {
  readonly repository: string;
  readonly collector: string;
  /** `codeowners` or `catalogFiles`. */
  readonly field: string;
  readonly reason: string;
}

/** Works out for which repositories nothing follows from there being no fact. */
export function unreadOf({ manifest, ages, parts, codeowners, declaring, withheld }: Sources): Unread {
  const notRead = new Set(withheld.filter(({ field }) => field === 'codeowners').map(({ repository, collector }) => `${collector} ${repository}`));
  const reliable = new Set(
    codeowners.filter(({ collector, shard, value }) => ages.of(collector, shard).state !== 'unknown' && !notRead.has(`${collector} ${value.repository}`)).map(({ value }) => value.repository),
  );
  const told = (field: string, known: ReadonlySet<string>, unread: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...withheld.filter((one) => one.field === field && !known.has(one.repository)).map((one): [string, string] => [one.repository, one.reason]), ...unread]);
  return {
    codeowners: told('codeowners', reliable, unreadOfKind('codeowners', { manifest, ages, parts, reliable, stale: true })),
    catalogFiles: told('catalogFiles', declaring, unreadOfKind('catalog-entry', { manifest, ages, parts, reliable: declaring, stale: false })),
  };
}

interface OfKind extends Pick<Sources, 'manifest' | 'ages' | 'parts'> {
  /** Repositories of which it is known. */
  readonly reliable: ReadonlySet<string>;
  /** Whether what was read too long ago counts as unread. */
  readonly stale: boolean;
}

function unreadOfKind(kind: string, { manifest, ages, parts, reliable, stale }: OfKind): ReadonlyMap<string, string> {
  const givers = (manifest?.collectors ?? []).filter(({ kinds }) => kinds.includes(kind));
  const counts = (age: Age): boolean => age.state === 'unknown' && (stale || age.observedAt === undefined);
  const failed = failedGivers(kind, manifest, ages).filter(({ age }) => counts(age));
  const byPart = new Map(failed.map(({ shard, age }) => [clone(shard), age]));
  // A file of brought facts may be about any repository; a clone is about its own.
  const anywhere = failed.find(({ shard, age }) => factsFile.test(shard) && age.observedAt === undefined)?.age;
  const unread = new Map<string, string>();
  for (const [repository, own] of parts) {
    if (reliable.has(repository)) continue;
    const ofParts = [...own].flatMap((part) => [...givers.map(({ id }) => ages.of(id, part)).filter(counts), byPart.get(clone(part)) ?? []]);
    const age = ofParts.flat()[0] ?? anywhere;
    if (age !== undefined) unread.set(repository, staleReason(age));
  }
  return unread;
}

/** A file of brought facts, and the kind that its name may say: `facts/production-change.ndjson`, `branch.2026.csv`. */
const factsFile = /(?:^|\/)([^/.]*)(?:\.[^/]*)?\.(?:ndjson|jsonl|json|csv|parquet)$/i;

/** The name of a clone. Of several with one name, each collector numbers the sources for itself. */
function clone(shard: string): string {
  return shard.replace(/ \(source \d+\)$/, '');
}

/** Parts that cannot be relied on and may hold facts of a kind: all that is known of one that was never read is its name. */
export function failedGivers(kind: string, manifest: RunManifest | undefined, ages: Pick<Ages, 'failed'>): readonly FailedShard[] {
  const givers = new Set((manifest?.collectors ?? []).filter(({ kinds }) => kinds.includes(kind)).map(({ id }) => id));
  return ages.failed.filter(({ collector, shard, age }) => givers.has(collector) && age.state === 'unknown' && (kindNamed(shard) ?? kind) === kind);
}

function kindNamed(shard: string): string | undefined {
  const name = factsFile.exec(shard)?.[1];
  return openKinds.find(({ kind }) => kind === name)?.kind;
}

/** Why nothing is known of events, if a source of them cannot be relied on: what is missing cannot be told from what never was. */
export function eventsUnread(kind: string, manifest: RunManifest | undefined, ages: Pick<Ages, 'failed'>): string | undefined {
  const age: Age | undefined = failedGivers(kind, manifest, ages)[0]?.age;
  return age === undefined ? undefined : staleReason(age);
}
