import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectors } from '../../collectors/registry.ts';
import { collect } from '../../src/collect/collect.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import { readOrganisation } from '../../src/content/organisation.ts';
import { type EditionCounts, writeEdition } from '../../src/edition/edition.ts';
import { Store } from '../../src/store/store.ts';

/** The content folder beside this file. */
export const input = join(import.meta.dirname, 'input');

/** Collects the content folder and writes its edition, both in a new folder. */
export async function planningEdition(): Promise<{ folder: string; edition: string; counts: EditionCounts }> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-planning-edition-'));
  const organisation = readOrganisation(input);
  const { groups } = resolveSources(organisation, collectors, '/home/nobody');
  const store = await Store.open(join(folder, 'data'));
  const asOf = '2026-11-21T03:00:00.000Z';
  const context = { asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: input, log: () => undefined };
  await collect({ store, groups, config: organisation.config, context, offline: false, progress: silentProgress });
  const edition = join(folder, 'edition');
  const counts = await writeEdition({ store, organisation, asOf, dir: edition, generator: 'Almanac golden' });
  store.close();
  return { folder, edition, counts };
}
