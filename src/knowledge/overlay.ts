import { compareText } from '../findings/codes.ts';
import type { StoredFact } from '../store/store.ts';
import type { Ages } from './ages.ts';
import type { Knowledge } from './knowledge.ts';
import type { KnownEvents, KnownFact } from './known.ts';
import { overlayCheckout, overlayRepository } from './overlay-repository.ts';
import type { RuleFacts } from './rule-facts.ts';

/** What was read afresh, and of which parts of the organisation that is all there is. */
export interface Fresh {
  readonly knowledge: Knowledge;
  /** The repository that was read from a checkout, if any: what it declares no more is gone. */
  readonly checkout: string | undefined;
  /** True if the content folder's catalog was read whole. */
  readonly content: boolean;
}

/**
 * Lays what was read now over what was known before, as if a night had taken it in: repositories, CODEOWNERS and supply
 * chain replaced by repository, catalog entries by declaration, brought facts by what they are of; the rest stays.
 *
 * @param before what was known before, read as of the same instant; undefined if nothing was
 * @param layers what was read now: at least one, each over those before it
 */
export function overlay(before: Knowledge | undefined, layers: readonly [Fresh, ...Fresh[]]): Knowledge {
  const [first, ...others] = layers;
  return others.reduce(laid, laid(before, first));
}

function laid(base: Knowledge | undefined, { knowledge: fresh, checkout, content }: Fresh): Knowledge {
  const ages = base === undefined ? fresh.ages : agesOf(base.ages, fresh.ages);
  const old = <T>(facts: readonly StoredFact<T>[] | undefined): StoredFact<T>[] => (facts ?? []).map((fact) => ({ ...fact, shard: oldPart(fact.shard) }));
  const entries = old(base?.entries).filter(({ value: { declaredIn } }) => declaredIn !== checkout && !(content && declaredIn === 'content'));
  const codeowners = old(base?.codeowners).filter(({ value: { repository } }) => repository !== checkout);
  return {
    asOf: fresh.asOf,
    manifest: base?.manifest ?? fresh.manifest,
    collectors: [...new Set([...(base?.collectors ?? []), ...fresh.collectors])].toSorted(compareText),
    ages,
    repositories: repositoriesOf(base, fresh, checkout),
    names: base?.names ?? fresh.names,
    entries: merged(entries, fresh.entries, ({ value }) => `${value.ref}\n${value.declaredIn}`),
    codeowners: merged(codeowners, fresh.codeowners, ({ value }) => value.repository),
    ruleFacts: base === undefined ? fresh.ruleFacts : ruleFactsOf(base.ruleFacts, fresh.ruleFacts),
    unread: {
      codeowners: unreadOf(base?.unread.codeowners, fresh.unread.codeowners, [...fresh.codeowners.map(({ value }) => value.repository), ...(checkout === undefined ? [] : [checkout])]),
      catalogFiles: unreadOf(base?.unread.catalogFiles, fresh.unread.catalogFiles, checkout === undefined ? [] : [checkout]),
    },
    findings: [...(base?.findings ?? []).filter(({ finding }) => checkout === undefined || finding.repository !== checkout), ...fresh.findings],
    rows: base?.rows ?? fresh.rows,
  };
}

/** What could not be read before, less what was now, and what could not be now. */
function unreadOf(base: ReadonlyMap<string, string> | undefined, fresh: ReadonlyMap<string, string>, read: readonly string[]): ReadonlyMap<string, string> {
  const now = new Set(read);
  return new Map([...[...(base ?? [])].filter(([repository]) => !now.has(repository)), ...fresh]);
}

function repositoriesOf(base: Knowledge | undefined, fresh: Knowledge, checkout: string | undefined): Knowledge['repositories'] {
  const records = new Map((base?.repositories ?? []).map((record) => [record.repository, record]));
  for (const record of fresh.repositories) {
    const before = records.get(record.repository);
    records.set(record.repository, record.repository === checkout ? overlayCheckout(before, record) : overlayRepository(before, record));
  }
  return [...records.values()].toSorted((a, b) => compareText(a.repository, b.repository));
}

/** In order of key; what is fresh in place of what has the same key. */
function merged<T>(base: readonly T[], fresh: readonly T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map([...base, ...fresh].map((item) => [keyOf(item), item]));
  return [...byKey].toSorted(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}

function ruleFactsOf(base: RuleFacts, fresh: RuleFacts): RuleFacts {
  const measurements = new Map(base.measurements);
  for (const [of, facts] of fresh.measurements) measurements.set(of, new Map([...(measurements.get(of) ?? []), ...facts]));
  return {
    supplyChain: new Map([...base.supplyChain, ...fresh.supplyChain]),
    measurements,
    changes: eventsOf(base.changes, fresh.changes, ({ startedAt }) => startedAt),
    deliveries: eventsOf(base.deliveries, fresh.deliveries, ({ deliveredAt }) => deliveredAt),
  };
}

/** Events of both, each once, newest first. Where one of the two has none to rely on, those of the other. */
function eventsOf<T extends { readonly id: string }>(base: KnownEvents<T>, fresh: KnownEvents<T>, at: (value: T) => string): KnownEvents<T> {
  if ('unknown' in fresh) return base;
  if ('unknown' in base) return fresh;
  const by = new Map<string, readonly KnownFact<T>[]>(base.by);
  for (const [entity, facts] of fresh.by) {
    const newestFirst = (a: KnownFact<T>, b: KnownFact<T>): number => Date.parse(at(b.value)) - Date.parse(at(a.value)) || compareText(a.value.id, b.value.id);
    by.set(entity, merged(by.get(entity) ?? [], facts, ({ value }) => value.id).toSorted(newestFirst));
  }
  return { by };
}

/** Layer upon layer marks what is below it once more, so that no two layers' parts are taken for one another. */
const mark = 'before\n';

/** Parts of sources are named alike in both, so those of before get names of their own. */
function oldPart(shard: string): string {
  return `${mark}${shard}`;
}

function agesOf(base: Ages, fresh: Ages): Ages {
  return {
    of: (collector, shard) => (shard.startsWith(mark) ? base.of(collector, shard.slice(mark.length)) : fresh.of(collector, shard)),
    failed: [...base.failed.map((failed) => ({ ...failed, shard: oldPart(failed.shard) })), ...fresh.failed],
  };
}
