import { compareText } from '../../findings/codes.ts';
import { type PublishedRule, publishedRuleKind } from '../../schema/facts/assessment.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { Store } from '../../store/store.ts';
import { publisher } from './editions.ts';
import { justBefore, shifted } from './instants.ts';
import type { Sheet } from './sheet.ts';
import { VerdictTable } from './verdicts.ts';
import { eachLineage, type Lineage, standingAt, type Version } from './versions.ts';

/** What stood published at an instant. */
export interface Published {
  readonly at: Instant;
  /** By id of the scorecard, in order of it; a scorecard that judged nothing has none. */
  readonly sheets: ReadonlyMap<string, Sheet<Version>>;
}

/** Gathers what stood published at some instants from lineages handed to it, in one pass. */
export class PublishedAt {
  readonly #instants: readonly Instant[];
  readonly #sheets: readonly Map<string, Sheet<Version> & { readonly standings: Map<string, Version> }>[];

  /** @param instants as {@link shifted} writes them, with milliseconds */
  constructor(instants: readonly Instant[]) {
    this.#instants = [...new Set(instants)];
    this.#sheets = this.#instants.map(() => new Map());
  }

  take({ scorecard, entity, versions }: Lineage): void {
    this.#instants.forEach((at, index) => {
      const version = standingAt(versions, at);
      if (version === undefined) return;
      const sheets = this.#sheets[index];
      const sheet = sheets?.get(scorecard);
      if (sheet === undefined) sheets?.set(scorecard, { scorecard, rules: version.rules, standings: new Map([[entity, version]]) });
      else sheet.standings.set(entity, version);
    });
  }

  /** By instant. */
  result(): Map<Instant, Published> {
    return new Map(this.#instants.map((at, index) => [at, { at, sheets: new Map([...(this.#sheets[index] ?? [])].toSorted(([a], [b]) => compareText(a, b))) }]));
  }
}

/** What stood published at an instant, as an edition as of `asOf` sees it: nothing that was published at or after `asOf`. */
export async function readPublished(store: Store, at: Instant, asOf: Instant): Promise<Published> {
  const until = seenFrom(at, asOf);
  const gatherer = new PublishedAt([until]);
  await eachLineage(store, { from: until, until }, new VerdictTable(), (lineage) => gatherer.take(lineage));
  return gatherer.result().get(until) ?? { at: until, sheets: new Map() };
}

/** The rules that stood published at an instant before `asOf`, in order of scorecard and check. */
export async function readPublishedRules(store: Store, at: Instant, asOf: Instant): Promise<PublishedRule[]> {
  const until = seenFrom(at, asOf);
  const rules: PublishedRule[] = [];
  for await (const { value } of store.rows(publishedRuleKind, until, [publisher])) rules.push(value);
  return rules;
}

/** The instant itself, if it is before the edition; else the last one before that. */
function seenFrom(at: Instant, asOf: Instant): Instant {
  return Date.parse(at) < Date.parse(asOf) ? shifted(at, 0) : justBefore(asOf);
}
