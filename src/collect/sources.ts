import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { nearestKey } from '../content/document.ts';
import { formatIssues } from '../content/issues.ts';
import type { Organisation } from '../content/organisation.ts';
import { makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { Collector } from './contract.ts';

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
const fedByGit = ['catalog', 'changelog', 'codeowners', 'documents', 'supply-chain'] as const;

/**
 * Resolves `sources` of almanac.yaml against the collectors there are. A folder of clones under `git` also feeds
 * `catalog`, `changelog`, `codeowners`, `documents` and `supply-chain`; the catalog of the content folder is always read.
 *
 * @param home the user's home folder, for paths that start with `~`
 */
export function resolveSources(
  { config, exists, lineOf }: Pick<Organisation, 'config' | 'exists' | 'lineOf'>,
  collectors: readonly Collector[],
  home: string,
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
  if (exists) entries.get('catalog')?.push({ content: true });
  const groups: SourceGroup[] = [];
  for (const collector of collectors) {
    const sources: Source[] = [];
    for (const [index, entry] of (entries.get(collector.id) ?? []).entries()) {
      const result = collector.config.safeParse(homePath(entry, home));
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

const withPath = z.looseObject({ path: z.string() });

/** `~` in the path of an entry is the home folder; collectors resolve relative paths against the content folder. */
function homePath(entry: unknown, home: string): unknown {
  const result = withPath.safeParse(entry);
  if (!result.success) return entry;
  const { path } = result.data;
  return path === '~' || path.startsWith('~/') ? { ...result.data, path: resolve(home, path.slice(2)) } : entry;
}
