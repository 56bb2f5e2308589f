import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compareText } from '../findings/codes.ts';
import { entitySummary, repositorySummary, type EntitySummary, type RepositorySummary } from '../schema/edition/shared.ts';
import type { SearchCatalog } from './catalog.ts';
import { SearchError } from './error.ts';
import { entityRecord, repositoryRecord, type SearchRecord } from './record.ts';

/** What an edition has to be found, in the order of titles, and how its owners and systems are called. */
export interface SearchContent {
  readonly records: readonly SearchRecord[];
  readonly labels: SearchCatalog['labels'];
}

/** Reads the summaries of an edition. Errors: `SearchError` naming the file and line that does not match its schema. */
export async function readSummaries(edition: string): Promise<SearchContent> {
  const api = join(edition, 'api', 'v1');
  const keyed: { readonly key: string; readonly record: SearchRecord }[] = [];
  const owners = new Map<string, string>();
  const systems = new Map<string, string>();
  const take = (record: SearchRecord, { owner, ownerTitle }: Pick<EntitySummary, 'owner' | 'ownerTitle'>): void => {
    // The path settles between things of one title.
    keyed.push({ key: `${record.hit.title.toLowerCase()}\0${record.hit.path}`, record });
    if (owner !== undefined && ownerTitle !== undefined) owners.set(owner, ownerTitle);
  };
  for await (const summary of parsed<EntitySummary>(join(api, 'entities.ndjson'), entitySummary)) {
    take(entityRecord(summary), summary);
    if (summary.system !== undefined) systems.set(summary.system.ref, summary.system.title);
  }
  for await (const summary of parsed<RepositorySummary>(join(api, 'repositories.ndjson'), repositorySummary)) take(repositoryRecord(summary), summary);
  keyed.sort((a, b) => compareText(a.key, b.key));
  return { records: keyed.map(({ record }) => record), labels: { owner: sorted(owners), system: sorted(systems) } };
}

async function* parsed<T>(file: string, schema: { parse: (value: unknown) => T }): AsyncGenerator<T> {
  let number = 0;
  const where = (): string => (number === 0 ? file : `${file}:${number}`);
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      if (line !== '') yield schema.parse(JSON.parse(line));
    }
  } catch (error) {
    throw new SearchError(`${where()} cannot be read as summaries: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function sorted(map: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...map].sort(([a], [b]) => compareText(a, b)));
}
