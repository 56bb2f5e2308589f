import type { z } from 'zod';
import type { Network } from '../network/contract.ts';
import type { FactKind } from '../schema/fact.ts';
import type { Finding } from '../schema/finding.ts';
import type { Instant } from '../schema/primitives.ts';

/**
 * The contract between a collector and the kernel. A collector says what it reads (`shards`), reads it (`fetch`, the
 * only part that does I/O) and turns what was read into facts (`parse`, pure). The kernel owns everything else:
 * concurrency, bookmarks, the page cache and its replay, quarantine, provenance, publication, last-good facts.
 */
export interface Collector<C = unknown> {
  /** Kebab case, equal to the folder's name; the key under `sources` in almanac.yaml. */
  readonly id: string;
  /** Raised whenever `fetch` or `parse` gives something else for the same source: everything is collected anew then. */
  readonly version: string;
  readonly title: string;
  /** Schema of one entry under `sources.<id>` in almanac.yaml. */
  readonly config: z.ZodType<C>;
  /** The kinds of facts it gives. */
  readonly kinds: readonly FactKind[];
  /** Past this age (`3d`, `36h`) facts of a shard that could not be read any more turn unknown. */
  readonly staleAfter: string;
  /** For incremental collectors: how far behind its bookmark `fetch` reads a shard again (`1d`), for readers; `fetch` applies it itself. Absent if not incremental. */
  readonly overlap?: string;
  /** How many shards are fetched at once; the kernel's own bound applies on top. */
  readonly concurrency?: number;
  /**
   * For what is read over the network. Pages of a reading that was cut off (killed, or the run's time was up) are kept, and
   * the next run goes on after them; a shard that a run read before it was cut off is not read again when that run is
   * taken up; shards that were not read for longest come first; a shard has no time-out of its own, since requests have one
   * and waiting for a budget is no fault.
   */
  readonly remote?: true;
  /** For remote collectors: how many shards are fetched by one request; the bounds on concurrency count requests. */
  readonly together?: number;

  /** Lists the shards of one configured source, in any order. A source that cannot be listed throws a {@link SourceError}. */
  shards(config: C, context: ListContext): AsyncIterable<Shard> | Promise<readonly Shard[]>;

  /**
   * A digest of everything that `fetch` would read of the shard, where that is much cheaper than reading it. While it
   * stays the same the stored facts stand and count as observed again. It may depend on how far the shard was read.
   */
  fingerprint?(shard: Shard, context: CollectContext & Partial<Pick<FetchContext, 'bookmark'>>): Promise<string>;

  /**
   * Reads the shard as pages of raw text. What it yields is cached on disk and may be replayed years later, so nothing
   * about an individual and no secret may be in it. Throws a {@link SourceError} when the shard cannot be read whole.
   */
  fetch(shard: Shard, context: FetchContext): AsyncIterable<RawPage>;

  /** Turns one page into facts and findings. Pure: the same page gives the same output. */
  parse(page: RawPage, context: ParseContext): Iterable<Output>;
}

/** The part of a source that is fetched and fails as one: a clone, a file, a repository of an API. */
export interface Shard {
  /** Unique within the collector and stable from night to night; no path of the machine in it, since it is published. */
  readonly id: string;
  /** What only `fetch` needs to reach it, such as an absolute path. Never stored or published. */
  readonly locator: string;
  /** What people call it, where the id is one that only machines know; published in its place. */
  readonly label?: string;
}

/** One page of raw text as it came from the source. */
export interface RawPage {
  /** Unique within its shard: `refs`, `page-0001`. */
  readonly name: string;
  readonly body: string;
  /**
   * How far the shard has been read once this page is parsed. That of the last page is handed to the next run's `fetch` as
   * `bookmark`. For remote collectors that of any page may come back as `resume` in a reading that goes on after it; one that
   * gives events only gets it as `bookmark`, too, where the time was up after that page.
   */
  readonly bookmark?: string;
  /** Which fields the records of this page had at their source, where what comes may change from day to day. */
  readonly census?: readonly FieldCensus[];
}

/** How many records of one kind came, and in how many of them each field was there. Names only, never values. */
export interface FieldCensus {
  /** What the source calls such a record: `workflow-run`. */
  readonly record: string;
  readonly records: number;
  /**
   * By path: `head_repository.id`; of a list, the fields of its items under `labels[].name`. With them, how many there were
   * that could have such a field: `head_repository{}` objects, `labels[]` items. As `censusOf` makes it.
   */
  readonly fields: Readonly<Record<string, number>>;
}

