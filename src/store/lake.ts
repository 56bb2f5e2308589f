import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where things lie in a data folder. Plain files, so that history survives any tool. */
export interface Lake {
  readonly dir: string;
  /** One Parquet file per kind and month. */
  factFile(kind: string, month: string): string;
  /** Months that a kind has files of, oldest first. */
  months(kind: string): string[];
  bookmarkFile(collector: string): string;
  runsDir: string;
  cacheFile(collector: string, shard: string): string;
  cacheDir(collector: string): string;
  quarantineFile(collector: string): string;
  /** Files under way; emptied at the start of every collection. */
  stagingDir: string;
  /** What a run that is not whole yet has received; the next run goes on from there. */
  unfinishedDir: string;
  /** A new name in the staging folder, on the file system of the lake so that the file can be renamed to its place. */
  temporaryFile(): string;
  /** What DuckDB puts aside when its memory is full; only there while the store is open. */
  spillDir: string;
}

/** The layout of the data folder at `dir`. */
export function lakeAt(dir: string): Lake {
  const stagingDir = join(dir, 'staging');
  let temporaries = 0;
  const kindDir = (kind: string): string => join(dir, 'facts', kind);
  const factFile = (kind: string, month: string): string => join(kindDir(kind), `month=${month}`, 'facts.parquet');
  const cacheDir = (collector: string): string => join(dir, 'cache', collector);
  return {
    dir,
    factFile,
    months: (kind) =>
      listing(kindDir(kind))
        .filter((name) => /^month=\d{4}-\d{2}$/.test(name))
        .map((name) => name.slice('month='.length))
        .filter((month) => existsSync(factFile(kind, month)))
        .toSorted(),
    bookmarkFile: (collector) => join(dir, 'bookmarks', `${collector}.json`),
    runsDir: join(dir, 'runs'),
    cacheDir,
    // A shard's id may hold anything; its digest is a safe name, in 256 folders so that none grows large.
    cacheFile: (collector, shard) => {
      const digest = createHash('sha256').update(shard).digest('hex').slice(0, 32);
      return join(cacheDir(collector), digest.slice(0, 2), `${digest}.ndjson.zst`);
    },
    quarantineFile: (collector) => join(dir, 'quarantine', `${collector}.ndjson`),
    stagingDir,
    unfinishedDir: join(dir, 'unfinished'),
    temporaryFile() {
      const files = join(stagingDir, 'files');
      mkdirSync(files, { recursive: true });
      return join(files, String(temporaries++));
    },
    spillDir: join(dir, 'spill'),
  };
}

function listing(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
