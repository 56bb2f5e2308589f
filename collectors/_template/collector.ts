import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { type Collector, type Output, SourceError } from '../../src/collect/contract.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';

// A collector to copy: `cp -r collectors/_template collectors/my-source`, then change it from top to bottom.
// It reads a JSON file that an inventory might export: [{"repo": "github.com/acme/payments", "summary": "…"}, …]

/** One entry under `sources.my-source` in almanac.yaml. Every key has a description: editors show it. */
const config = z.strictObject({
  path: z.string().min(1).describe('The exported file, relative to the content folder'),
});

/** What the source gives, as far as it is used: loose, since exports grow. */
const exported = z.array(z.looseObject({ repo: z.string(), summary: z.string().optional(), archived: z.boolean().optional() }));

export const collector: Collector<z.infer<typeof config>> = {
  // The folder's name, and the key under `sources`.
  id: '_template',
  // Raise it when fetch or parse give something else for the same source.
  version: '1',
  title: 'Inventory export',
  config,
  // A kind of fact that is there already, or a new one in src/schema/facts/.
  kinds: [repositoryKind],
  // When the source cannot be read for longer than this, its facts turn unknown.
  staleAfter: '7d',

  // The parts that are read, and fail, by themselves: here one, the file.
  async *shards({ path }, context) {
    yield { id: basename(path), locator: resolve(context.contentDir, path) };
  },

  // Optional: where telling that nothing changed is cheaper than reading everything.
  async fingerprint(shard) {
    return createHash('sha256').update(await read(shard.locator)).digest('hex');
  },

  // The only place for I/O. Pages are cached, so nothing about a person and no secret may be in them.
  async *fetch(shard) {
    yield { name: 'export', body: await read(shard.locator) };
  },

  // Pure: the same page gives the same facts. The kernel validates them, and sets aside what does not fit.
  *parse(page, context): Iterable<Output> {
    for (const { repo, summary, archived } of exported.parse(JSON.parse(page.body))) {
      yield {
        type: 'fact',
        kind: repositoryKind.kind,
        value: { repository: repo, empty: false, description: summary, archived },
        source: `${context.shard}: ${repo}`,
      };
    }
  },
};

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new SourceError(`the export ${basename(path)} could not be read`, { cause: error });
  }
}