/** What `shards` and `fetch` are given. */
export interface CollectContext {
  /** The instant of this run; the only "now" there is. */
  readonly asOf: Instant;
  /** True if `asOf` lies in the past: read the source as it stood then, as far as it remembers. */
  readonly backdated: boolean;
  readonly signal: AbortSignal;
  readonly minimumGroup: number;
  /** Absolute path of the organisation's content folder. */
  readonly contentDir: string;
  /** Environment variables: where secrets come from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Every request of every collector goes through it. */
  readonly network: Network;
  /** This run: what several collectors share is kept by it (see {@link once}). */
  readonly run: RunScope;
  log(message: string): void;
}

/** What `shards` is given. */
export interface ListContext extends CollectContext {
  /** How far a part of this source was read before, by its id; undefined if it never was. Absent where nothing is remembered. */
  readonly remembered?: (shard: string) => string | undefined;
}

/** One run, or several that were cut off and taken up again. */
export interface RunScope {
  /** When it began; before `asOf` if an earlier run was cut off and is taken up. */
  readonly begunAt: Instant;
  /** Pages of a reading that is not one shard's, such as the list of an organisation's repositories; kept until the run is whole. */
  kept(name: string): KeptPages;
}

/** Pages that were received and outlive the process. */
export interface KeptPages {
  /** Those of this run, in the order in which they were added. */
  pages(): readonly RawPage[];
  /** Returns when the page is on disk. */
  add(page: RawPage): void;
  /** Forgets them, where they turn out to be of no use. */
  clear(): void;
}

/**
 * A value that is worked out once in a run, whichever collector asks first; one that failed is worked out again when it is
 * asked for again.
 *
 * @param key tells values of one source from those of another
 */
export function once<A extends { readonly context: { readonly run: RunScope } }, T>(key: (argument: A) => string, make: (argument: A) => Promise<T>): (argument: A) => Promise<T> {
  const runs = new WeakMap<RunScope, Map<string, Promise<T>>>();
  return (argument) => {
    const { run } = argument.context;
    const values = runs.get(run) ?? new Map<string, Promise<T>>();
    runs.set(run, values);
    const name = key(argument);
    const held = values.get(name);
    if (held !== undefined) return held;
    const made = make(argument);
    values.set(name, made);
    made.catch(() => {
      if (values.get(name) === made) values.delete(name);
    });
    return made;
  };
}

export interface FetchContext extends CollectContext {
  /**
   * The bookmark of the last page of the last reading that was whole (or, of events, came as far as that). Collectors with an
   * `overlap` subtract it themselves.
   */
  readonly bookmark: string | undefined;
  /** For remote collectors: bookmark of the last page of a reading that was cut off; go on after it. */
  readonly resume: string | undefined;
}

/** What `parse` is given: no clock, no files, no network. */
export interface ParseContext {
  readonly shard: string;
  readonly asOf: Instant;
  readonly minimumGroup: number;
}

/** One record of a kind, not validated yet: the kernel does that. */
export interface FactOutput {
  readonly type: 'fact';
  readonly kind: string;
  readonly value: unknown;
  /** The source in words a reader can follow. */
  readonly source: string;
  /** Link to the source, where it has a web address. */
  readonly url?: string | undefined;
}

export interface FindingOutput {
  readonly type: 'finding';
  readonly finding: Finding;
}

/** A record that the collector itself could not make sense of: goes to quarantine with the reason. */
export interface QuarantineOutput {
  readonly type: 'quarantine';
  readonly kind: string;
  readonly record: string;
  readonly reason: string;
  readonly source: string;
}

/** Records of a kind could not be read this time, for a reason that is no fault of the part as a whole: those known of it stand. */
export interface UnreadOutput {
  readonly type: 'unread';
  readonly kind: string;
}

export type Output = FactOutput | FindingOutput | QuarantineOutput | UnreadOutput;

/** A source or shard that cannot be read: says what and why, and never holds a secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  /** A finding of its own, in place of the general one that the kernel would make. */
  readonly finding: Finding | undefined;
  /** True if the credentials given may not read it: no fault of the source, and no reason to fail the run. */
  readonly withheld: boolean;
  constructor(message: string, options: { cause?: unknown; finding?: Finding; withheld?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.finding = options.finding;
    this.withheld = options.withheld ?? false;
  }
}
