import { createHash } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import { formatIssues } from '../content/issues.ts';
import { makeFinding } from '../findings/codes.ts';
import type { Config } from '../schema/config.ts';
import type { Finding } from '../schema/finding.ts';
import type { Collector } from './contract.ts';
import { nearestKey } from '../content/document.ts';

/** A collector with the sources that are configured for it. */
export interface SourceGroup {
  readonly collector: Collector;
  readonly sources: readonly Source[];
}

/** One entry under `sources.<collector>`, validated. */
export interface Source {
  /** Digest of the entry: tells whether a shard still belongs to something that is configured. */
  readonly digest: string;
  readonly config: unknown;
}

/** Collectors that read the same folder of clones as `git`. */
const fedByGit = ['catalog', 'codeowners'] as const;

/**
 * Resolves `sources` of almanac.yaml against the collectors there are. A folder of clones under `git` also feeds
 * `catalog` and `codeowners`; the catalog of the content folder is always read.
 *
 * @param line of a path in almanac.yaml, for findings
 */
export function resolveSources(
  config: Config,
  collectors: readonly Collector[],
  lineOf: (path: readonly PropertyKey[]) => number | undefined,
): { groups: SourceGroup[]; findings: Finding[] } {
  const byId = new Map(collectors.map((collector) => [collector.id, collector]));
  const findings: Finding[] = [];
  const entries = new Map<string, unknown[]>();
  for (const [id, list] of Object.entries(config.sources)) {
    if (byId.has(id)) {
      entries.set(id, list);
      continue;
    }
    const near = nearestKey(id, [...byId.keys()]);
    findings.push(
      makeFinding('ALM0103', {
        what: `There is no collector \`${id}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
        fix: `Collectors there are: ${[...byId.keys()].join(', ')}.`,
        ...at('almanac.yaml', lineOf(['sources', id])),
      }),
    );
  }
  for (const id of fedByGit) {
    if (!entries.has(id)) entries.set(id, [...(entries.get('git') ?? [])]);
  }
  entries.get('catalog')?.push({ content: true });
  const groups: SourceGroup[] = [];
  for (const collector of collectors) {
    const sources: Source[] = [];
    for (const [index, entry] of (entries.get(collector.id) ?? []).entries()) {
      const result = collector.config.safeParse(entry);
      if (result.success) {
        const digest = createHash('sha256').update(JSON.stringify(result.data)).digest('hex').slice(0, 16);
        sources.push({ digest, config: result.data });
      } else {
        findings.push(
          makeFinding('ALM0102', {
            what: `sources.${collector.id}[${index}]: ${formatIssues(result.error)}`,
            ...at('almanac.yaml', lineOf(['sources', collector.id, index]) ?? lineOf(['sources', 'git', index])),
          }),
        );
      }
    }
    if (sources.length > 0) groups.push({ collector, sources });
  }
  return { groups, findings };
}

function at(file: string, line: number | undefined): { file: string; line?: number } {
  return line === undefined ? { file } : { file, line };
}

/** Paths in a source entry are relative to the content folder; `~` is the home folder. */
export function resolvePath(path: string, contentDir: string, home: string): string {
  if (path === '~' || path.startsWith('~/')) return resolve(home, path.slice(2));
  return isAbsolute(path) ? path : resolve(contentDir, path);
}
