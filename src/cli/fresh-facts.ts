import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { collector as catalog, makeCollector as makeCatalog } from '../../collectors/catalog/collector.ts';
import { makeCollector as makeCodeowners } from '../../collectors/codeowners/collector.ts';
import { collector as facts } from '../../collectors/facts/collector.ts';
import { makeCollector as makeGit } from '../../collectors/git/collector.ts';
import { makeCollector as makeSupplyChain } from '../../collectors/supply-chain/collector.ts';
import { checkoutAt } from '../clones/checkout.ts';
import { collect } from '../collect/collect.ts';
import type { Collector } from '../collect/contract.ts';
import { silentProgress } from '../collect/progress.ts';
import { resolveSources } from '../collect/sources.ts';
import type { Organisation } from '../content/organisation.ts';
import { type Knowledge, readKnowledge } from '../knowledge/knowledge.ts';
import type { Fresh } from '../knowledge/overlay.ts';
import type { Config } from '../schema/config.ts';
import type { Instant } from '../schema/primitives.ts';
import { Store } from '../store/store.ts';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';
import type { JudgedClone } from './judged-clone.ts';

/** As of when sources are read. */
export interface Time {
  readonly asOf: Instant;
  readonly backdated: boolean;
}

/** What the content folder brings: its catalog and the facts in its files. */
export async function contentFacts(organisation: Organisation, time: Time, io: Io): Promise<Fresh> {
  const { sources } = organisation.config;
  const own = catalogSources(sources).flatMap(({ content }) => (content === undefined || content === false ? [] : [{ content }]));
  const knowledge = await read(organisation, { facts: sources['facts'] ?? [], catalog: own }, [catalog, facts], time, io);
  return { knowledge, checkout: undefined, content: !knowledge.ages.failed.some(({ collector, shard }) => collector === catalog.id && shard === 'content') };
}

/**
 * What a clone says at the commit that is checked out, as a night would read it: under the names that the organisation
 * gives its catalog files.
 *
 * @throws UsageError if the clone could not be read: a verdict on what was read in part would mislead
 */
export async function cloneFacts(organisation: Organisation, { dir, repository }: JudgedClone, time: Time, io: Io): Promise<Fresh> {
  const clones = checkoutAt(dir);
  const files = [...new Set(catalogSources(organisation.config.sources).flatMap((entry) => entry.files ?? []))];
  const path = [{ path: dir }];
  const sources = { git: path, codeowners: path, 'supply-chain': path, catalog: [{ path: dir, ...(files.length === 0 ? {} : { files }) }] };
  // Without its content folder the organisation has no catalog of its own in this: that was read before.
  const knowledge = await read({ ...organisation, exists: false }, sources, [makeCatalog(clones), makeCodeowners(clones), makeGit(clones), makeSupplyChain(clones)], time, io);
  const [failed] = knowledge.ages.failed;
  if (failed !== undefined) throw new UsageError(`The clone of ${repository} could not be read: ${failed.reason}`);
  return { knowledge, checkout: repository, content: false };
}

/** Collects into a data folder that is gone afterwards. */
async function read(organisation: Organisation, sources: Config['sources'], collectors: readonly Collector[], { asOf, backdated }: Time, io: Io): Promise<Knowledge> {
  const config = { ...organisation.config, sources };
  const { groups } = resolveSources({ ...organisation, config }, collectors, io.home);
  const context = { asOf, backdated, signal: io.signal, minimumGroup: config.privacy.minimumGroup, contentDir: organisation.dir, log: () => undefined };
  const dataDir = mkdtempSync(join(tmpdir(), 'almanac-check-'));
  try {
    const store = await Store.open(dataDir);
    try {
      await collect({ store, groups, config, context, offline: false, progress: silentProgress });
      return await readKnowledge(store, asOf);
    } finally {
      store.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const catalogSource = z.looseObject({ content: z.unknown().optional(), files: z.array(z.string()).optional() });

function catalogSources(sources: Config['sources']): z.infer<typeof catalogSource>[] {
  return (sources['catalog'] ?? []).flatMap((entry) => {
    const source = catalogSource.safeParse(entry);
    return source.success ? [source.data] : [];
  });
}
